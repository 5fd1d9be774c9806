// What an administrator does with people's data while the service runs: export, erase, and prove the audit.
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dump, load } from 'js-yaml';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExportedRow } from '../../src/store/export-tenant.ts';
import { onPostgres } from '../support/databases.ts';
import type { Activity } from '../support/fake-teams/activities.ts';
import { atRest, customers, type Desk, northwind, openDesk } from '../support/northwind.ts';
import { type Ran, runCommand } from '../support/run-command.ts';
import { claimedTicketAt, type OpenedTicket, openTicketAt } from './opened-ticket.ts';

/** What was promised for an erasure, too. */
const timeout = 60_000;
const canary = 'Canarybird';

let desk: Desk;
let anna: OpenedTicket;
beforeAll(async () => {
  desk = await openDesk();
}, timeout);
afterAll(() => desk.close());

const commandAt = ({ databaseUrl }: Desk, name: string, ...args: string[]): Promise<Ran> =>
  runCommand(name, args, { DATABASE_URL: databaseUrl, SUPPORT_CONFIG: 'support.example.yaml' });

const command = (name: string, ...args: string[]) => commandAt(desk, name, ...args);

async function exported(tenantId: string, at = desk): Promise<ExportedRow[]> {
  const { status, stdout, stderr } = await commandAt(at, 'export', '--tenant', tenantId);
  expect([status, stderr]).toEqual([0, '']);
  const lines = stdout.trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** Every file beside the database, and the database itself. */
function filesNaming(...words: string[]): string[] {
  const folder = dirname(desk.databaseUrl.slice('file:'.length));
  return globSync(`${folder}/**/*`, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ parentPath, name }) => {
      const bytes = readFileSync(`${parentPath}/${name}`);
      return words.filter((word) => bytes.includes(word)).map((word) => `${name}: ${word}`);
    });
}

/** Fewer than a person may say in a minute, and than Teams takes of one conversation. */
const mostSaid = 15;

/** Somebody else is busy with the desk all the while; every word is taken. */
function busyDesk(other: OpenedTicket): () => Promise<number> {
  let busy = true;
  const work = (async () => {
    let said = 0;
    for (; busy && said < mostSaid; said += 1) {
      await other.requester.says(`symptom ${said}`);
      await other.thread.mentions(`advice ${said}`);
    }
    return said;
  })();
  return () => {
    busy = false;
    return work;
  };
}

const requester = (name: string) => ({ tenantId: customers.contoso, name, locale: 'en-US' });

it('exports what is stored of a tenant, and nothing of another', { timeout }, async () => {
  anna = await claimedTicketAt(desk, requester(`Anna ${canary}`));
  const vektor = await claimedTicketAt(desk, { ...requester('Boris'), tenantId: customers.vektor });
  await anna.requester.says(`It asks ${canary} again`);
  await vektor.requester.says('Another word');
  await atRest(desk);

  const rows = await exported(customers.contoso);
  const ofKind = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.data);
  expect(ofKind('person')).toMatchObject([{ name: `Anna ${canary}`, tenantId: customers.contoso }]);
  expect(ofKind('ticket')).toMatchObject([{ requesterName: `Anna ${canary}`, state: 'assigned' }]);
  expect(ofKind('message')).toMatchObject([{ text: `It asks ${canary} again` }]);
  expect(ofKind('audit').map((row) => row.act)).toContain('claim-ticket');
  for (const kind of ['chat', 'question', 'thread', 'card', 'press', 'outgoing', 'timer']) {
    expect(ofKind(kind), kind).not.toEqual([]);
  }
  const text = JSON.stringify(rows);
  for (const foreign of [customers.vektor, 'Boris', 'Another word']) expect(text).not.toContain(foreign);
});

