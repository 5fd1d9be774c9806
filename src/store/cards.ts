import type { Selectable } from 'kysely';
import type { CardNotice } from '../domain/notice.ts';
import type { Destination } from '../flows/outbox-ports.ts';
import type { Cards, StoredCard } from '../flows/ports.ts';
import { decode, encode } from './codec.ts';
import type { CardTable, Tx } from './schema.ts';
import { statement } from './statement.ts';

const selectOne = statement<{ tenantId: string; id: string }, Selectable<CardTable>>((tx, given) =>
  tx.selectFrom('cards').selectAll().where('tenant_id', '=', given('tenantId')).where('id', '=', given('id')),
);

const insertOne = statement<Omit<Selectable<CardTable>, 'position'>>((tx, given) =>
  tx.insertInto('cards').values({
    tenant_id: given('tenant_id'),
    id: given('id'),
    kind: given('kind'),
    question_id: given('question_id'),
    ticket_tenant_id: given('ticket_tenant_id'),
    ticket_id: given('ticket_id'),
    notice: given('notice'),
    destination: given('destination'),
    conversation_id: given('conversation_id'),
    activity_id: given('activity_id'),
    created_at: given('created_at'),
  }),
);

interface Place {
  readonly tenantId: string;
  readonly id: string;
  readonly conversationId: string;
  readonly activityId: string;
}

const setPlace = statement<Place>((tx, given) =>
  tx
    .updateTable('cards')
    .set({ conversation_id: given('conversationId'), activity_id: given('activityId') })
    .where('tenant_id', '=', given('tenantId'))
    .where('id', '=', given('id')),
);

export function cardsIn(tx: Tx): Cards {
  return {
    async get(tenantId, id) {
      const row = await selectOne.first(tx, { tenantId, id });
      return row && cardOf(row);
    },

    async insert(card) {
      await insertOne.run(tx, {
        tenant_id: card.tenantId,
        id: card.id,
        ...shown(card.notice),
        destination: encode(card.destination),
        conversation_id: card.conversationId ?? null,
        activity_id: card.activityId ?? null,
        created_at: card.createdAt,
      });
    },

    async become(tenantId, id, notice) {
      await tx
        .updateTable('cards')
        .set(shown(notice))
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .execute();
    },

    async ofQuestion(tenantId, questionId) {
      const rows = await tx
        .selectFrom('cards')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('question_id', '=', questionId)
        .orderBy('position')
        .execute();
      return rows.map(cardOf);
    },

    async holding(tenantId, activityId) {
      const rows = await tx
        .selectFrom('cards')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('question_id', '=', activityId)
        .where('kind', '=', 'which-ticket')
        .orderBy('position')
        .execute();
      return rows.map(cardOf);
    },

    async ofTicket(ref) {
      const rows = await tx
        .selectFrom('cards')
        .selectAll()
        .where('ticket_tenant_id', '=', ref.tenantId)
        .where('ticket_id', '=', ref.ticketId)
        .orderBy('position')
        .execute();
      return rows.map(cardOf);
    },

    async delivered(tenantId, id, conversationId, activityId) {
      await setPlace.run(tx, { tenantId, id, conversationId, activityId });
    },

    async undelivered(tenantId, id) {
      await tx
        .updateTable('cards')
        .set({ conversation_id: null, activity_id: null })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .execute();
    },

    async press(cardId, key, at) {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('card_presses')
        .values({ card_id: cardId, press_key: key, pressed_at: at })
        .onConflict((twice) => twice.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
  };
}

/** A question about several tickets shows none of them: it does not change when one of them does. */
function shown(notice: CardNotice) {
  const aboutOne = 'ticketId' in notice;
  return {
    notice: encode(notice),
    kind: notice.kind,
    question_id: questionIn(notice),
    ticket_tenant_id: aboutOne ? notice.tenantId : null,
    ticket_id: aboutOne ? notice.ticketId : null,
  };
}

/** A message that waits to be told what it is for is a question, too. */
function questionIn(notice: CardNotice): string | null {
  if (notice.kind === 'which-ticket') return notice.held.activityId;
  return 'questionId' in notice ? notice.questionId : null;
}

function cardOf(row: Selectable<CardTable>): StoredCard {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    notice: decode<CardNotice>(row.notice),
    destination: decode<Destination>(row.destination),
    ...(row.conversation_id !== null && { conversationId: row.conversation_id }),
    ...(row.activity_id !== null && { activityId: row.activity_id }),
    createdAt: row.created_at,
  };
}
