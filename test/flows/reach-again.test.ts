// Anna removed the app, or blocked the bot, and is back: what waited for her does not come blindly.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/domain/message.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { laneOf, postNotice, toChat, toRequester, toThread } from '../../src/flows/post-notice.ts';
import { relayFromAgent } from '../../src/flows/relay-message.ts';
import { withdrawTicket } from '../../src/flows/resolve-ticket.ts';
import { sendAgain } from '../../src/flows/send-again.ts';
import {
  anna,
  annasChat,
  ben,
  channel,
  type Desk,
  fireDue,
  mei,
  openDesk,
  openedTicket,
  personalChat,
  refTo,
  refusal,
  speakerOf,
  threadOf,
} from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
const hour = 3_600_000;

beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
});
afterEach(() => desk.close());

const replies = (text: string, activityId?: string) =>
  desk.turn((turn) =>
    relayFromAgent(turn, ben, refTo(ticket), {
      text,
      files: [],
      ...(activityId !== undefined && {
        source: { tenantId: channel.tenantId, conversationId: threadOf(ticket), activityId },
      }),
    }),
  );
const edits = (activityId: string, text: string) =>
  desk.happens(speakerOf(ben), channel, { type: 'edited', text }, { threadId: threadOf(ticket), activityId });
const leaves = () => desk.happens(anna, annasChat, { type: 'removed' });
const comesBack = () => desk.happens(anna, annasChat, { type: 'installed' });
const sendsAgain = () => desk.turn((turn) => sendAgain(turn, mei, refTo(ticket)));
const messages = async (): Promise<Message[]> =>
  (await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 9))).reverse();
/** What arrives in Anna's chat: words as they read, all else by its kind; not how her cards change. */
async function arrives(): Promise<string[]> {
  const words = new Map((await messages()).map(({ id, text }) => [id, text]));
  return (await desk.leaving())
    .filter(({ destination }) => destination.to === 'chat' && destination.chatId === annasChat.id)
    .filter(({ class: kind, notice }) => kind !== 'update' || notice.kind === 'relay')
    .map(({ notice }) => (notice.kind === 'relay' ? (words.get(notice.messageId) ?? '?') : notice.kind));
}
/** Rows are tried while she is away, as the worker would: the head of her lane is parked. */
async function tried(): Promise<void> {
  const claim = { owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 100 };
  const { rows } = await desk.turn(({ store }) => store.outbox.claim(claim));
  for (const row of rows) {
    const toAnna = row.destination.to === 'chat' && row.destination.chatId === annasChat.id;
    await desk.turn(({ store }) =>
      store.outbox.complete(row, toAnna ? { state: 'parked', reason: 'uninstalled' } : { state: 'sent' }),
    );
  }
}

