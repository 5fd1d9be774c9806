import { describe, expect, it } from 'vitest';
import { type Chat, couldBeAnAnswer, meaningOf } from '../../src/domain/chat.ts';
import { commandIn } from '../../src/teams/commands.ts';

const chat: Chat = { tenantId: 't', id: 'c', kind: 'personal', serviceUrl: 'https://x', botId: 'b' };
const now = Date.parse('2026-11-23T10:00:00Z');
const minutes = 60_000;
const [one, two] = [{ id: 'one' }, { id: 'two' }];

describe('meaningOf a plain text', () => {
  it.each([
    ['no ticket: a question', chat, [], { type: 'question' }],
    ['one ticket: a message of it', chat, [one], { type: 'message', ticketId: 'one' }],
    ['two tickets: unclear', chat, [one, two], { type: 'unclear', ticketIds: ['one', 'two'] }],
    [
      'two, one in focus',
      { ...chat, focusTicketId: 'two', focusAt: now - 29 * minutes },
      [one, two],
      { type: 'message', ticketId: 'two' },
    ],
    [
      'the focus fades',
      { ...chat, focusTicketId: 'two', focusAt: now - 30 * minutes },
      [one, two],
      { type: 'unclear', ticketIds: ['one', 'two'] },
    ],
    [
      'the focused one has ended',
      { ...chat, focusTicketId: 'old', focusAt: now },
      [one, two],
      { type: 'unclear', ticketIds: ['one', 'two'] },
    ],
    [
      'the desk wrote about the other one since: either may be meant',
      { ...chat, focusTicketId: 'two', focusAt: now - 5 * minutes },
      [{ ...one, agentSpokeAt: now - 2 * minutes }, two],
      { type: 'unclear', ticketIds: ['one', 'two'] },
    ],
    [
      'the desk wrote about the other one before',
      { ...chat, focusTicketId: 'two', focusAt: now - 5 * minutes },
      [{ ...one, agentSpokeAt: now - 6 * minutes }, two],
      { type: 'message', ticketId: 'two' },
    ],
    [
      'the focus fades, and the desk wrote about one of them',
      { ...chat, focusTicketId: 'two', focusAt: now - 60 * minutes },
      [{ ...one, agentSpokeAt: now - 29 * minutes }, two],
      { type: 'message', ticketId: 'one' },
    ],
    [
      'the desk wrote about both',
      chat,
      [
        { ...one, agentSpokeAt: now - 2 * minutes },
        { ...two, agentSpokeAt: now - minutes },
      ],
      { type: 'unclear', ticketIds: ['one', 'two'] },
    ],
    [
      'the desk solved one of them a while ago',
      chat,
      [{ ...one, solvedAt: now - 31 * minutes }, two],
      { type: 'unclear', ticketIds: ['one', 'two'] },
    ],
    [
      'the desk has just solved one of them',
      chat,
      [{ ...one, solvedAt: now - minutes }, two],
      { type: 'message', ticketId: 'one' },
    ],
    [
      'it was announced long ago',
      { ...chat, expects: { what: 'question' as const, since: now - 31 * minutes } },
      [one],
      { type: 'message', ticketId: 'one' },
    ],
    [
      'a new question was announced',
      { ...chat, expects: { what: 'question' as const, since: now } },
      [one],
      { type: 'question' },
    ],
  ])('%s', (_name, state, open, meaning) => {
    expect(meaningOf(state, open, now)).toEqual(meaning);
  });
});

describe('a closed ticket that was picked', () => {
  const picked = { id: 'old' };

  it.each([
    ['alone: it could as well be a question', chat, [], { type: 'unclear', ticketIds: ['old'] }],
    ['beside an open one', chat, [one], { type: 'unclear', ticketIds: ['old', 'one'] }],
    [
      'a new question was announced',
      { ...chat, expects: { what: 'question' as const, since: now } },
      [one],
      { type: 'question' },
    ],
  ])('%s', (_name, state, open, meaning) => {
    expect(meaningOf(state, open, now, picked)).toEqual(meaning);
  });
});

describe('somebody who was asked could be answering', () => {
  it.each([
    ['language-ru', 'Russian', true],
    ['language-en', 'in English', true],
    ['withdraw', 'no longer needed', true],
    ['my-requests', 'status', true],
    ['my-requests', '状态', true],
    ['offer', 'тариф', true],
    ['new-question', 'new', true],
    ['my-requests', 'my requests', false],
    ['my-requests', '我的工单', false],
    ['new-question', 'новый вопрос', false],
    ['my-requests', '/status', false],
    ['language-ru', '／Russian', false],
    ['help', 'help', false],
  ] as const)('%s: %s', (command, text, could) => {
    expect(commandIn(text)).toEqual({ name: command, rest: '' });
    expect(couldBeAnAnswer(command, text)).toBe(could);
  });
});
