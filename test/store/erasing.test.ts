import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openBeside, openDatabase } from '../../src/store/database.ts';
import type { OpenEngine } from '../../src/store/engine.ts';
import { eraseUntilGone } from '../../src/store/erasing.ts';
import { conflict } from '../../src/store/failures.ts';
import { freshPlace, onEachEngine, type Place, quietLog } from '../support/databases.ts';
import { ourTenant } from './samples.ts';

onEachEngine((engine) => {
  let place: Place;
  let database: Database;
  let beside: OpenEngine;
  beforeEach(async () => {
    place = await freshPlace(engine);
    database = await openDatabase({ url: place.url, log: quietLog });
    beside = await openBeside({ url: place.url, log: quietLog });
  });
  afterEach(async () => {
    await beside.close();
    await database.close();
    await place.remove();
  });

  describe('a step', () => {
    it('that lost a race counts once, with what its last try found', async () => {
      const found = [5, 2];
      const counts = await eraseUntilGone(beside, { tenantId: ourTenant, at: 1000 }, (erasing) =>
        erasing.step(async (_tx, count) => {
          const rows = found.shift();
          if (rows === undefined) return;
          count('cards', rows);
          if (found.length > 0) throw conflict('a card');
        }),
      );
      expect(counts).toEqual({ cards: 2 });
    });
  });
});
