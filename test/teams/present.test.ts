import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/domain/message.ts';
import { type Notice, refusalReasons } from '../../src/domain/notice.ts';
import type { Facts } from '../../src/flows/ports.ts';
import { present } from '../../src/teams/present.ts';
import { now, resoldCustomer, sampleCustomer, sampleFacts, sampleTicket } from '../support/samples.ts';

const { tenantId } = sampleCustomer;
const ref = { tenantId, ticketId: 'ticket-1042' };
const message: Message = {
  id: 'message-1',
  ...ref,
  kind: 'relay',
  from: 'agent',
  authorId: 'b1',
  authorName: 'Ben Carter',
  text: 'Please **restart** [x](https://evil)',
  files: [],
  edited: false,
  deleted: false,
  delivery: 'sending',
  saidAt: now,
};
const relay: Notice = { kind: 'relay', ...ref, messageId: 'message-1' };
const textOf = (notice: Notice, facts: Facts) => present(notice, facts, undefined).activity.text;

describe('a relay', () => {
  const toRequester = (of: Partial<Message>) =>
    textOf(relay, sampleFacts('en', 'requester', { ticket: sampleTicket(), message: { ...message, ...of } }));

  it.each<[Partial<Message>, string]>([
    [{}, 'Ben Carter · #1042:\nPlease **restart** [x](https://evil)'],
    [
      { files: ['a.png', 'b.log'] },
      'Ben Carter · #1042:\nPlease **restart** [x](https://evil)\nFiles, by name only: a.png, b.log',
    ],
    [{ text: '', files: ['a.png'] }, 'Ben Carter · #1042:\nFiles, by name only: a.png'],
    [{ edited: true, text: 'New' }, 'Ben Carter · #1042 (edited):\nNew'],
    [{ deleted: true, text: 'Gone' }, 'Ben Carter · #1042:\nThis message was deleted.'],
  ])('to a requester: %o', (of, text) => expect(toRequester(of)).toBe(text));

  it('is plain text, so that nobody’s words are formatted', () => {
    const facts = sampleFacts('en', 'requester', { ticket: sampleTicket(), message });
    expect(present(relay, facts, undefined).activity).toMatchObject({ type: 'message', textFormat: 'plain' });
  });

  it('names the requester to the agents', () => {
    const said = { ...message, from: 'requester', authorName: 'Anna Petrova', text: 'Done' } as const;
    const facts = sampleFacts('ru', 'agent', { ticket: sampleTicket(), message: said });
    expect(textOf(relay, facts)).toBe('Anna Petrova:\nDone');
  });

  it('throws without its message', () => {
    expect(() => textOf(relay, sampleFacts('en', 'requester', { ticket: sampleTicket() }))).toThrow();
  });
});

