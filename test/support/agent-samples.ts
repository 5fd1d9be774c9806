// Every state of the two cards that agents see, as facts: for the tests and the contact sheet.
import type { Customer } from '../../src/domain/customer.ts';
import type { Escalation } from '../../src/domain/escalation.ts';
import type { Locale } from '../../src/domain/locale.ts';
import type { Message } from '../../src/domain/message.ts';
import type { CardMoment } from '../../src/domain/notice.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { Facts } from '../../src/flows/ports.ts';
import type { CardSample } from './card-samples.ts';
import { learningSamples } from './learning-samples.ts';
import {
  chinaCustomer,
  hours,
  minutes,
  now,
  resoldCustomer,
  sampleCustomer,
  sampleFacts,
  sampleIssue,
  sampleSettings,
  sampleTicket,
} from './samples.ts';

const ben = { id: 'c1a5b0de-0000-4000-8000-0000000000b1', name: 'Ben Carter' };
const { tenantId } = sampleCustomer;
const ticketNotice = { kind: 'ticket', tenantId, ticketId: 'ticket-1042' } as const;

const texts: Readonly<Record<Locale, readonly [reply: string, answer: string, note: string]>> = {
  en: [
    'Please sign in at outlook.office.com once and tell me whether the password is taken there.',
    'It is taken there, but Outlook still asks.\nMy colleagues have the same.',
    'Conditional access was changed this morning, asking the admin.',
  ],
  ru: [
    'Войдите, пожалуйста, на outlook.office.com и напишите, принимается ли там пароль.',
    'Там принимается, но Outlook всё равно спрашивает.\nУ коллег то же самое.',
    'Утром меняли условный доступ, уточняю у администратора.',
  ],
  'zh-cn': [
    '请在 outlook.office.com 登录一次，并告诉我那里能否使用该密码。',
    '那里可以，但 Outlook 还是会问。\n同事们也一样。',
    '今早改过条件访问策略，正在向管理员确认。',
  ],
};

export function sampleMessage(overrides: Partial<Message> = {}): Message {
  return {
    id: 'message-1',
    tenantId,
    ticketId: 'ticket-1042',
    kind: 'relay',
    from: 'agent',
    authorId: ben.id,
    authorName: ben.name,
    text: texts.en[0],
    files: [],
    edited: false,
    deleted: false,
    delivery: 'delivered',
    saidAt: now - minutes(6),
    ...overrides,
  };
}

function talk(locale: Locale): Message[] {
  const [reply, answer, note] = texts[locale];
  const { requesterName } = sampleTicket({ language: locale });
  return [
    sampleMessage({
      id: 'message-3',
      kind: 'note',
      text: note,
      delivery: 'private',
      saidAt: now - minutes(1),
    }),
    sampleMessage({
      id: 'message-2',
      from: 'requester',
      authorName: requesterName,
      text: answer,
      files: ['outlook.png'],
      saidAt: now - minutes(3),
    }),
    sampleMessage({ text: reply }),
  ];
}

/** Complete, for severity A: only the number is missing. */
export function sampleEscalation(overrides: Partial<Escalation> = {}): Escalation {
  return {
    id: 'escalation-1',
    tenantId,
    ticketId: 'ticket-1042',
    target: { kind: 'microsoft' },
    state: 'ready',
    answers: {
      category: 'unavailable',
      health: 'nothing-published',
      triedSteps: 'Removed stored credentials, new Outlook profile, sign-in in the browser works',
      startedAt: 'today',
      scope: 'whole-org',
      affectedCount: '120',
      businessImpact: 'Nobody can send offers; the tender closes tonight.',
      englishSummary:
        'Outlook for Windows asks all users for a password every few minutes since this morning; sign-in in the browser works.',
      contactPhone: '+49305550101',
      consent: 'yes',
    },
    contactId: ben.id,
    startedAt: now - minutes(5),
    version: 1,
    ...overrides,
  };
}

/** What the requester did not get, because the app is not there. */
function undelivered(locale: Locale, count: number, more: Partial<Message> = {}): Message[] {
  const [reply, , note] = texts[locale];
  return Array.from({ length: count }, (_, at) =>
    sampleMessage({
      id: `undelivered-${at}`,
      text: at % 2 === 0 ? reply : note,
      delivery: 'not-delivered',
      failure: 'uninstalled',
      saidAt: now - minutes(6 - at),
      ...more,
    }),
  );
}

function unsure(locale: Locale): Message[] {
  return [sampleMessage({ id: 'unsure', text: texts[locale][0], delivery: 'unsure', saidAt: now })];
}

