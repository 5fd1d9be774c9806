// The question that a message of Teams says: asked for when one is deleted. No question pays for an index for that.
import { type RawBuilder, sql } from 'kysely';
import type { Question } from '../domain/question.ts';
import { decode } from './codec.ts';
import type { Engine } from './engine.ts';
import type { Tx } from './schema.ts';

/** More than anybody asks in the time that questions are kept; whoever does it all the same keeps nobody waiting. */
const lookedThrough = 1_000;

interface Said {
  readonly tenantId: string;
  readonly chatId: string;
  readonly activityId: string;
}

export async function saidAs(
  tx: Tx,
  engine: Engine,
  { tenantId, chatId, activityId }: Said,
): Promise<Question | undefined> {
  const rows = await tx
    .selectFrom((from) =>
      from
        .selectFrom('questions')
        .select(['position', 'body'])
        .where('tenant_id', '=', tenantId)
        .where('chat_id', '=', chatId)
        .orderBy('position', 'desc')
        .limit(lookedThrough)
        .as('newest'),
    )
    .select('body')
    .where(names(engine, activityId))
    .orderBy('position', 'desc')
    .execute();
  return rows
    .map(({ body }) => decode<Question>(body))
    .find(({ said }) => said?.some((part) => part.activityId === activityId));
}

/** Whether it stands anywhere in the body: most need not be read for that. */
function names(engine: Engine, activityId: string): RawBuilder<boolean> {
  const asJson = JSON.stringify(activityId);
  return engine === 'postgres'
    ? sql<boolean>`position(${asJson} in body) > 0`
    : sql<boolean>`instr(body, ${asJson}) > 0`;
}
