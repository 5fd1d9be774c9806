// A text inside a JSON column, in the SQL of both engines.
import { type RawBuilder, sql } from 'kysely';
import type { Engine } from './engine.ts';

/** Null where the property is absent. `column` and `name` are ours, never a caller's. */
export function jsonText(engine: Engine, column: string, name: string): RawBuilder<string | null> {
  return engine === 'postgres'
    ? sql`(${sql.ref(column)}::jsonb ->> ${sql.lit(name)})`
    : sql`json_extract(${sql.ref(column)}, ${sql.lit(`$.${name}`)})`;
}
