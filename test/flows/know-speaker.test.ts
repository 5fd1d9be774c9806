import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Inbound, Speaker } from '../../src/domain/chat.ts';
import { knowSpeaker } from '../../src/flows/know-speaker.ts';
import { anna, annasChat, ben, channel, type Desk, openDesk, speakerOf } from '../support/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const staffAs = async (speaker: Speaker, chat: Inbound['chat']) =>
  (await desk.turn((turn) => knowSpeaker(turn, { speaker, chat }))).staff;

it('the partner’s people are known by the settings', async () => {
  expect(await staffAs(speakerOf(ben), channel)).toEqual(ben);
});

it('somebody of the same id from another tenant is none of them', async () => {
  expect(await staffAs({ ...anna, personId: ben.id }, annasChat)).toBeUndefined();
});
