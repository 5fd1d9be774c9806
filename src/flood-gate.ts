// Keeps one person, one customer or one bad minute from taking the service away from everybody else. In memory
// and per process: a restart forgives.
import { type Bucket, limits, type Rate, type Taken, take } from './domain/rate-limit.ts';

/** `pass` it on, `tell` its sender once that nothing more is taken, or `drop` it without a word. */
export type Verdict = 'pass' | 'tell' | 'drop';

export interface Arrival {
  readonly tenantId: string;
  readonly personId: string;
  readonly exempt: boolean;
  /** A tenant that is not served has no people here: only the whole is counted, and nobody is told. */
  readonly stranger: boolean;
  /** The same when Teams sends the same again; absent when the same id may mean something new. */
  readonly deliveryKey?: string;
}

export interface FloodGate {
  judge(arrival: Arrival): Verdict;
  /** False when a person, or their whole company, edits and deletes too much to follow; what they write does not count. */
  takeCorrection(arrival: Pick<Arrival, 'tenantId' | 'personId' | 'exempt'>): boolean;
  /** False when the app or somebody came and went too often to follow, in this conversation or in all of the tenant's. */
  takeChange(place: Pick<Arrival, 'tenantId'> & { readonly chatId: string }): boolean;
  /** Undefined when too many turns are in work, or too many of this tenant; else call what is returned at the end. */
  enter(tenantId: string): (() => void) | undefined;
}

export interface FloodGateParts {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Something was not taken because of this limit. */
  readonly count: (limit: 'person' | 'tenant' | 'corrections' | 'changes' | 'turns' | 'tenant-turns') => void;
}

export function createFloodGate({ now, count }: FloodGateParts): FloodGate {
  const people = lastUsed<Bucket>();
  const tenants = lastUsed<Bucket>();
  const corrections = lastUsed<Bucket>();
  const tenantCorrections = lastUsed<Bucket>();
  const changes = lastUsed<Bucket>();
  const tenantChanges = lastUsed<Bucket>();
  const told = lastUsed<number>();
  const seen = lastUsed<true>();
  let inWork = 0;
  const inWorkOf = new Map<string, number>();

  function takeFrom(buckets: LastUsed<Bucket>, key: string, rate: Rate): Taken {
    const taken = take(buckets.get(key), rate, now());
    buckets.set(key, taken.bucket);
    return taken;
  }

  /** Those who wrote little themselves are dropped as well when their whole company floods: each is told. */
  function tellOrDrop(person: string): Verdict {
    const last = told.get(person);
    if (last !== undefined && now() - last < limits.tellAgainAfterMs) return 'drop';
    told.set(person, now());
    return 'tell';
  }

  return {
    judge({ tenantId, personId, exempt, stranger, deliveryKey }) {
      if (exempt) return 'pass';
      // The store knows it already and does nothing; what was dropped before stays dropped.
      if (deliveryKey !== undefined && seen.get(deliveryKey)) return 'pass';
      const person = JSON.stringify([tenantId, personId]);
      if (!stranger) {
        const taken = takeFrom(people, person, limits.person);
        if (!taken.allowed) {
          count('person');
          return taken.closedNow ? 'tell' : 'drop';
        }
      }
      if (!takeFrom(tenants, tenantId, limits.tenant).allowed) {
        count('tenant');
        return stranger ? 'drop' : tellOrDrop(person);
      }
      if (deliveryKey !== undefined) seen.set(deliveryKey, true);
      return 'pass';
    },
    takeCorrection({ tenantId, personId, exempt }) {
      if (exempt) return true;
      // Who is stopped here takes nothing from the others of the company.
      const allowed =
        takeFrom(corrections, JSON.stringify([tenantId, personId]), limits.corrections).allowed &&
        takeFrom(tenantCorrections, tenantId, limits.tenantCorrections).allowed;
      if (!allowed) count('corrections');
      return allowed;
    },
    takeChange({ tenantId, chatId }) {
      // Who is stopped here takes nothing from the tenant's other conversations.
      const allowed =
        takeFrom(changes, JSON.stringify([tenantId, chatId]), limits.changes).allowed &&
        takeFrom(tenantChanges, tenantId, limits.tenantChanges).allowed;
      if (!allowed) count('changes');
      return allowed;
    },
    enter(tenantId) {
      const ofTenant = inWorkOf.get(tenantId) ?? 0;
      if (inWork >= limits.turnsInWork || ofTenant >= limits.turnsOfTenant) {
        count(inWork >= limits.turnsInWork ? 'turns' : 'tenant-turns');
        return undefined;
      }
      inWork += 1;
      inWorkOf.set(tenantId, ofTenant + 1);
      return () => {
        inWork -= 1;
        const left = (inWorkOf.get(tenantId) ?? 1) - 1;
        if (left > 0) inWorkOf.set(tenantId, left);
        else inWorkOf.delete(tenantId);
      };
    },
  };
}

interface LastUsed<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** A map of bounded size: what was set longest ago goes first. */
function lastUsed<Value>(): LastUsed<Value> {
  const values = new Map<string, Value>();
  return {
    get: (key) => values.get(key),
    set(key, value) {
      values.delete(key);
      values.set(key, value);
      if (values.size <= limits.watched) return;
      const [oldest] = values.keys();
      if (oldest !== undefined) values.delete(oldest);
    },
  };
}
