import { expect, it } from 'vitest';
import type { Escalation } from '../../src/domain/escalation.ts';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { escalation, otherTenant, ourTenant } from './samples.ts';

const full: Escalation = escalation({
  target: { kind: 'provider', providerId: 'wingtip' },
  state: 'filed',
  answers: { category: 'fault', englishSummary: 'It does not work' },
  number: '2611230040001234',
  checkDueAt: 9000,
  filedAt: 2000,
  endedAt: 3000,
});

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const save = (saved: Escalation) => database().transaction((store) => store.escalations.save(saved));
  const get = (tenantId = ourTenant) =>
    database().transaction((store) => store.escalations.get(tenantId, 'escalation-1'));
  const latest = (tenantId = ourTenant) =>
    database().transaction((store) => store.escalations.latestOf(tenantId, 'ticket-1'));

  it.each([escalation(), full])('reads back what was first saved: %#', async (saved) => {
    await save(saved);
    expect(await get()).toStrictEqual(saved);
  });

  it('raises the version with each later save and refuses an old one', async () => {
    await save(escalation());
    await save(escalation({ state: 'ready' }));
    expect(await get()).toStrictEqual(escalation({ state: 'ready', version: 2 }));
    await expect(save(escalation({ state: 'ended' }))).rejects.toMatchObject({ retryable: true });
    expect((await get())?.state).toBe('ready');
  });

  it('prefers the one that has not ended, else the newest', async () => {
    await save(escalation({ id: 'a', state: 'filed' }));
    await save(escalation({ id: 'b', state: 'ended' }));
    expect((await latest())?.id).toBe('a');
    await save(escalation({ id: 'a', state: 'ended' }));
    expect((await latest())?.id).toBe('b');
  });

  it('shows nothing to another tenant', async () => {
    await save(escalation());
    expect(await get(otherTenant)).toBeUndefined();
    expect(await latest(otherTenant)).toBeUndefined();
  });
});
