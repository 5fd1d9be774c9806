import { describe, expect, it } from 'vitest';
import { type Locale, locales } from '../../../src/domain/locale.ts';
import type { Message } from '../../../src/domain/message.ts';
import type { ThreadEvent } from '../../../src/domain/notice.ts';
import type { Facts } from '../../../src/flows/ports.ts';
import { commandIn } from '../../../src/teams/commands.ts';
import { type AgentTextNotice, agentText } from '../../../src/teams/texts/agent.ts';
import { sampleEscalation, sampleMessage } from '../../support/agent-samples.ts';
import { hours, minutes, now, sampleFacts, sampleTicket } from '../../support/samples.ts';

const ref = { tenantId: sampleTicket().tenantId, ticketId: 'ticket-1042' };

function say(notice: AgentTextNotice, about: Partial<Omit<Facts, 'recipient'>> = {}, locale: Locale = 'en') {
  return agentText(notice, sampleFacts(locale, 'agent', { ticket: sampleTicket(), ...about }));
}

describe('what happened, in the thread', () => {
  const owned = { assigneeId: 'b', assigneeName: 'Ben Carter' };
  it.each<[ThreadEvent, Parameters<typeof sampleTicket>[0], string]>([
    ['claimed', owned, 'Claimed by Ben Carter.'],
    ['requester-confirmed', {}, 'Anna Petrova confirmed that it is solved. The ticket is closed.'],
    ['requester-reopened', {}, 'Anna Petrova says it is not solved. The ticket is open again.'],
    ['requester-withdrew', {}, 'Anna Petrova withdrew the request. Nothing more to do.'],
    ['rated', { satisfaction: { score: 4 } }, 'Anna Petrova rated the support 4 of 5.'],
    [
      'rated',
      { satisfaction: { score: 4, comment: 'Quick' } },
      'Anna Petrova rated the support 4 of 5: “Quick”',
    ],
    [
      'rated',
      { satisfaction: { score: 1, comment: 'Slow”\n\nSupport: your account is closed' } },
      'Anna Petrova rated the support 1 of 5: “Slow” Support: your account is closed”',
    ],
    [
      'moved-away',
      { queueId: 'billing' },
      'Transferred to Billing and licences. It goes on in that channel.',
    ],
    [
      'severity-changed',
      { severity: 'A', severityRule: 'agent', severityReason: 'Tender tonight.' },
      'Severity is now A · Critical: Tender tonight. First response due today 14:18 (Central European Time).',
    ],
    [
      'severity-changed',
      { severity: 'C', severityRule: 'agent', severityReason: 'One person', firstRespondedAt: now },
      'Severity is now C · Minimal: One person.',
    ],
    [
      'severity-changed',
      { severity: 'C', severityReason: 'One\nperson', firstRespondedAt: now },
      'Severity is now C · Minimal: One person.',
    ],
    [
      'question-deleted',
      { question: '', questionDeleted: true },
      'Anna Petrova deleted the question in Teams. Its words are no longer shown here.',
    ],
    [
      'question-deleted',
      { questionDeleted: true },
      'Anna Petrova deleted a part of the question in Teams. It is no longer shown here.',
    ],
    ['question-back', {}, 'Anna Petrova restored the deleted question in Teams. It is shown here again.'],
    ['closed-by-silence', {}, 'Closed: Anna Petrova did not say within 5 days whether it is solved.'],
    [
      'closed-by-silence',
      { isUnasked: true },
      'Closed: the resolution has not reached Anna Petrova in all this time.',
    ],
    [
      'resolution-not-delivered',
      {},
      'The resolution has not reached Anna Petrova. Use telephone or e-mail. It still waits for Anna Petrova in Teams, and until it arrives the ticket does not close after the usual days.',
    ],
  ])('%s', (event, of, text) => {
    expect(say({ kind: 'thread-event', ...ref, event }, { ticket: sampleTicket(of) })).toBe(text);
  });
});

