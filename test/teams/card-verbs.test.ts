import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Verb, verbs } from '../../src/domain/permissions.ts';
import { inputSchemas, maxDataBytes, readPress } from '../../src/teams/card-verbs.ts';

const card = randomUUID();
const key = { card, nonce: 'n' };
const notUnderstood = { ok: false, reason: 'not-understood' };
const tooLong = { ok: false, reason: 'too-long' };

describe('readPress', () => {
  it('reads what a card carries', () => {
    expect(readPress('reply-ticket', { ...key, text: ' Hello\u202e ' })).toEqual({
      ok: true,
      verb: 'reply-ticket',
      card,
      nonce: 'n',
      input: { text: 'Hello' },
    });
    expect(readPress('rate', { ...key, score: '4' })).toMatchObject({ input: { score: 4, comment: '' } });
  });

  it('reads any button of a card from when each open ticket had one', () => {
    expect(readPress('choose-ticket', { ...key, n: 21 })).toMatchObject({ ok: true, input: { n: 21 } });
    expect(readPress('choose-ticket', { ...key, n: '99' })).toMatchObject({ ok: true, input: { n: 99 } });
  });

  it('knows the inputs of other forms on the card, and does not read them', () => {
    const data = { ...key, text: 'a reply', note: 'a note', packet: 'all of it', severity: 'Z' };
    expect(readPress('add-note', data)).toMatchObject({ ok: true, input: { note: 'a note' } });
  });

  it.each([
    ['role', 'admin'],
    ['roles', ['admin']],
    ['tenantId', 'x'],
    ['tenant', 'x'],
    ['ticketId', 'x'],
    ['ticket', 'x'],
    ['personId', 'x'],
    ['price', 0],
    ['verb', 'claim-ticket'],
    ['queueId', 'billing'],
    ['constructor', {}],
    ['toString', 'x'],
    ['', 'x'],
    ['CARD', card],
  ])('refuses data with %s', (name, value) => {
    expect(readPress('claim-ticket', { ...key, [name]: value })).toEqual(notUnderstood);
  });

  it('refuses a prototype, and is not changed by it', () => {
    const data: unknown = JSON.parse(`{"card":"${card}","nonce":"n","__proto__":{"role":"admin"}}`);
    expect(readPress('claim-ticket', data)).toEqual(notUnderstood);
    expect({}).not.toHaveProperty('role');
  });

  it.each(['delete-everything', '', '__proto__', 'constructor', 'toString', 'CLAIM-TICKET', 'claim-ticket '])(
    'refuses the verb %j',
    (verb) => {
      expect(readPress(verb, key)).toEqual(notUnderstood);
    },
  );

  const odd: readonly unknown[] = [undefined, null, 5, 'x', [], [key], true, {}, { card }, { nonce: 'n' }];
  it.each(odd.map((data) => [data]))('refuses the data %j', (data) => {
    expect(readPress('claim-ticket', data)).toEqual(notUnderstood);
  });

  it.each([
    ['card', 'not-an-id'],
    ['card', [card]],
    ['card', null],
    ['nonce', ''],
    ['nonce', 5],
    ['nonce', 'n'.repeat(65)],
  ])('refuses the %s %j', (name, value) => {
    expect(readPress('claim-ticket', { ...key, [name]: value })).toEqual(notUnderstood);
  });

  it.each([
    ['rate', 'score', 0],
    ['rate', 'score', 6],
    ['rate', 'score', 2.5],
    ['rate', 'score', [3]],
    ['rate', 'score', true],
    ['rate', 'score', ''],
    ['rate', 'score', '0x3'],
    ['rate', 'score', null],
    ['show-ticket', 'n', -1],
    ['show-ticket', 'n', 100],
    ['show-ticket', 'n', ['1']],
    ['show-ticket', 'n', undefined],
    ['set-language', 'locale', 'de'],
    ['set-language', 'locale', ['en']],
    ['change-severity', 'severity', 'D'],
    ['transfer-ticket', 'queue', 5],
    ['reply-ticket', 'text', { toString: 'x' }],
    ['reply-ticket', 'text', ['x']],
    ['record-number', 'number', 'x'.repeat(1_001)],
    ['correct-number', 'number', 5],
  ])('refuses %s with the %s %j', (verb, name, value) => {
    expect(readPress(verb, { ...key, [name]: value })).toEqual(notUnderstood);
  });

  it('takes 8 KB as UTF-8, and no byte more', () => {
    const bytes = (text: string) => Buffer.byteLength(JSON.stringify({ ...key, text }));
    const room = maxDataBytes - bytes('');
    expect(readPress('reply-ticket', { ...key, text: 'x'.repeat(room) })).toMatchObject({ ok: true });
    expect(readPress('reply-ticket', { ...key, text: 'x'.repeat(room + 1) })).toEqual(tooLong);
    expect(readPress('reply-ticket', { ...key, text: '字'.repeat(Math.floor(room / 3) + 1) })).toEqual(
      tooLong,
    );
    expect(readPress('claim-ticket', { ...key, packet: 'x'.repeat(maxDataBytes) })).toEqual(tooLong);
  });

  it.each(Object.keys(verbs) as Verb[])('%s carries no name that could be mistaken for power', (verb) => {
    const names = Object.keys(inputSchemas[verb].shape);
    expect(names.filter((name) => /tenant|ticket|person|role|price|card|nonce/i.test(name))).toEqual([]);
  });
});
