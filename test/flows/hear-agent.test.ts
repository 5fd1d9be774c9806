// What the partner's people read when their words lead to nothing.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
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