it('forgets a person while others are served', { timeout }, async () => {
  const { facts, chatId } = anna.requester;
  const traces = [canary, facts.oid, facts.id, chatId];
  const oldButton = await anna.requester.finds('withdraw-ticket');
  const oldWords = await anna.requester.says(`Still ${canary}`);
  const other = await claimedTicketAt(desk, requester('Carla'));
  const done = busyDesk(other);
  expect(filesNaming(...traces).length).toBeGreaterThan(0);

  const began = performance.now();
  const erased = await command('erase', '--tenant', facts.tenantId, '--user', facts.oid);
  const tookMs = performance.now() - began;
  const said = await done();
  console.log(`erased in ${Math.round(tookMs)} ms; ${said} messages each way were taken meanwhile`);
  expect(erased).toMatchObject({ status: 0, stderr: '' });
  expect(erased.stdout).toMatch(/^ticket: 1$/m);
  await other.thread.sees(`symptom ${said - 1}`);
  await atRest(desk);
  expect(filesNaming(...traces)).toEqual([]);
  expect(JSON.stringify(await exported(customers.contoso))).not.toContain(canary);

  // What Teams or the person still has of before does not bring anything back.
  const again: Activity[] = [oldWords.activity, oldButton.invoke()];
  for (const activity of again) expect((await desk.teams.deliver(activity)).status).toBe(200);
  await anna.requester.edits(oldWords, `Still ${canary}, edited`);
  await anna.requester.deletes(oldWords);
  await anna.thread.mentions('Anybody there?');
  await atRest(desk);
  expect(filesNaming(...traces)).toEqual([]);

  const second = await command('erase', '--tenant', facts.tenantId, '--user', facts.oid);
  expect(second).toMatchObject({ status: 0, stdout: 'nothing was stored\n' });
});

it('forgets somebody whom the settings name no more, also where they named them once', {
  timeout,
}, async () => {
  const id = 'b0000000-0000-4000-8000-000000000003';
  const { tenantId } = northwind;
  const facts = {
    tenantId,
    oid: id,
    name: 'O. S. (Billing)',
    locale: 'en-GB',
    zone: 'Europe/Berlin',
  } as const;
  const olga = desk.teams.person(facts);
  const { thread } = await openTicketAt(desk, requester('Fritz'));
  await olga.in(thread.conversationId).presses('claim-ticket');
  await thread.sees('Olga Smirnova');
  await desk.ben.changesMembers(northwind.support, 'membersRemoved', [olga]);
  await thread.sees('no longer in the team');
  await atRest(desk);
  const settings = load(readFileSync('support.example.yaml', 'utf8')) as { staff: { id: string }[] };
  const without = join(mkdtempSync(join(tmpdir(), 'csp-settings-')), 'support.yaml');
  writeFileSync(without, dump({ ...settings, staff: settings.staff.filter((one) => one.id !== id) }));
  const erase = (...more: string[]) =>
    runCommand('erase', ['--tenant', tenantId, '--user', id, ...more], {
      DATABASE_URL: desk.databaseUrl,
      SUPPORT_CONFIG: without,
    });
  expect(await erase()).toMatchObject({ status: 0, stderr: '' });
  expect(filesNaming('Olga Smirnova')).not.toEqual([]);
  expect(await erase('--name', 'Olga Smirnova')).toMatchObject({ status: 0, stderr: '' });
  expect(filesNaming(id, 'Olga Smirnova', facts.name)).toEqual([]);
  rmSync(dirname(without), { recursive: true });
});

it("forgets one of the partner's people by name, and says where else they stand", { timeout }, async () => {
  const { facts } = desk.mei;
  const ticket = await claimedTicketAt(desk, requester('Dora'));
  await ticket.thread.mentions('Done');
  await desk.mei.in(ticket.thread.conversationId).mentions('From Mei');
  await ticket.requester.sees('From Mei');
  await atRest(desk);
  expect(filesNaming(facts.oid, facts.name).length).toBeGreaterThan(0);
  const erased = await command('erase', '--tenant', northwind.tenantId, '--user', facts.oid);
  expect(erased).toMatchObject({
    status: 0,
    stderr: 'erase: the settings still name this person; take them out of staff\n',
  });
  expect(filesNaming(facts.oid, facts.name)).toEqual([]);
  const said = (await exported(customers.contoso)).filter((row) => row.data.text === 'From Mei');
  expect(said.map((row) => row.data.authorName)).toEqual(['Northwind Cloud Partner']);
});

