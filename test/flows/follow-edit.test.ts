import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/domain/chat.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { transferTicket } from '../../src/flows/transfer-ticket.ts';
import { commandIn } from '../../src/teams/commands.ts';
import { deskWishIn } from '../../src/teams/desk-words.ts';
import {
  anna,
  annasChat,
  ben,
  channel,
  type Desk,
  openDesk,
  openedTicket,
  refTo,
  refusal,
  settings,
  speakerOf,
  threadOf,
} from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
});
afterEach(() => desk.close());

const activityId = '1700000000001';

it('words that Teams brings after their own deletion go nowhere', async () => {
  await desk.happens(anna, annasChat, { type: 'deleted' }, { activityId });
  await desk.says(anna, 'my secret words', { activityId });
  expect(await desk.words()).toEqual([]);
});

it('what comes after its own change is as it was first, and it was said that the change is not followed', async () => {
  await desk.happens(anna, annasChat, { type: 'edited', text: 'the right words' }, { activityId });
  await desk.says(anna, 'the wrong words', { activityId });
  const rows = await desk.leaving();
  expect(rows.map(({ notice }) => refusal(notice) ?? notice.kind)).toEqual(
    expect.arrayContaining(['edit-not-followed', 'relay']),
  );
});

it('a deletion of words that are known takes none of them back twice', async () => {
  await desk.says(anna, 'hello again', { activityId });
  await desk.leaving();
  await desk.happens(anna, annasChat, { type: 'deleted' }, { activityId });
  await desk.happens(anna, annasChat, { type: 'deleted' }, { activityId });
  expect(await desk.words()).toEqual(['thread: update relay']);
});

it('words that are replaced by nothing, or by a picture, stay as they are on the other side', async () => {
  await desk.says(anna, 'hello again', { activityId });
  await desk.leaving();
  await desk.happens(anna, annasChat, { type: 'edited', text: '' }, { activityId });
  const rows = await desk.leaving();
  expect(rows.map(({ notice }) => refusal(notice) ?? notice.kind)).toEqual(['empty-text']);
});

describe('changes that Teams brings late, or once more', () => {
  const change = (kind: Inbound['kind'], sentAt?: number) =>
    desk.happens(anna, annasChat, kind, { activityId, ...(sentAt !== undefined && { sentAt }) });
  const edited = (text: string) => ({ type: 'edited', text }) as const;
  const deleted = { type: 'deleted' } as const;
  const restored = { type: 'edited', text: 'hello again', restored: true } as const;
  const wordsNow = async () => {
    const [message] = await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 1));
    return message?.text;
  };

  it.each<[string, [Inbound['kind'], number?][], string]>([
    [
      'an edit from before the deletion',
      [
        [edited('my salary'), 1_000],
        [deleted, 2_000],
        [edited('my salary'), 1_000],
      ],
      '',
    ],
    [
      'an edit of which nobody knows when it was',
      [[edited('my salary')], [deleted], [edited('my salary')]],
      '',
    ],
    [
      'an older edit',
      [
        [edited('the third'), 3_000],
        [edited('the second'), 2_500],
      ],
      'the third',
    ],
    [
      'a deletion from before it was restored',
      [
        [restored, 3_000],
        [deleted, 2_000],
      ],
      'hello again',
    ],
    [
      'an edit that followed its restoration',
      [
        [deleted, 2_000],
        [edited('corrected'), 4_000],
        [restored, 3_000],
      ],
      'corrected',
    ],
    [
      'a restoration from between two deletions',
      [
        [deleted, 1_000],
        [deleted, 3_000],
        [restored, 2_000],
      ],
      '',
    ],
    [
      'an edit from between two that say the same',
      [
        [edited('the same'), 1_000],
        [edited('the same'), 3_000],
        [edited('another'), 2_000],
      ],
      'the same',
    ],
    ['a restoration', [[deleted], [restored]], 'hello again'],
  ])('%s', async (_name, changes, words) => {
    await desk.says(anna, 'hello again', { activityId });
    for (const [kind, sentAt] of changes) await change(kind, sentAt);
    expect(await wordsNow()).toBe(words);
  });
});