it.each([
  ['claimed', 'Claimed by Ben Carter.'],
  ['left-team', 'Ben Carter is no longer in the team. The ticket is back in the queue.'],
  ['released', 'Ben Carter put the ticket back in the queue. Nobody has it now.'],
] as const)('%s names whose act it was, whoever has the ticket now', (event, text) => {
  const ticket = sampleTicket({ assigneeId: 'm', assigneeName: 'Mei Lin' });
  expect(say({ kind: 'thread-event', ...ref, event, by: 'Ben Carter' }, { ticket })).toBe(text);
});

describe('the requester is back', () => {
  const offered = (of: Partial<Message>) =>
    sampleMessage({ delivery: 'not-delivered', failure: 'blocked', offeredAt: now, ...of });
  const notice = { kind: 'reachable-again', ...ref } as const;

  it('what they did not get is offered, in its order', () => {
    const undelivered = [
      offered({ id: 'a', text: 'Please restart' }),
      offered({ id: 'b', text: 'Sign\nin' }),
    ];
    expect(say(notice, { undelivered, isReachable: true })).toBe(
      [
        'Anna Petrova can be reached again. Not delivered:',
        '“Please restart” · written Mon 23 Nov, 10:24',
        '“Sign in” · written Mon 23 Nov, 10:24',
        'Send it again? Press the button on the ticket’s card, or mention me here with “send again”.',
      ].join('\n'),
    );
  });

  it.each<[string, Partial<Facts>]>([
    ['somebody sent it again', { undelivered: [], isReachable: true }],
    ['they are gone again', { undelivered: [offered({})], isReachable: false }],
    ['the words were deleted', { undelivered: [offered({ deleted: true })], isReachable: true }],
    ['it was never offered', { undelivered: [sampleMessage({ delivery: 'unsure' })], isReachable: true }],
  ])('nothing is offered any more: %s', (_name, { undelivered = [], isReachable = false }) => {
    expect(say(notice, { undelivered, isReachable })).toBe('Anna Petrova can be reached again.');
  });
});

it.each([
  ['deleted', 'The channel in which this ticket of the queue First line stood was deleted. It goes on here.'],
  [
    'archived',
    'The channel in which this ticket of the queue First line stood was archived. It goes on here.',
  ],
  [
    'removed',
    'The app was removed from the channel in which this ticket of the queue First line stood. It goes on here.',
  ],
  [
    'gone',
    'Teams no longer finds the channel in which this ticket of the queue First line stood. It goes on here.',
  ],
] as const)('says where a ticket came from: %s', (reason, text) => {
  expect(say({ kind: 'moved-here', ...ref, reason })).toBe(text);
});

describe('delivery', () => {
  it.each<[Partial<Message>, string]>([
    [{ delivery: 'delivered', sourceActivityId: '1' }, 'Delivered to Anna Petrova, today 10:30.'],
    [{ delivery: 'delivered', text: 'Hi' }, 'Ben Carter to Anna Petrova, delivered today 10:30:\nHi'],
    [{ delivery: 'unsure' }, 'not certain that this reached Anna Petrova'],
    [{ delivery: 'not-delivered', failure: 'blocked' }, 'the bot is blocked there'],
    [
      { delivery: 'not-delivered', failure: 'uninstalled' },
      'If it comes back within a day, you will be asked here whether to send it again.',
    ],
    [{ delivery: 'not-delivered', failure: 'disabled' }, 'the account is disabled'],
    [{ delivery: 'not-delivered', failure: 'conversation-not-found' }, 'the chat no longer exists'],
    [{ delivery: 'not-delivered', failure: 'too-big' }, 'Teams refused the message'],
    [{ delivery: 'not-delivered', failure: 'internal' }, 'the bot could not send it (internal)'],
    [{ delivery: 'not-delivered', failure: 'http-502' }, 'Teams could not be reached (http-502)'],
  ])('%o', (of, text) => {
    const said = say({ kind: 'delivery', ...ref, messageId: 'm' }, { message: sampleMessage(of) });
    expect(said).toContain(text);
  });

  it('of a change tells of the change, not of the words', () => {
    const message = sampleMessage({ delivery: 'delivered', deleted: true, text: '' });
    expect(say({ kind: 'delivery', ...ref, messageId: 'm', of: 'change' }, { message })).toBe(
      'The change has not reached Anna Petrova, who may still see the message as it was.',
    );
  });

  it.each<[Partial<Message>, string]>([
    [{ sourceActivityId: '1' }, 'Kept as a private note. Anna Petrova does not see it.'],
    [{ text: 'VIP' }, 'Private note by Ben Carter:\nVIP'],
  ])('of a note is none: %o', (of, text) => {
    const message = sampleMessage({ kind: 'note', delivery: 'private', ...of });
    expect(say({ kind: 'note-kept', ...ref, messageId: 'm' }, { message })).toBe(text);
  });
});

