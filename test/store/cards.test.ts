import { expect, it } from 'vitest';
import type { StoredCard } from '../../src/flows/ports.ts';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { card, otherTenant, ourTenant } from './samples.ts';

const partner = 'tenant-partner';
const agentCard = card({
  id: 'card-2',
  tenantId: partner,
  notice: { kind: 'ticket', tenantId: ourTenant, ticketId: 'ticket-1' },
  destination: { to: 'thread', ticketTenantId: ourTenant, ticketId: 'ticket-1', queueId: 'technical' },
  conversationId: '19:channel;messageid=1',
  activityId: 'a-1',
});
const answer: StoredCard = card({
  id: 'card-3',
  notice: { kind: 'answer', tenantId: ourTenant, questionId: 'question-1' },
});

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const insert = (...cards: StoredCard[]) =>
    database().transaction(async (store) => {
      for (const one of cards) await store.cards.insert(one);
    });
  const get = (tenantId: string, id: string) =>
    database().transaction((store) => store.cards.get(tenantId, id));
  const ofTicket = (tenantId: string) =>
    database().transaction((store) => store.cards.ofTicket({ tenantId, ticketId: 'ticket-1' }));

  it.each([card(), agentCard, answer])('reads back what was inserted: %#', async (inserted) => {
    await insert(inserted);
    expect(await get(inserted.tenantId, inserted.id)).toStrictEqual(inserted);
  });

  it('finds every card of a ticket, in whatever tenant it stands', async () => {
    await insert(card(), agentCard, answer);
    expect(await ofTicket(ourTenant)).toStrictEqual([card(), agentCard]);
    expect(await ofTicket(otherTenant)).toEqual([]);
  });

  it('finds the cards of a question, until they show something else', async () => {
    const ofQuestion = (tenantId: string) =>
      database().transaction((store) => store.cards.ofQuestion(tenantId, 'question-1'));
    await insert(card(), answer);
    expect(await ofQuestion(ourTenant)).toStrictEqual([answer]);
    expect(await ofQuestion(otherTenant)).toEqual([]);
    await database().transaction(({ cards }) => cards.become(ourTenant, answer.id, card().notice));
    expect(await ofQuestion(ourTenant)).toEqual([]);
  });

  it('finds the card that holds a message, until it shows something else', async () => {
    const holding = (tenantId: string, activityId: string) =>
      database().transaction((store) => store.cards.holding(tenantId, activityId));
    const held = { text: 'any news?', files: [], activityId: '1700000000000' };
    const asking = card({
      id: 'card-4',
      notice: { kind: 'which-ticket', tenantId: ourTenant, ticketIds: ['ticket-1', 'ticket-2'], held },
    });
    await insert(answer, asking);
    expect(await holding(ourTenant, held.activityId)).toStrictEqual([asking]);
    expect(await holding(otherTenant, held.activityId)).toEqual([]);
    expect(await holding(ourTenant, 'question-1')).toEqual([]);
    await database().transaction(({ cards }) => cards.become(ourTenant, asking.id, card().notice));
    expect(await holding(ourTenant, held.activityId)).toEqual([]);
  });

  it('follows a card that becomes something else', async () => {
    await insert(answer, card());
    await database().transaction(async ({ cards }) => {
      await cards.become(ourTenant, answer.id, card().notice);
      await cards.become(ourTenant, 'card-1', answer.notice);
    });
    expect((await ofTicket(ourTenant)).map((one) => one.id)).toEqual([answer.id]);
    expect(await get(ourTenant, answer.id)).toStrictEqual({ ...answer, notice: card().notice });
  });

  it('learns where it stands when it is delivered', async () => {
    await insert(card());
    await database().transaction((store) => store.cards.delivered(ourTenant, 'card-1', '19:chat', 'a-9'));
    expect(await get(ourTenant, 'card-1')).toStrictEqual(
      card({ conversationId: '19:chat', activityId: 'a-9' }),
    );
  });

  it('is neither shown to another tenant nor changed by it', async () => {
    await insert(card());
    await database().transaction(async ({ cards }) => {
      await cards.become(otherTenant, 'card-1', answer.notice);
      await cards.delivered(otherTenant, 'card-1', '19:chat', 'a-9');
    });
    expect(await get(otherTenant, 'card-1')).toBeUndefined();
    expect(await get(ourTenant, 'card-1')).toStrictEqual(card());
  });

  it('lets one of twenty equal presses have its effect', async () => {
    const press = (key: string) => database().transaction((store) => store.cards.press('card-1', key, 1000));
    const effects = await Promise.all(Array.from({ length: 20 }, () => press('nonce-1')));
    expect(effects.filter(Boolean)).toHaveLength(1);
    expect(await press('nonce-2')).toBe(true);
  });
});