export function agentSamples(locale: Locale): CardSample[] {
  return [...tickets(locale), ...endedTickets(locale), ...escalations(locale), ...learningSamples(locale)];
}

const owned = { assigneeId: ben.id, assigneeName: ben.name, claimedAt: now - minutes(8) };
const answered = { ...owned, firstRespondedAt: now - minutes(6) };

type Known = Partial<Omit<Facts, 'recipient'>>;

function ticketSample(
  locale: Locale,
  name: string,
  of: Partial<Ticket>,
  known: Known = {},
  moment?: CardMoment,
): CardSample {
  const facts = sampleFacts(locale, 'agent', { ticket: sampleTicket({ language: locale, ...of }), ...known });
  return { name: `ticket: ${name}`, notice: ticketNotice, facts, ...(moment && { moment }) };
}

function tickets(locale: Locale): CardSample[] {
  const sample = (name: string, of: Partial<Ticket>, known?: Known, moment?: CardMoment) =>
    ticketSample(locale, name, of, known, moment);
  const overdue = { openedAt: now - minutes(85), firstResponseWarnAt: now - minutes(10) };
  return [
    sample('new', {}),
    sample(
      'new, desk closed',
      {
        openedAt: now + hours(10),
        firstResponseDueAt: now + hours(26.5),
        firstResponseWarnAt: now + hours(25.5),
      },
      { now: now + hours(11) },
    ),
    sample('new, due soon', { ...overdue, firstResponseDueAt: now + minutes(30) }),
    sample('new, breached', { ...overdue, firstResponseDueAt: now - minutes(32) }),
    sample(
      'claim refused',
      { ...owned, state: 'assigned' },
      {},
      {
        flash: { reason: 'claimed-by-other', by: ben.name },
      },
    ),
    sample('assigned', { ...answered, state: 'assigned' }, { messages: talk(locale) }),
    sample('not delivered', { ...answered, state: 'assigned' }, { undelivered: undelivered(locale, 1) }),
    sample(
      'not delivered, several',
      { ...answered, state: 'assigned' },
      { undelivered: [...undelivered(locale, 4), ...unsure(locale)] },
    ),
    sample(
      'not delivered, reachable again',
      { ...answered, state: 'assigned' },
      { undelivered: undelivered(locale, 1, { offeredAt: now }), isReachable: true },
    ),
    sample(
      'not delivered, several, reachable again',
      { ...answered, state: 'assigned' },
      { undelivered: undelivered(locale, 3, { offeredAt: now }), isReachable: true },
    ),
    sample(
      'with a service issue',
      { ...answered, state: 'assigned', health: { checkedAt: now, issue: sampleIssue() } },
      { health: { isConnected: true, isAsking: false, isWatched: false, issue: sampleIssue() } },
    ),
    sample('question deleted', {
      ...owned,
      state: 'assigned',
      question: '',
      questionDeleted: true,
      answers: { scope: 'one-user', workaround: 'full' },
    }),
    sample('a part of the question deleted', { ...owned, state: 'assigned', questionDeleted: true }),
    sample('with nothing reported', { health: { checkedAt: now - minutes(13) } }),
    sample('cannot wait', {
      severity: 'B',
      severityRule: 'urgent',
      answers: { scope: 'one-user', workaround: 'full' },
    }),
    sample('workaround not known', {
      severityRule: 'whole-org/unknown',
      answers: { scope: 'whole-org', workaround: 'unknown' },
    }),
    sample('severity set by hand', {
      ...answered,
      state: 'assigned',
      severity: 'A',
      severityRule: 'agent',
      severityReason: {
        en: 'Tender closes tonight',
        ru: 'Сегодня закрывается тендер',
        'zh-cn': '招标今晚截止',
      }[locale],
      answers: { startedAt: 'this-week', scope: 'unknown', workaround: 'partial' },
      shown: [],
    }),
    sample(
      'waiting for the requester',
      { ...answered, state: 'waiting-requester' },
      { messages: talk(locale) },
    ),
    sample(
      'with Microsoft',
      { ...answered, state: 'waiting-microsoft' },
      { messages: talk(locale), escalation: filed() },
    ),
    sample(
      'with the provider',
      { ...answered, state: 'waiting-provider' },
      { customer: resoldCustomer, escalation: filed({ kind: 'provider', providerId: 'wingtip' }) },
    ),
    sample('licence request', {
      category: 'subscription-change',
      product: 'm365',
      queueId: 'billing',
      severity: 'C',
      severityRule: 'request',
      formId: 'subscription',
      question: {
        en: 'We need five more licences from 1 December.',
        ru: 'Нужно ещё пять лицензий с 1 декабря.',
        'zh-cn': '从 12 月 1 日起，我们需要再加五个许可证。',
      }[locale],
      answers: {
        change: 'add',
        subscription: 'Microsoft 365 Business Premium',
        quantity: '5',
        dateWanted: '2026-12-01',
        authorised: 'yes',
      },
      shown: [],
    }),
  ];
}