it('forgets a customer who left', { timeout }, async () => {
  const erased = await command('erase', '--tenant', customers.vektor, '--all');
  expect(erased).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ticket: 1$/m) });
  expect(filesNaming('Boris', 'Another word')).toEqual([]);
  const kinds = new Set((await exported(customers.vektor)).map((row) => row.kind));
  expect([...kinds]).toEqual(['audit']);
});

it('proves the audit, and names the row that was changed', { timeout }, async () => {
  const whole = await command('audit');
  expect(whole).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+ rows as they were written/) });
  const head = /head (\d+:[0-9a-f]{64})/.exec(whole.stdout)?.[1] ?? '';
  expect(await command('audit', '--head', head)).toMatchObject({ status: 0 });
  expect(desk.service.logs()).toMatch(/"event":"audit-head".*"sequence":\d+|"hash":"[0-9a-f]{64}"/);

  const file = new DatabaseSync(desk.databaseUrl.slice('file:'.length));
  file.exec(`update pseudonyms set person_id = 'b' || person_id`);
  expect(await command('audit')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^audit: pseudonym p-[\w-]{43} was given to somebody else\n$/),
  });
  file.exec(`drop trigger audit_refuses_update; update audit set actor = 'p-somebody' where sequence = 3`);
  expect(await command('audit')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: 'audit: row 3 is not as it was written\n',
  });
  const lost = { status: 1, stdout: '', stderr: 'audit: the audit has lost its head\n' };
  file.exec('create table kept as select * from audit_head; delete from audit_head');
  expect(await command('audit')).toEqual(lost);
  expect(await command('audit', '--head', head)).toEqual(lost);
  file.exec('insert into audit_head select * from kept; drop table kept');
  file.close();
});

it('forgets somebody of whom Teams says no object id', { timeout }, async () => {
  const guest = desk.requester(requester('Guest'));
  await guest.installs();
  const { activity } = await guest.says('my requests');
  await atRest(desk);
  const { aadObjectId: _none, ...from } = activity.from as Readonly<Record<string, unknown>>;
  const id = '29:Guest_Without-oid';
  const said = { ...activity, id: 'said-by-guest', from: { ...from, id } };
  expect((await desk.teams.deliver(said)).status).toBe(200);
  const people = async () =>
    (await exported(customers.contoso)).filter(({ kind, data }) => kind === 'person' && data.id === id);
  expect(await people()).toHaveLength(1);
  const erased = await command('erase', '--tenant', customers.contoso, '--user', id);
  expect(erased).toMatchObject({ status: 0, stdout: expect.stringMatching(/^person: 1$/m) });
  expect(await people()).toEqual([]);
});

it.each([
  [['export'], 'export: --tenant needs a GUID\n'],
  [['export', '--tenant', 'contoso'], 'export: --tenant needs a GUID\n'],
  [['erase', '--tenant', customers.contoso], 'erase: say either --user ID or --all\n'],
  [
    ['erase', '--tenant', customers.contoso, '--user', 'anna'],
    'erase: --user needs a GUID, or an id like 29:…\n',
  ],
  [
    ['erase', '--tenant', customers.contoso, '--all', '--name', 'Anna'],
    "erase: --name is for one of the partner's people\n",
  ],
  [['erase', '--tenant', northwind.tenantId, '--all'], "erase: this is the partner's own tenant\n"],
  [['audit', '--head', '7'], 'audit: --head needs SEQUENCE:HASH, as the log has it\n'],
])('%j is refused with what is missing', { timeout }, async ([name = '', ...args], stderr) => {
  expect(await command(name, ...args)).toEqual({ status: 1, stdout: '', stderr });
});

onPostgres(() => {
  it('does the same on PostgreSQL', { timeout }, async () => {
    const other = await openDesk({ engine: 'postgres' });
    const ticket = await claimedTicketAt(other, requester(`Anna ${canary}`));
    await atRest(other);
    const { tenantId, oid } = ticket.requester.facts;
    expect(JSON.stringify(await exported(tenantId, other))).toContain(canary);
    const erased = await commandAt(other, 'erase', '--tenant', tenantId, '--user', oid);
    expect(erased).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^ticket: 1$/m) });
    expect(JSON.stringify(await exported(tenantId, other))).not.toContain(canary);
    expect(await commandAt(other, 'audit')).toMatchObject({ status: 0 });
    await other.close();
  });
});
