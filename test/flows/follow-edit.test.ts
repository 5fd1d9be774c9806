import { afterEach, beforeEach, expect, it } from 'vitest';
import { anna, annasChat, type Desk, openDesk, openedTicket, refusal } from '../support/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  await openedTicket(desk);
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