function endedTickets(locale: Locale): CardSample[] {
  const resolution = {
    en: 'The conditional access rule was corrected; Outlook no longer asks.',
    ru: 'Исправлено правило условного доступа, Outlook больше не спрашивает.',
    'zh-cn': '已更正条件访问规则，Outlook 不再询问。',
  }[locale];
  const comment = { en: 'Quick and clear', ru: 'Быстро и понятно', 'zh-cn': '又快又清楚' }[locale];
  const solved = { ...answered, resolution, cycle: 1, solvedAt: now - minutes(2) };
  return [
    ticketSample(locale, 'solved', { ...solved, state: 'solved' }, { messages: talk(locale) }),
    ticketSample(locale, 'closed and rated', {
      ...solved,
      state: 'closed',
      endedAt: now,
      satisfaction: { score: 5, comment },
    }),
    ticketSample(locale, 'withdrawn', { state: 'withdrawn', endedAt: now }),
  ];
}

function filed(target: Escalation['target'] = { kind: 'microsoft' }): Escalation {
  return sampleEscalation({
    target,
    state: 'filed',
    number: target.kind === 'microsoft' ? '2611230040001234' : 'WT-88213',
    filedAt: now - minutes(30),
    checkDueAt: now + hours(3),
  });
}

function escalationSample(
  locale: Locale,
  name: string,
  escalation: Escalation,
  about: { readonly ticket?: Partial<Ticket>; readonly customer?: Customer } = {},
  moment?: CardMoment,
): CardSample {
  const ticket = sampleTicket({
    language: locale,
    ...answered,
    state: 'assigned',
    severity: 'A',
    ...about.ticket,
  });
  const facts = sampleFacts(locale, 'agent', {
    ticket,
    customer: about.customer ?? sampleCustomer,
    escalation,
    settings: sampleSettings,
    messages: talk(locale),
  });
  const notice = { kind: 'escalation', tenantId, ticketId: ticket.id, escalationId: escalation.id } as const;
  return { name: `escalation: ${name}`, notice, facts, ...(moment && { moment }) };
}

function escalations(locale: Locale): CardSample[] {
  const asking = (answers: Escalation['answers']) => sampleEscalation({ state: 'asking', answers });
  const { health: _health, consent: _consent, contactPhone: _phone, ...partly } = sampleEscalation().answers;
  const provider = { kind: 'provider', providerId: 'wingtip' } as const;
  const known = { triedSteps: 'outlook-password-prompt', startedAt: 'today', scope: 'some-users' };
  return [
    escalationSample(locale, 'asking, all', asking({})),
    escalationSample(locale, 'asking, the rest', asking(known), { ticket: { severity: 'B' } }),
    escalationSample(
      locale,
      'asking, with faults',
      asking(partly),
      {},
      {
        flash: { reason: 'incomplete' },
        faults: [
          { field: 'contactPhone', fault: 'malformed' },
          { field: 'consent', fault: 'missing' },
        ],
        typed: { contactPhone: '030 5550101', health: 'declared-fixed' },
      },
    ),
    escalationSample(
      locale,
      'asking, issue is published',
      { ...asking(partly), isReopened: true },
      {},
      {
        flash: { reason: 'documented-issue' },
      },
    ),
    escalationSample(locale, 'asking, to be changed', {
      ...asking(sampleEscalation().answers),
      isReopened: true,
    }),
    escalationSample(locale, 'ready for Microsoft', sampleEscalation()),
    escalationSample(locale, 'ready for Microsoft, Azure', sampleEscalation(), {
      ticket: { product: 'azure' },
    }),
    escalationSample(locale, 'ready for 21Vianet', sampleEscalation(), { customer: chinaCustomer }),
    escalationSample(locale, 'ready for the provider', sampleEscalation({ target: provider }), {
      customer: resoldCustomer,
    }),
    escalationSample(locale, 'filed at Microsoft', filed()),
    escalationSample(locale, 'filed at the provider', filed(provider), { customer: resoldCustomer }),
    escalationSample(locale, 'ended', { ...filed(), state: 'ended', endedAt: now - minutes(4) }),
  ];
}