describe('texts', () => {
  const solved = sampleTicket({ state: 'solved', solvedAt: now });
  const closed = sampleTicket({ state: 'closed', endedAt: now });
  const filed = {
    id: 'e',
    ...ref,
    target: { kind: 'microsoft' },
    state: 'filed',
    answers: {},
    contactId: 'b1',
    number: 'SR-77',
    startedAt: now,
    filedAt: now,
    version: 1,
  } as const;
  const outside: Notice = { kind: 'with-outside', ...ref, escalationId: 'e' };

  it.each<[Notice, Parameters<typeof sampleFacts>[2], string]>([
    [{ kind: 'language-set', locale: 'ru' }, {}, 'Теперь я пишу по-русски.'],
    [{ kind: 'not-served' }, {}, 'support@fabrikam.example'],
    [
      { kind: 'claimed', ...ref },
      { ticket: sampleTicket({ assigneeName: 'Ben Carter' }) },
      'Ben Carter has taken',
    ],
    [
      { ...outside, kind: 'number-corrected' },
      { ticket: sampleTicket(), escalation: filed },
      'at Microsoft was wrong. The right one is SR-77',
    ],
    [
      outside,
      { ticket: sampleTicket(), escalation: filed },
      'with Microsoft since today 10:30 (Central European Time), number SR-77',
    ],
    [
      outside,
      {
        ticket: sampleTicket({ tenantId: resoldCustomer.tenantId }),
        escalation: { ...filed, target: { kind: 'provider', providerId: 'wingtip' } },
      },
      'with Wingtip Distribution since today 10:30 (Central European Time), number SR-77',
    ],
    [{ kind: 'about-bot' }, {}, 'the support of Fabrikam'],
    [{ kind: 'ticket-noted', ...ref }, { ticket: sampleTicket() }, 'Added to request #1042.'],
    [{ kind: 'ticket-noted', ...ref, isAnswer: true }, { ticket: sampleTicket() }, 'with “/” in front'],
    [{ kind: 'still-solved', ...ref }, { ticket: solved }, 'closes Sat 28 Nov'],
    [{ kind: 'closed-by-silence', ...ref }, { ticket: closed }, 'until Mon 7 Dec'],
    [
      { kind: 'refused', flash: { reason: 'claimed-by-other', by: 'Mei Lin' } },
      {},
      'Mei Lin has taken it already.',
    ],
    [{ kind: 'refused', flash: { reason: 'claimed-by-other' } }, {}, 'A colleague has taken it already.'],
    [{ kind: 'refused', flash: { reason: 'ticket-moved', queue: 'Billing' } }, {}, 'is now in Billing.'],
    // As an older version wrote it.
    [{ kind: 'refused', flash: { reason: 'ticket-moved', by: 'Billing' } }, {}, 'is now in Billing.'],
    [{ kind: 'refused', flash: { reason: 'maybe-command' } }, {}, 'The buttons of the card'],
    [
      { kind: 'refused', flash: { reason: 'maybe-command', queue: 'First line · Billing' } },
      {},
      'write “transfer:” and the name of a queue: First line · Billing.',
    ],
  ])('%o', (notice, about, part) => {
    expect(textOf(notice, sampleFacts('en', 'requester', about))).toContain(part);
  });

  it.each(refusalReasons)('has a sentence for the refusal %s', (reason) => {
    const facts = sampleFacts('zh-cn', 'requester');
    expect(textOf({ kind: 'refused', flash: { reason } }, facts)).toMatch(/。$/);
  });
});

it('refuses a card without a key', () => {
  expect(() => present({ kind: 'welcome', tenantId }, sampleFacts('en', 'requester'), undefined)).toThrow();
});

describe('what Teams found too big', () => {
  const line = `${'слово '.repeat(15).trim()}\n`;
  const long = { ...message, text: line.repeat(100).trim() };
  const part = (n: number) =>
    present(
      relay,
      { ...sampleFacts('en', 'requester', { ticket: sampleTicket(), message: long }), part: n },
      undefined,
    );

  it('comes in numbered parts that hold every word', () => {
    const { parts = 0 } = part(1);
    expect(parts).toBeGreaterThan(2);
    const texts = Array.from({ length: parts }, (_, i) => String(part(i + 1).activity.text));
    expect(texts.map((text) => text.slice(0, 5))).toEqual(texts.map((_, i) => `(${i + 1}/${parts})`));
    expect(Math.max(...texts.map((text) => [...text].length))).toBeLessThan(4_010);
    expect(texts.join(' ').match(/слово/g)).toHaveLength(1_500);
  });

  it('is a text that says what the card was about, when it was a card', () => {
    const notice: Notice = { kind: 'request', ...ref };
    const facts = { ...sampleFacts('en', 'requester', { ticket: sampleTicket() }), part: 1 };
    const { activity } = present(notice, facts, { card: 'c', nonce: 'n' });
    expect(activity.attachments).toBeUndefined();
    expect(activity.text).toMatch(/#1042[\s\S]*Write “help”/);
  });
});
