// Statements of every turn, built and compiled once: building one costs several times what SQLite needs to run it.
import {
  type Compilable,
  type CompiledQuery,
  type DialectAdapter,
  type RawBuilder,
  type SqliteStatement,
  sql,
  type Transaction,
} from 'kysely';
import type { Tables, Tx } from './schema.ts';
import { AtOnceAdapter } from './sqlite-dialect.ts';

/** Stands for a value while a statement is compiled. */
class Parameter {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

type Build<Given extends object, Row> = (
  tx: Transaction<Tables>,
  /** In place of each value that differs from run to run. */
  given: <Name extends keyof Given & string>(name: Name) => Given[Name],
) => Compilable<Row>;

const texts = new Set<string>();

/** Whether a statement of this file has this text: it comes again, and its plan is worth keeping. */
export function isRepeated(text: string): boolean {
  return texts.has(text);
}

export interface Statement<Given extends object, Row> {
  all(tx: Tx, given: Given): Promise<Row[]>;
  first(tx: Tx, given: Given): Promise<Row | undefined>;
  /** How many rows it changed. */
  run(tx: Tx, given: Given): Promise<number>;
}

/** One per module and engine: call it outside of functions, with `given('name')` where a value would stand. */
export function statement<Given extends object, Row = unknown>(
  build: Build<Given, Row>,
): Statement<Given, Row> {
  // Engines write their parameters differently.
  const known = new WeakMap<DialectAdapter, Known<Row>>();

  function on(tx: Tx): Known<Row> {
    const { adapter } = tx.getExecutor();
    let found = known.get(adapter);
    if (!found) {
      const query = build(tx, (name) => new Parameter(name) as unknown as never).compile();
      found = { query, ...(adapter instanceof AtOnceAdapter && { atOnce: adapter.prepare(query.sql) }) };
      known.set(adapter, found);
      texts.add(query.sql);
    }
    return found;
  }

  async function all(tx: Tx, given: Given): Promise<Row[]> {
    const { query, atOnce } = on(tx);
    const parameters = filledIn(query, given);
    if (atOnce) return atOnce.all(parameters) as Row[];
    const filled: CompiledQuery<Row> = { ...query, parameters };
    return (await tx.executeQuery(filled)).rows;
  }

  return {
    all,
    first: async (tx, given) => (await all(tx, given))[0],
    run: async (tx, given) => {
      const { query, atOnce } = on(tx);
      const parameters = filledIn(query, given);
      if (atOnce) return Number(atOnce.run(parameters).changes);
      return Number((await tx.executeQuery({ ...query, parameters })).numAffectedRows ?? 0n);
    },
  };
}

interface Known<Row> {
  readonly query: CompiledQuery<Row>;
  /** Kysely's own way to a statement takes as long as SQLite takes for many of them. */
  readonly atOnce?: SqliteStatement;
}

function filledIn({ parameters }: CompiledQuery, given: object): unknown[] {
  const values = given as Readonly<Record<string, unknown>>;
  return parameters.map((value) => (value instanceof Parameter ? values[value.name] : value));
}

/**
 * For LIMIT. A bare parameter or number, which Kysely makes one, would let SQLite plan the statement anew each
 * time it is run: a bound limit may change the plan (sqlite.org, "SQLITE_DBCONFIG_ENABLE_QPSG").
 */
export function upTo(limit: number): RawBuilder<number> {
  return sql`${limit} + 0`;
}
