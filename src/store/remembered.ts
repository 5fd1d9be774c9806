// What a transaction has read it need not read again: a turn asks several times for the same chat and person.

export interface Remembered<Value> {
  /** What was read or saved under this key, else what `read` finds. */
  get(tenantId: string, id: string, read: () => Promise<Value | undefined>): Promise<Value | undefined>;
  set(tenantId: string, id: string, value: Value | undefined): void;
}

/** For one transaction only. */
export function remembered<Value>(): Remembered<Value> {
  const values = new Map<string, Value | undefined>();
  const keyOf = (tenantId: string, id: string) => `${tenantId} ${id}`;
  return {
    async get(tenantId, id, read) {
      const key = keyOf(tenantId, id);
      if (values.has(key)) return values.get(key);
      const value = await read();
      values.set(key, value);
      return value;
    },
    set: (tenantId, id, value) => void values.set(keyOf(tenantId, id), value),
  };
}
