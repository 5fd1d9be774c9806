// Somebody is taken out of the settings and leaves nothing in the team: what they had in hand goes to the others.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshPlace, onEachEngine } from '../support/databases.ts';
import { eventually } from '../support/fake-teams/eventually.ts';
import { startFakeTeams } from '../support/fake-teams.ts';
import { alwaysOpen, atRest, castOf, northwind, openDesk } from '../support/northwind.ts';
import type { SettingsFile } from '../support/service.ts';
import { startInProcess } from '../support/service-in-process.ts';
import { isReadyAgain } from './hard-times.ts';
import { claimedTicketAt } from './opened-ticket.ts';

const released = 'Ben Carter is no longer in the team. The ticket is back in the queue.';
const bens = 'b0000000-0000-4000-8000-000000000001';

function withoutBen(example: SettingsFile): SettingsFile {
  const staff = example.staff as readonly { readonly id: string }[];
  return { ...alwaysOpen(example), staff: staff.filter(({ id }) => id !== bens) };
}

describe('Ben is taken out of the settings', { timeout: 60_000 }, () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'csp-settings-'));
    path = join(folder, 'support.yaml');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (change: (example: SettingsFile) => SettingsFile) => {
    const example = load(readFileSync('support.example.yaml', 'utf8')) as SettingsFile;
    writeFileSync(path, dump(change(example)));
  };

  onEachEngine((engine) => {
    it('his tickets are back after the next start, everybody hears of it once, and Mei goes on', async () => {
      write(alwaysOpen);
      const desk = await openDesk({ engine, env: { SUPPORT_CONFIG: path } });
      const tickets = [await claimedTicketAt(desk), await claimedTicketAt(desk)];
      await atRest(desk);
      desk.service.signal('SIGTERM');
      await desk.service.ended();
      write(withoutBen);
      await desk.service.restart();
      for (const { thread, requester } of tickets) {
        await thread.sees(released);
        await thread.sees('nobody has it yet');
        await requester.sees('A colleague takes over');
      }
      // What was sent is settled: killed before, it would come twice, or wait for a lease to end.
      await atRest(desk);
      await desk.service.kill9();
      await desk.service.restart();
      const [first] = tickets;
      const meis = desk.mei.in(first?.thread.conversationId ?? '');
      await meis.presses('claim-ticket');
      await first?.requester.sees('Mei Lin');
      await atRest(desk);
      for (const { thread, requester } of tickets) {
        expect(thread.count(released)).toBe(1);
        expect(requester.count('A colleague takes over')).toBe(1);
      }
      await desk.close();
    });
  });

  it('and so they are when the running service reads them anew', async () => {
    write(alwaysOpen);
    const desk = await openDesk({ env: { SUPPORT_CONFIG: path } });
    const { thread, requester } = await claimedTicketAt(desk);
    write(withoutBen);
    await thread.sees(released);
    await requester.sees('A colleague takes over');
    await desk.close();
  });

  it('but by a clock that nobody has confirmed nothing is taken from him', async () => {
    const place = await freshPlace('sqlite');
    const teams = await startFakeTeams();
    const cast = castOf(teams);
    let aheadMs = 0;
    const start = (settings: typeof alwaysOpen) =>
      startInProcess({ teams, databaseUrl: place.url, settings, now: () => Date.now() + aheadMs });
    const before = await start(alwaysOpen);
    await cast.ben.installsIn(northwind.support);
    const { thread } = await claimedTicketAt(cast);
    await teams.connector.quiet();
    await before.stop();

    teams.keyServer.mode = 'down';
    const after = await start(withoutBen);
    // What comes with it at each start, and needs no sure clock.
    await eventually(() => after.logs().includes('"event":"audit-head"') || undefined, after.logs);
    await teams.connector.quiet();
    expect(thread.count(released)).toBe(0);

    teams.keyServer.mode = 'up';
    // Whoever sets the clock has it confirmed anew.
    aheadMs = 60_000;
    await isReadyAgain(after);
    await thread.sees(released);
    await after.stop();
    await teams.stop();
    await place.remove();
  });
});
