// What the partner's people read when their words lead to nothing.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
    'Закройте приложение и откройте снова',
    '关闭',
  ])('is a reply all the same: %s', async (text) => {
    expect(await says(text)).toContain('relay');
  });

  it('“reply:” itself stays behind', async () => {
    await says('reply: close');
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
    ['transfer: billing and licences', 'moved-away'],
    ['severity: A, nobody can work', 'severity-changed'],
  ])('does what was meant: %s', async (text, notice) => {
    const words = await says(text);
    expect(words).toContain(notice);
    expect(words).not.toContain('relay');
  });
});