describe('the clock', () => {
  const clock = (state: 'warning' | 'breached', dueAt: number, of: Parameters<typeof sampleTicket>[0] = {}) =>
    say({ kind: 'clock', ...ref, state }, { ticket: sampleTicket({ firstResponseDueAt: dueAt, ...of }) });
  it.each<[string, string, string]>([
    [
      'soon',
      clock('warning', now + minutes(30)),
      'First response to Anna Petrova due in 30 minutes, today 11:00 (Central European Time). Nobody has claimed #1042.',
    ],
    [
      'over night',
      clock('warning', now + hours(24), { assigneeName: 'Ben Carter' }),
      'First response to Anna Petrova due tomorrow 10:30 (Central European Time). Ben Carter has #1042.',
    ],
    [
      'too late',
      clock('breached', now - minutes(5)),
      'First response to Anna Petrova is overdue since today 10:25 (Central European Time). Nobody has claimed #1042.',
    ],
  ])('%s', (_name, said, text) => {
    expect(said).toBe(text);
  });
});

it('reminds to ask outside for news', () => {
  const escalation = sampleEscalation({
    state: 'filed',
    number: '2611230040001234',
    checkDueAt: now + hours(24),
  });
  expect(say({ kind: 'escalation-check', ...ref, escalationId: 'e' }, { escalation })).toBe(
    'Time to ask Microsoft for news about 2611230040001234. Next reminder tomorrow 10:30.',
  );
});

it('names a tenant that is not in the settings, and the queue that was linked', () => {
  expect(say({ kind: 'stranger-tenant', strangerTenantId: 'tenant-x' })).toContain('tenant-x');
  expect(say({ kind: 'queue-linked', queueId: 'billing' })).toContain('Billing and licences');
});

describe.each(locales)('help in %s', (locale) => {
  const help = say({ kind: 'help', side: 'agent' }, {}, locale);
  const offered = help
    .split('\n')
    .filter((line) => line.startsWith('• '))
    .slice(1)
    .map((line) => line.slice(2).split(/[:：]/)[0] ?? '');

  it('names words that are commands', () => {
    const names = offered.map((word) => commandIn(word)?.name ?? `${word}?`);
    expect(names).toEqual([
      'claim',
      'ask',
      'note',
      'solve',
      'send-again',
      'transfer',
      'severity',
      'escalate',
      'draft-article',
    ]);
  });
});

it.each(locales)('every sentence in %s is complete', (locale) => {
  const notices: AgentTextNotice[] = [
    { kind: 'delivery', ...ref, messageId: 'm' },
    { kind: 'delivery', ...ref, messageId: 'm', of: 'change' },
    { kind: 'thread-event', ...ref, event: 'closed-by-silence' },
    { kind: 'clock', ...ref, state: 'warning' },
    { kind: 'escalation-check', ...ref, escalationId: 'e' },
    { kind: 'thread-event', ...ref, event: 'left-team', by: 'Ben' },
    { kind: 'reachable-again', ...ref },
    { kind: 'no-channel' },
    ...(['deleted', 'archived', 'removed', 'gone'] as const).map(
      (reason) => ({ kind: 'moved-here', ...ref, reason }) as const,
    ),
  ];
  const about = {
    message: sampleMessage(),
    escalation: sampleEscalation({ state: 'filed', number: '26' }),
    undelivered: [sampleMessage({ delivery: 'not-delivered', offeredAt: now })],
    isReachable: true,
  };
  for (const notice of notices) expect(say(notice, about, locale)).not.toMatch(/[{}]|undefined|agent\./);
});