describe('an agent’s words of the last day', () => {
  beforeEach(async () => {
    await leaves();
    await replies('Please restart');
    await tried();
    await replies('And then sign in');
    await tried();
    desk.advance(23 * hour);
  });

  it('are offered to the agent, and do not leave by themselves', async () => {
    await comesBack();
    expect((await messages()).map(({ delivery, offeredAt }) => [delivery, offeredAt])).toEqual([
      ['not-delivered', desk.now()],
      ['not-delivered', desk.now()],
    ]);
    const rows = await desk.leaving();
    expect(rows.filter(({ notice }) => notice.kind === 'relay')).toEqual([]);
    expect(rows.filter(({ notice }) => notice.kind === 'reachable-again')).toHaveLength(1);
    expect(rows.map(({ class: kind, notice }) => `${kind} ${notice.kind}`)).toContain('update ticket');
  });

  it('are not offered once the ticket has ended', async () => {
    const person = await desk.turn(({ store }) => store.people.get(anna.tenantId, anna.personId));
    if (!person) throw new Error('Anna is unknown');
    await desk.turn((turn) => withdrawTicket(turn, person, refTo(ticket)));
    await comesBack();
    expect((await messages()).map(({ delivery, offeredAt }) => [delivery, offeredAt])).toEqual([
      ['not-delivered', undefined],
      ['not-delivered', undefined],
    ]);
  });

  it('leave once, in their order, when an agent says so', async () => {
    await comesBack();
    await desk.leaving();
    expect(await sendsAgain()).toBeUndefined();
    expect(await arrives()).toEqual(['Please restart', 'And then sign in']);
    expect((await messages()).every(({ offeredAt, failure }) => !offeredAt && !failure)).toBe(true);
    expect(await sendsAgain()).toEqual({ reason: 'nothing-to-send' });
    expect(await arrives()).toEqual([]);
  });

  it('by a word in the thread as well', async () => {
    await comesBack();
    await desk.leaving();
    const command = { name: 'send-again', rest: '' } as const;
    await desk.says(speakerOf(mei), 'send again', { command, threadId: threadOf(ticket) });
    expect(await arrives()).toEqual(['Please restart', 'And then sign in']);
  });

  it('not while she cannot be reached', async () => {
    await comesBack();
    await leaves();
    await desk.leaving();
    expect(await sendsAgain()).toEqual({ reason: 'not-reachable' });
    expect((await messages()).map(({ delivery }) => delivery)).toEqual(['not-delivered', 'not-delivered']);
  });

  it('not when the ticket has ended', async () => {
    await comesBack();
    const person = await desk.turn(({ store }) => store.people.get(anna.tenantId, anna.personId));
    if (!person) throw new Error('Anna is unknown');
    await desk.turn((turn) => withdrawTicket(turn, person, refTo(ticket)));
    expect(await sendsAgain()).toEqual({ reason: 'ended' });
  });

  it('an edit changes what would be sent, and sends nothing', async () => {
    await comesBack();
    await replies('One more', 'typed-1');
    await leaves();
    await tried();
    await replies('And another', 'typed-2');
    await comesBack();
    await desk.leaving();
    await edits('typed-2', 'And another one');
    expect(await arrives()).toEqual([]);
    await sendsAgain();
    expect(await arrives()).toContain('And another one');
  });

  it('what its author took back meanwhile is not sent again', async () => {
    await comesBack();
    await replies('wrong customer', 'typed-1');
    await leaves();
    await tried();
    await replies('Please try once more', 'typed-2');
    await comesBack();
    await desk.leaving();
    for (const activityId of ['typed-2', 'typed-1']) {
      const more = { threadId: threadOf(ticket), activityId };
      await desk.happens(speakerOf(ben), channel, { type: 'deleted' }, more);
    }
    await sendsAgain();
    expect(await arrives()).toEqual(['Please restart', 'And then sign in']);
    expect(await sendsAgain()).toEqual({ reason: 'nothing-to-send' });
  });

  it('speaking brings her back as well, and what she says is heard', async () => {
    await desk.says(anna, 'I am back');
    const rows = await desk.leaving();
    expect(rows.map(({ notice }) => notice.kind)).toEqual(
      expect.arrayContaining(['reachable-again', 'relay', 'ticket-noted']),
    );
    expect(
      rows.filter(({ notice, destination }) => notice.kind === 'relay' && destination.to === 'chat'),
    ).toEqual([]);
  });
});

describe('what else waited', () => {
  it('older words are dropped, and the log knows', async () => {
    await leaves();
    await replies('Please restart');
    await tried();
    desk.advance(25 * hour);
    await comesBack();
    expect(desk.remarks).toContainEqual({ event: 'not-delivered', notice: 'relay', reason: 'too-old' });
    expect(await sendsAgain()).toEqual({ reason: 'nothing-to-send' });
    expect((await messages())[0]).toMatchObject({ delivery: 'not-delivered', failure: 'uninstalled' });
    expect((await desk.words()).filter((words) => words.endsWith('reachable-again'))).toEqual([]);
  });

  it('cards leave, for they show what is true; other texts are dropped', async () => {
    await leaves();
    await desk.turn(async (turn) => {
      const to = toRequester(ticket);
      await postNotice(turn, to, { kind: 'claimed', ...refTo(ticket) });
      await postNotice(turn, to, { kind: 'request', ...refTo(ticket) });
      await postNotice(turn, toChat(annasChat), { kind: 'help', side: 'requester' });
      await postNotice(turn, toChat(annasChat), { kind: 'welcome', tenantId: anna.tenantId });
    });
    await tried();
    await comesBack();
    expect(await arrives()).toEqual(['request', 'welcome']);
    const ofNotices = desk.remarks.filter(({ notice }) => notice !== undefined);
    expect(ofNotices.map(({ notice, reason }) => `${notice} ${reason}`)).toEqual([
      'claimed out-of-date',
      'help out-of-date',
      'welcome out-of-date',
    ]);
  });

  it.each([
    ['', { copies: [{ conversationId: annasChat.id, activityId: 'there-1' }] }],
    [' (as an older version wrote it)', { deliveredActivityId: 'there-1' }],
  ])(
    'an edit of words that stand there already%s leaves; of words that never arrived it does not',
    async (_name, there) => {
      await replies('Please restart', 'typed-1');
      const [first] = await messages();
      await desk.leaving();
      if (!first) throw new Error('nothing was said');
      await desk.turn(({ store }) => store.messages.save({ ...first, delivery: 'delivered', ...there }));
      await leaves();
      await replies('And sign in', 'typed-2');
      for (const activityId of ['typed-1', 'typed-2']) await edits(activityId, `${activityId} edited`);
      const inThread = await desk.turn(({ store }) => store.outbox.waitingIn(laneOf(toThread(ticket))));
      expect(inThread.map(({ notice }) => notice).filter(({ kind }) => kind === 'delivery')).toEqual([
        expect.not.objectContaining({ of: 'change' }),
        expect.objectContaining({ messageId: first.id, of: 'change' }),
      ]);
      await comesBack();
      expect(await arrives()).toEqual(['typed-1 edited', 'welcome']);
      await sendsAgain();
      expect(await arrives()).toEqual(['typed-2 edited']);
    },
  );

  it('and what had not been tried yet, behind the head of the lane, is judged the same', async () => {
    await leaves();
    await replies('Please restart');
    await tried();
    await replies('And sign in');
    await comesBack();
    expect(await arrives()).toEqual(['welcome']);
  });
});

