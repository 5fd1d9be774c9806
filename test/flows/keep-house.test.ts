import { afterEach, beforeEach, expect, it } from 'vitest';
import { startHousekeeping } from '../../src/flows/keep-house.ts';
import { type Desk, fireDue, openDesk, settings } from '../support/desk.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  await desk.turn(startHousekeeping);
});
afterEach(() => desk.close());

const take = (activityId: string) =>
  desk.turn(({ store, now }) =>
    store.inbox.take({ tenantId: 'tenant', conversationId: 'chat', type: 'text', activityId }, now),
  );
const nextDueAt = () => desk.turn(({ store }) => store.timers.nextDueAt());
const remarksOf = (event: string) => desk.remarks.filter((remark) => remark.event === event);

it('comes at once, and then every hour', async () => {
  expect(await fireDue(desk)).toBe(3);
  // Who is on the staff is looked at once more.
  desk.advance(60_000);
  expect(await fireDue(desk)).toBe(1);
  expect(await nextDueAt()).toBe(desk.now() - 60_000 + hourMs);
  desk.advance(hourMs - 60_000);
  expect(await fireDue(desk)).toBe(1);
  expect(await nextDueAt()).toBe(desk.now() + hourMs);
});

it('deletes what the settings no longer keep, and says how much', async () => {
  await take('old');
  await fireDue(desk);
  expect(remarksOf('old-rows-deleted')).toEqual([]);
  desk.advance(settings.retentionDays.technical * dayMs);
  await fireDue(desk);
  expect(remarksOf('old-rows-deleted')).toEqual([{ event: 'old-rows-deleted', rows: 1 }]);
  expect(await take('old')).toBe(true);
});

it('comes again within seconds while there is more', async () => {
  for (let i = 0; i < 201; i += 1) await take(String(i));
  await fireDue(desk);
  desk.advance(settings.retentionDays.technical * dayMs);
  await fireDue(desk);
  expect(remarksOf('old-rows-deleted')).toEqual([{ event: 'old-rows-deleted', rows: 200 }]);
  expect(await nextDueAt()).toBe(desk.now() + 1000);
  desk.advance(1000);
  await fireDue(desk);
  expect(remarksOf('old-rows-deleted').map((remark) => remark.rows)).toEqual([200, 1]);
});

it("tells the log the audit's head once a day", async () => {
  await fireDue(desk);
  const none = { event: 'audit-head', sequence: 0, hash: '0'.repeat(64) };
  expect(remarksOf('audit-head')).toEqual([none]);
  const about = { at: desk.now(), actor: 'operator', act: 'export', tenantId: 'tenant' } as const;
  await desk.turn(({ store }) => store.audit.append({ ...about, outcome: 'done' }));
  desk.advance(23 * hourMs);
  await fireDue(desk);
  expect(remarksOf('audit-head')).toHaveLength(1);
  desk.advance(hourMs);
  await fireDue(desk);
  const head = { event: 'audit-head', sequence: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) };
  expect(remarksOf('audit-head')).toEqual([none, head]);
});

it('is there once, however often the service starts', async () => {
  for (let starts = 0; starts < 3; starts += 1) await desk.turn(startHousekeeping);
  expect(await fireDue(desk)).toBe(3);
});
