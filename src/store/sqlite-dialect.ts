// Kysely over node:sqlite. Kysely's own SQLite dialect is written for better-sqlite3, which binds differently.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely';

export function sqliteDialect(database: DatabaseSync): Dialect {
  const spoiled: Spoiled = { inTransaction: false, by: undefined };
  const prepared = preparing(database, spoiled);
  return {
    createAdapter: () => new AtOnceAdapter(prepared),
    createDriver: () => new NodeSqliteDriver(database, prepared, spoiled),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Lets whoever is in a transaction run a statement without waiting for a connection: there is only one. */
export class AtOnceAdapter extends SqliteAdapter {
  readonly #prepared: SqliteDatabase;

  constructor(prepared: SqliteDatabase) {
    super();
    this.#prepared = prepared;
  }

  prepare(sql: string): SqliteStatement {
    return this.#prepared.prepare(sql);
  }
}

class NodeSqliteDriver extends SqliteDriver {
  readonly #database: DatabaseSync;
  readonly #spoiled: Spoiled;

  constructor(database: DatabaseSync, prepared: SqliteDatabase, spoiled: Spoiled) {
    super({ database: prepared });
    this.#database = database;
    this.#spoiled = spoiled;
  }

  /** The write lock is taken at once: a reader that turns into a writer half way can be refused. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
    this.#spoiled.inTransaction = true;
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection);
    this.#spoiled.inTransaction = false;
  }

  /** On a full disk SQLite has rolled back by itself; a second rollback would hide that error behind its own. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    this.#spoiled.inTransaction = false;
    this.#spoiled.by = undefined;
    if (this.#database.isTransaction === false) return;
    await super.rollbackTransaction(connection);
  }
}

/**
 * A transaction in which a statement has failed cannot go on, as on PostgreSQL: SQLite may have rolled it back
 * by itself, and whatever followed would then be saved on its own.
 */
interface Spoiled {
  inTransaction: boolean;
  by: unknown;
}

/** Far above the number of different statements there are, unless a statement is built from values. */
const maxStatements = 500;

function preparing(database: DatabaseSync, spoiled: Spoiled): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = prepared.get(sql);
      if (known) return known;
      if (prepared.size >= maxStatements) prepared.clear();
      const statement = spoiling(binding(database.prepare(sql), sql), spoiled);
      prepared.set(sql, statement);
      return statement;
    },
  };
}

function spoiling(statement: SqliteStatement, spoiled: Spoiled): SqliteStatement {
  function unlessSpoiled<Result>(run: () => Result): Result {
    if (spoiled.by !== undefined) throw spoiled.by;
    try {
      return run();
    } catch (error) {
      if (spoiled.inTransaction) spoiled.by = error;
      throw error;
    }
  }
  return {
    reader: statement.reader,
    all: (values) => unlessSpoiled(() => statement.all(values)),
    run: (values) => unlessSpoiled(() => statement.run(values)),
    iterate: (values) => unlessSpoiled(() => statement.iterate(values)),
  };
}

/** Node before 22.16 cannot say whether a statement returns rows; of what Kysely writes its text tells. */
const readsByItsText = /^\s*(?:select|with|values|pragma)\b|\breturning\b/i;

/** Whether rows come back; `node:sqlite` learned to say it with Node 22.16. */
export function returnsRows(statement: Partial<Pick<StatementSync, 'columns'>>, sql: string): boolean {
  return statement.columns ? statement.columns().length > 0 : readsByItsText.test(sql);
}

function binding(statement: StatementSync, sql: string): SqliteStatement {
  return {
    reader: returnsRows(statement, sql),
    all: (values) => statement.all(...bindable(values)),
    run: (values) => statement.run(...bindable(values)),
    iterate: (values) => statement.iterate(...bindable(values)),
  };
}

type Bindable = string | number | bigint | null | Uint8Array;

/**
 * Refuses what node:sqlite would misread in silence: an object in first place is taken for named
 * parameters, which shifts all the others; NaN becomes null; booleans differ between versions of Node.
 */
export function bindable(values: readonly unknown[]): Bindable[] {
  return values.map((value, index) => {
    if (isBindable(value)) return value;
    const type = Object.prototype.toString.call(value).slice('[object '.length, -1);
    throw new TypeError(`parameter ${index + 1} cannot be bound: ${type}`);
  });
}

function isBindable(value: unknown): value is Bindable {
  if (typeof value === 'number') return Number.isFinite(value);
  return (
    value === null || typeof value === 'string' || typeof value === 'bigint' || value instanceof Uint8Array
  );
}
