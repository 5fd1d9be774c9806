// Statements of every turn keep their plan on a PostgreSQL server: parsing and planning one takes longer than running it.
import { hash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { isPlanLost } from './failures.ts';
import { isRepeated } from './statement.ts';

type Ask = (...question: unknown[]) => Promise<unknown>;

/**
 * Gives each connection's repeated statements a name. A plan may be lost: a newer version has changed the table, or
 * a pooler has put another connection behind ours. Whatever fails for that is run again like after a lost race, and
 * nothing is named from then on.
 */
export function planNaming(): (client: PoolClient) => void {
  let isOn = true;
  return (client) => {
    const ask = client.query.bind(client) as Ask;
    const askByName: Ask = async (...question) => {
      const [text, values] = question;
      if (!isOn || typeof text !== 'string' || !isRepeated(text)) return ask(...question);
      try {
        return await ask({ name: nameOf(text), text, values });
      } catch (error) {
        if (isPlanLost(error)) isOn = false;
        throw error;
      }
    };
    client.query = askByName as typeof client.query;
  };
}

const names = new Map<string, string>();

/** By its text: behind a pooler two of our processes may share a connection. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `turn_${hash('sha256', text).slice(0, 24)}`;
  names.set(text, name);
  return name;
}