describe('what an agent changes words to', () => {
  const edits = async (first: string, text: string) => {
    const inThread = { threadId: threadOf(ticket) };
    const command = commandIn(first);
    const activityId = await desk.says(speakerOf(ben), first, { ...inThread, ...(command && { command }) });
    await desk.leaving();
    const said = { command: commandIn(text), deskWish: deskWishIn(text) };
    await desk.happens(
      speakerOf(ben),
      channel,
      {
        type: 'edited',
        text,
        ...(said.command && { command: said.command }),
        ...(said.deskWish && { deskWish: said.deskWish }),
      },
      { ...inThread, activityId },
    );
    const { tenantId, ticketId } = refTo(ticket);
    const [message] = await desk.turn(({ store }) => store.messages.latest(tenantId, ticketId, 1));
    const told = (await desk.leaving()).map(({ notice }) => refusal(notice) ?? notice.kind);
    return { text: message?.text, isDeleted: message?.deleted, told };
  };

  it.each([
    'transfer to billing',
    'transfer: billing',
    'close',
    'claim',
    'solve: new profile',
    'solved',
    'severity: A, nobody can work',
    'escalate',
    'send again',
    'help',
    'english',
    'find Contoso',
    'закрыть',
    '关闭工单',
  ])('goes to nobody when it looks like a command, as new words would: %s', async (text) => {
    expect(await edits('Hello', text)).toEqual({ text: 'Hello', isDeleted: false, told: ['maybe-command'] });
  });

  it.each(['reply', 'ask'])('is asked for when there is nothing but "%s"', async (text) => {
    expect(await edits('Hello', text)).toEqual({ text: 'Hello', isDeleted: false, told: ['empty-text'] });
  });

  it.each([
    ['Close the app and start it again', 'Close the app and start it again'],
    ['yes', 'yes'],
    ['thanks', 'thanks'],
    ['reply: close', 'close'],
    ['ask: which version?', 'which version?'],
  ])('goes to the requester all the same: %s', async (text, expected) => {
    expect(await edits('Hello', text)).toMatchObject({ text: expected, told: ['relay'] });
  });

  it('is taken back when it becomes a note', async () => {
    expect(await edits('Hello', '(internal) he lies')).toMatchObject({ text: '', isDeleted: true });
  });

  it('stays private in a note, whatever it looks like', async () => {
    expect(await edits('note: he lies', 'note: close')).toEqual({
      text: 'close',
      isDeleted: false,
      told: [],
    });
    expect(await edits('note: he lies', 'close')).toMatchObject({ text: 'close', told: [] });
  });

  it('where the ticket is not any more is refused, and the queue that has it is named as a queue', async () => {
    const inThread = { threadId: threadOf(ticket) };
    const activityId = await desk.says(speakerOf(ben), 'Hello', inThread);
    await desk.turn((turn) => transferTicket(turn, ben, refTo(ticket), 'billing'));
    await desk.leaving();
    await desk.happens(
      speakerOf(ben),
      channel,
      { type: 'edited', text: 'Hello!' },
      { ...inThread, activityId },
    );
    const [row] = await desk.leaving();
    const queue = settings.queues.find(({ id }) => id === 'billing')?.name;
    expect(row?.notice).toEqual({ kind: 'refused', flash: { reason: 'ticket-moved', queue } });
  });

  it('is no matter of commands for a requester', async () => {
    const activityId = await desk.says(anna, 'hello there');
    await desk.leaving();
    const wish = { type: 'edited', text: 'close', deskWish: { kind: 'alone' } } as const;
    await desk.happens(anna, annasChat, wish, { activityId });
    expect(await desk.words()).toEqual(['thread: update relay']);
  });
});
