import { expect, it } from 'vitest';
import { databasePerTest, onEachEngine } from '../support/databases.ts';

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const keep = (name: string, made: string) =>
    database().transaction((store) => store.secrets.keep(name, made));

  it('keeps what was made first, and gives it to whoever asks', async () => {
    expect(await keep('card-nonces', 'first')).toBe('first');
    expect(await keep('card-nonces', 'second')).toBe('first');
    expect(await keep('other', 'second')).toBe('second');
  });

  it('gives one and the same to all that start together', async () => {
    const kept = await Promise.all(Array.from({ length: 10 }, (_, index) => keep('name', `made-${index}`)));
    expect(new Set(kept).size).toBe(1);
  });
});
