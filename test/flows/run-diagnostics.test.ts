// What the form may hold is read in the asker's own zone; what was right stays in it.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withForm } from '../../src/flows/answer-question.ts';
import { sendDiagnostics } from '../../src/flows/run-diagnostics.ts';
import { person as samplePerson } from '../store/samples.ts';
import { anna, annasChat, type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const given = { change: 'add', subscription: 'Business Premium', authorised: 'yes' };

async function sends(dateWanted: string, zone: string) {
  const person = samplePerson({ tenantId: anna.tenantId, id: anna.personId, zone });
  await desk.says(anna, 'the coffee machine leaks');
  const question = await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
  const card = (await desk.leaving()).find(({ notice }) => notice.kind === 'answer');
  const stored = await desk.turn(({ store }) => store.cards.get(anna.tenantId, card?.cardId ?? ''));
  if (!question || !stored) throw new Error('no question was asked');
  const asked = withForm({ ...question, category: 'subscription-change' });
  return desk.turn((turn) => sendDiagnostics(turn, person, asked, { ...given, dateWanted }, stored));
}

const tickets = () => desk.turn(({ store }) => store.tickets.latestOf(anna.tenantId, anna.personId, 9));

// The desk's clock stands at half past nine on the 23rd, in London.
it.each([
  ['2026-11-22', 'Pacific/Honolulu'],
  ['2026-11-23', 'Europe/Berlin'],
  ['2026-12-01', 'Europe/Berlin'],
])('takes %s in %s', async (dateWanted, zone) => {
  expect(await sends(dateWanted, zone)).toBeUndefined();
  expect(await tickets()).toMatchObject([{ answers: { dateWanted } }]);
});

it.each([
  ['2026-11-22', 'Europe/Berlin'],
  ['2026-13-45', 'Europe/Berlin'],
])('asks again for %s in %s, and keeps the rest', async (dateWanted, zone) => {
  expect(await sends(dateWanted, zone)).toEqual({
    flash: { reason: 'incomplete' },
    faults: [{ field: 'dateWanted', fault: 'malformed' }],
  });
  expect(await tickets()).toEqual([]);
  const kept = await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
  expect(kept).toMatchObject({ state: 'diagnosing', answers: given });
  expect(kept?.answers).not.toHaveProperty('dateWanted');
});
