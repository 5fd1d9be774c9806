// What the partner's people read when their words lead to nothing.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/domain/chat.ts';
import { commandIn } from '../../src/teams/commands.ts';
import { deskWishIn } from '../../src/teams/desk-words.ts';
import {
  anna,
  ben,
  channel,
  type Desk,
  mei,
  openDesk,
  openedTicket,
  personalChat,
  refusal,
  settings,
  speakerOf,
  threadOf,
} from '../support/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const told = async () => (await desk.leaving()).map((row) => refusal(row.notice) ?? row.notice.kind);

describe('a queue to be linked in a personal chat', () => {
  const links = (speaker: ReturnType<typeof speakerOf>) =>
    desk.says(speaker, 'link queue billing', {
      chat: personalChat(speaker),
      command: { name: 'link-queue', rest: 'billing' },
    });

  it('is a matter of where, not of the role', async () => {
    await links(speakerOf(mei));
    expect(await told()).toEqual(['link-in-channel']);
  });

  it('is still one of the role for who may not', async () => {
    await links(speakerOf(ben));
    expect(await told()).toEqual(['not-allowed']);
  });
});

it('files beside a command stay, and that is said too', async () => {
  const command = { name: 'help', rest: '' } as const;
  await desk.happens(speakerOf(ben), channel, { type: 'text', text: 'help', files: ['a.png'], command });
  expect(await told()).toEqual(['help', 'files-stay']);
});

it.each(['in a thread', 'in the channel'])(
  'a bare mention %s asks for help and is no reply',
  async (where) => {
    const ticket = await openedTicket(desk);
    const inThread = where === 'in a thread' ? { threadId: threadOf(ticket) } : {};
    await desk.happens(speakerOf(ben), channel, { type: 'text', text: '', files: [] }, inThread);
    expect(await told()).toEqual(['empty-text', 'help']);
  },
);

it('an edit of a reply that was refused is answered: it is to be written anew', async () => {
  const threadId = threadOf(await openedTicket(desk));
  const activityId = await desk.says(speakerOf(ben), 'x'.repeat(28_001), { threadId });
  await desk.happens(
    speakerOf(ben),
    channel,
    { type: 'edited', text: 'shorter now' },
    { threadId, activityId },
  );
  expect(await told()).toEqual(['message-too-long', 'edit-not-followed']);
});

