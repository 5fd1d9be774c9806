// On a server somebody may add the app at the very moment at which a message finds it removed.
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createNonces, newNonceKey } from '../../src/card-nonces.ts';
import { claimDeliveries, deliver } from '../../src/flows/deliver-outbox.ts';
import { enableChats } from '../../src/flows/disable-tenant.ts';
import type { Turn } from '../../src/flows/ports.ts';
import { postNotice, toChat } from '../../src/flows/post-notice.ts';
import { databasePerTest, onPostgres } from '../support/databases.ts';
import { anna, annasChat, settings } from '../support/desk.ts';
import { now } from '../support/samples.ts';

const knowledge: Turn['knowledge'] = {
  search: () => {
    throw new Error('nobody asks');
  },
  candidates: () => [],
  article: () => undefined,
  terms: () => new Map(),
  mentions: () => ({}) as ReturnType<Turn['knowledge']['mentions']>,
};

onPostgres(() => {
  const database = databasePerTest('postgres');
  let at = now;
  const nonces = createNonces(newNonceKey());
  const turn = <Result>(work: (turn: Turn) => Promise<Result>): Promise<Result> =>
    database().transaction((store) =>
      work({ now: at, settings, store, knowledge, newId: randomUUID, nonces, remark: () => {} }),
    );

  /** What leaves now, and what becomes of the rest. */
  async function leaves(): Promise<string[]> {
    const claim = { owner: 'test', now: at, leaseUntil: at + 30_000, limit: 10 };
    const present = () => ({ activity: {} });
    const { deliveries, unsent } = await turn((one) => claimDeliveries(one, present, claim));
    const deps = { runTurn: turn, now: () => at, random: () => 0, pause: async () => {} };
    for (const delivery of deliveries) {
      await deliver({ ...deps, send: async () => ({ outcome: 'sent', activityId: '1' }) }, delivery);
    }
    return [...deliveries.map(() => 'sent'), ...unsent.map(({ result }) => result.state)];
  }

  it('what is tried meanwhile is not parked for ever', async () => {
    const away = { ...annasChat, personId: anna.personId, unreachable: 'disabled' };
    await turn(({ store }) => store.chats.save(away));
    const isBack = Promise.withResolvers<void>();
    const committed = Promise.withResolvers<void>();
    const back = turn(async (one) => {
      const timer = { id: 'back', kind: 'reach-again', tenantId: anna.tenantId } as const;
      await enableChats(one, { ...timer, subjectId: anna.tenantId, dueAt: at });
      isBack.resolve();
      await committed.promise;
    });
    await isBack.promise;
    await turn((one) => postNotice(one, toChat(annasChat), { kind: 'help', side: 'requester' }));
    expect(await leaves()).toEqual(['pending']);
    committed.resolve();
    await back;
    at += 1_000;
    expect(await leaves()).toEqual(['sent']);
  });

  it('what is tried while nobody adds it is parked, and leaves when somebody does', async () => {
    await turn(({ store }) => store.chats.save({ ...annasChat, unreachable: 'disabled' }));
    const { tenantId, personId } = anna;
    const list = { kind: 'request-list', tenantId, personId, ticketIds: [] } as const;
    await turn((one) => postNotice(one, toChat(annasChat), list));
    expect(await leaves()).toEqual(['parked']);
    const timer = { id: 'back', kind: 'reach-again', tenantId: anna.tenantId } as const;
    await turn((one) => enableChats(one, { ...timer, subjectId: anna.tenantId, dueAt: at }));
    expect(await leaves()).toEqual(['sent']);
  });
});
