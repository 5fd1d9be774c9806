import { afterAll, beforeAll, describe, it, onTestFailed } from 'vitest';
import { onEachEngine } from '../support/databases.ts';
import { type Desk, openDesk } from '../support/northwind.ts';
import { playConversation } from './conversation.ts';
import { scripts } from './scripts.ts';

onEachEngine((engine) => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ engine });
  });
  afterAll(() => desk.close());

  const all =
    engine === 'sqlite' ? (['english', 'russian', 'chinese', 'reseller'] as const) : (['english'] as const);
  describe('from the welcome to the rating', () => {
    it.for(all)('in %s', async (name) => {
      onTestFailed(() => console.log(desk.service.logs()));
      await playConversation(desk, scripts[name]);
    });
  });
});