describe('what an agent says in a thread', () => {
  const says = async (text: string) => {
    const threadId = threadOf(await openedTicket(desk));
    const command = commandIn(text);
    const deskWish = deskWishIn(text);
    const said = { ...(command && { command }), ...(deskWish && { deskWish }) };
    await desk.happens(speakerOf(ben), channel, { type: 'text', text, files: [], ...said }, { threadId });
    return (await desk.leaving()).map(({ notice }) =>
      notice.kind === 'thread-event' ? notice.event : (refusal(notice) ?? notice.kind),
    );
  };

  it.each([
    'close',
    'solved',
    'unclaim',
    'take over',
    'my tickets',
    'internal',
    'transfer',
    'transfer to billing',
    'transfer: biling',
    'severity: all wait',
    'assign to Mei',
    'severity A',
    'find Contoso',
    'find #1042',
    'закрыть',
    'мои обращения',
    '关闭工单',
    'noet: she is difficult',
    'закметка: клиент врёт',
    'transfr to billing',
    'sevrity: B because the accountant waits',
    'escalate to Wingtip',
    'escalate to Fabrikam',
    'snooze until tomorrow',
    'wait for customer',
    'release',
    '@Mei can you take it?',
    '/claim now',
    '/noet she is difficult',
  ])('is not sent to the requester: %s', async (text) => {
    expect(await says(text)).toEqual(['maybe-command']);
  });

  it.each([
    'Close the app and start it again',
    'find the setting under View',
    'Transfer to the other mailbox',
    'Fixed',
    'yes',
    'ok',
    'It works now',
    'reply: close',
    'Please note that the licence ends',
    'Internal error 500 appears',
    'Notes: the licence ends in May',
    'Severity A is for outages',
    'Transfers to the other mailbox take an hour',
    'Отложите на неделю перезагрузку',
    '@Anna please restart it',
    'Закройте приложение и откройте снова',
    '关闭',
  ])('is a reply all the same: %s', async (text) => {
    expect(await says(text)).toContain('relay');
  });

  it.each(['transfer: biling', 'transfer to billing'])(
    'names the queues there are, when a transfer was meant: %s',
    async (text) => {
      const threadId = threadOf(await openedTicket(desk));
      const [command, deskWish] = [commandIn(text), deskWishIn(text)];
      const said = { ...(command && { command }), ...(deskWish && { deskWish }) };
      await desk.happens(speakerOf(ben), channel, { type: 'text', text, files: [], ...said }, { threadId });
      const queue = settings.queues.map(({ name }) => name).join(' · ');
      expect((await desk.leaving()).map((row) => row.notice)).toContainEqual({
        kind: 'refused',
        flash: { reason: 'maybe-command', queue },
      });
    },
  );

  it.each(['reply: close', '/reply close'])('“reply:” itself stays behind: %s', async (text) => {
    await says(text);
    const [ref] = await desk.turn(({ store }) => store.tickets.openOf(anna.tenantId, anna.personId));
    const said = await desk.turn(({ store }) => store.messages.latest(anna.tenantId, ref?.id ?? '', 1));
    expect(said.map(({ text }) => text)).toEqual(['close']);
  });

  it.each([
    ['internal: customer does not pay', 'note-kept'],
    ['internal - customer does not pay', 'note-kept'],
    ['(internal) customer does not pay', 'note-kept'],
    ['[internal] customer does not pay', 'note-kept'],
    ['**note** customer does not pay', 'note-kept'],
    ['solved: new profile', 'resolution'],
    ['close as solved: 5 licences removed', 'resolution'],
    ['/transfer billing', 'moved-away'],
    ['transfer: billing and licences', 'moved-away'],
    ['severity: A, nobody can work', 'severity-changed'],
  ])('does what was meant: %s', async (text, notice) => {
    const words = await says(text);
    expect(words).toContain(notice);
    expect(words).not.toContain('relay');
  });
});

describe('in the thread of a customer who was taken out of the settings', () => {
  const says = async (text: string) => {
    const now = { ...settings };
    const home = await openDesk({ settings: now });
    const threadId = threadOf(await openedTicket(home));
    Object.assign(now, { customers: [] });
    const command = commandIn(text);
    await home.says(speakerOf(ben), text, { threadId, ...(command && { command }) });
    const words = (await home.leaving()).map(({ notice }) => refusal(notice) ?? notice.kind);
    await home.close();
    return words;
  };

  it.each(['claim', 'I will call you', 'ask: which one?', 'solve: done', 'severity: A, all wait'])(
    '"%s" leads to nothing, and that is said',
    async (text) => {
      expect(await says(text)).toEqual(['customer-not-served']);
    },
  );

  it('words from before are not changed there any more, but taken back', async () => {
    const now = { ...settings };
    const home = await openDesk({ settings: now });
    const threadId = threadOf(await openedTicket(home));
    const activityId = await home.says(speakerOf(ben), 'the price is 5', { threadId });
    await home.leaving();
    Object.assign(now, { customers: [] });
    const change = async (kind: Inbound['kind']) => {
      await home.happens(speakerOf(ben), channel, kind, { threadId, activityId });
      return (await home.leaving()).map(({ notice }) => refusal(notice) ?? notice.kind);
    };
    expect(await change({ type: 'edited', text: 'the price is 6' })).toEqual(['customer-not-served']);
    expect(await change({ type: 'deleted' })).toEqual(['relay']);
    await home.close();
  });

  it('a note is kept', async () => {
    expect(await says('note: they left us')).toEqual(['note-kept']);
  });
});