describe('an administrator allowed the app again', () => {
  const boris = { ...anna, personId: 'person-boris', name: 'Boris' };

  it('one person speaks: the others can be reached as well, and their words are offered', async () => {
    await desk.says(boris, 'hello', { command: { name: 'greeting', rest: '' } });
    await desk.turn(async ({ store }) => {
      for (const chat of await store.chats.ofTenant(anna.tenantId)) {
        const { installedAt: _gone, ...rest } = chat;
        await store.chats.save({ ...rest, unreachable: 'disabled' });
      }
    });
    await desk.leaving();
    await replies('Please restart');
    await tried();
    await desk.says(boris, 'hello', { command: { name: 'greeting', rest: '' } });
    await fireDue(desk);
    const rows = await desk.leaving();
    expect(rows.map(({ notice }) => notice.kind)).toEqual(expect.arrayContaining(['reachable-again']));
    const chat = await desk.turn(({ store }) => store.chats.get(anna.tenantId, annasChat.id));
    expect(chat?.installedAt).toBe(desk.now());
    expect(chat?.unreachable).toBeUndefined();
  });

  it('somebody speaks who was never heard of: the others can be reached as well', async () => {
    await desk.turn(async ({ store }) => {
      const chat = await store.chats.lock(anna.tenantId, annasChat.id);
      if (!chat) throw new Error('Anna is unknown');
      const { installedAt: _gone, ...rest } = chat;
      await store.chats.save({ ...rest, unreachable: 'disabled' });
    });
    await desk.says(boris, 'hello', { command: { name: 'greeting', rest: '' } });
    expect(await fireDue(desk)).toBe(1);
    const chat = await desk.turn(({ store }) => store.chats.get(anna.tenantId, annasChat.id));
    expect(chat?.installedAt).toBe(desk.now());
  });

  it('who removes the app before it is their turn stays away', async () => {
    await desk.says(boris, 'hello', { command: { name: 'greeting', rest: '' } });
    await desk.turn(async ({ store }) => {
      for (const chat of await store.chats.ofTenant(anna.tenantId)) {
        const { installedAt: _gone, ...rest } = chat;
        await store.chats.save({ ...rest, unreachable: 'disabled' });
      }
    });
    await desk.says(boris, 'hello', { command: { name: 'greeting', rest: '' } });
    await leaves();
    expect(await fireDue(desk)).toBe(1);
    const chat = await desk.turn(({ store }) => store.chats.get(anna.tenantId, annasChat.id));
    expect(chat?.installedAt).toBeUndefined();
  });

  it('who removed the app meanwhile stays away', async () => {
    await desk.says(boris, 'hello', { command: { name: 'greeting', rest: '' } });
    await desk.turn(async ({ store }) => {
      const chat = await store.chats.get(boris.tenantId, personalChat(boris).id);
      if (!chat) throw new Error('Boris is unknown');
      const { installedAt: _gone, ...rest } = chat;
      await store.chats.save({ ...rest, unreachable: 'disabled' });
    });
    await leaves();
    await desk.says(boris, 'hello', { command: { name: 'greeting', rest: '' } });
    await fireDue(desk);
    const chat = await desk.turn(({ store }) => store.chats.get(anna.tenantId, annasChat.id));
    expect(chat?.installedAt).toBeUndefined();
  });
});

it('whoever is not on the desk cannot send again', async () => {
  await leaves();
  await replies('Please restart');
  await tried();
  await comesBack();
  await desk.leaving();
  const command = { name: 'send-again', rest: '' } as const;
  const somebody = { ...speakerOf(ben), personId: 'somebody', name: 'Somebody' };
  await desk.says(somebody, 'send again', { command, threadId: threadOf(ticket) });
  expect((await desk.leaving()).map(({ notice }) => refusal(notice))).toEqual(['not-staff']);
});
