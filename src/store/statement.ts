// Statements of every turn, built and compiled once: building one costs several times what SQLite needs to run it.
import type { Compilable, CompiledQuery, Transaction } from 'kysely';
import type { Tables, Tx } from './schema.ts';

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
  const compiled = new Map<unknown, CompiledQuery<Row>>();

  function queryFor(tx: Tx, given: Given): CompiledQuery<Row> {
    // Engines write their parameters differently.
    const { adapter } = tx.getExecutor();
    let query = compiled.get(adapter.constructor);
    if (!query) {
      query = build(tx, (name) => new Parameter(name) as unknown as never).compile();
      compiled.set(adapter.constructor, query);
    }
    return { ...query, parameters: query.parameters.map((value) => filledIn(value, given)) };
  }

  return {
    all: async (tx, given) => (await tx.executeQuery(queryFor(tx, given))).rows,
    first: async (tx, given) => (await tx.executeQuery(queryFor(tx, given))).rows[0],
    run: async (tx, given) => Number((await tx.executeQuery(queryFor(tx, given))).numAffectedRows ?? 0n),
  };
}

function filledIn(value: unknown, given: object): unknown {
  return value instanceof Parameter ? (given as Readonly<Record<string, unknown>>)[value.name] : value;
}
