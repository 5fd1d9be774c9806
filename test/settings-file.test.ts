import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AppError } from '../src/domain/errors.ts';
import { queueFor } from '../src/domain/routing.ts';
import { customerOf, planOf, providerById, type Settings, staffMember } from '../src/domain/settings.ts';
import { currentSettings, readSettings, watchSettings } from '../src/settings-file.ts';

const example = readFileSync('support.example.yaml', 'utf8');
let folder = '';
let file = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  file = join(folder, 'support.yaml');
});
afterAll(() => rmSync(folder, { recursive: true }));

function faultsOf(yaml: string): string[] {
  writeFileSync(file, yaml);
  try {
    readSettings(file);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'config-invalid')) throw error;
    return error.message.split('\n').slice(1);
  }
  return [];
}

/** The example with one text replaced, and where that text begins: line and column of its first character. */
function changed(from: string, to: string): { yaml: string; line: number } {
  const at = example.indexOf(from);
  if (at < 0) throw new Error(`the example has no ${from}`);
  return { yaml: example.replace(from, to), line: example.slice(0, at).split('\n').length };
}

describe('the example', () => {
  const settings: Settings = readSettings('support.example.yaml');

  it('serves three customers in three languages, with plan, hours and provider', () => {
    expect(settings.customers.map((c) => c.locale)).toEqual(['en', 'ru', 'zh-cn']);
    const reseller = customerOf(settings, '7c1f2a60-3f6e-4f0f-9a55-0d6b5a2f1c02');
    expect(providerById(settings, reseller?.providerId)?.name).toBe('Fabrikam Distribution');
    expect(planOf(settings, 'premium').hours.zone).toBe('Asia/Shanghai');
    expect(planOf(settings, 'standard').hours.weekly.mon).toEqual([{ from: '08:00', to: '18:00' }]);
  });

  it('gives queues and customers what the partner has', () => {
    expect(queueFor(settings.queues, 'how-to')).toMatchObject({ id: 'support', locale: 'en' });
    expect(queueFor(settings.queues, 'billing')).toMatchObject({ id: 'billing', zone: 'Europe/Berlin' });
    const { yaml } = changed('    locale: ru\n    zone: Europe/Moscow\n', '');
    writeFileSync(file, yaml.replace('  locale: en', '  locale: zh-cn'));
    expect(readSettings(file).customers[1]).toMatchObject({ locale: 'zh-cn', zone: 'Europe/Berlin' });
  });

  it('asks for service health where the partner, or the customer, says so', () => {
    const connected = (yaml: string) => {
      writeFileSync(file, yaml);
      return readSettings(file).customers.map(({ serviceHealth }) => serviceHealth);
    };
    expect(connected(example)).toEqual([true, false, false]);
    expect(connected(example.replaceAll(/ +serviceHealth: .*\n/g, ''))).toEqual([false, false, false]);
    const all = example.replace('serviceHealth: false', 'serviceHealth: true');
    expect(connected(all.replace('    serviceHealth: true', '    serviceHealth: false'))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('fits the windows of the demo', () => {
    const agents = readFileSync('src/cli/demo/agents.m365agentsplayground.yml', 'utf8');
    const customer = readFileSync('src/cli/demo/customer.m365agentsplayground.yml', 'utf8');
    expect(agents).toContain(`tenantId: ${settings.partner.tenantId}\n`);
    expect(customer).toContain(`tenantId: ${settings.customers[0]?.tenantId}\n`);
    for (const { channelId } of settings.queues) expect(agents).toContain(`id: ${channelId}\n`);
    for (const { id } of settings.staff) expect(agents).toContain(`aadObjectId: ${id}\n`);
    expect(staffMember(settings, 'b0000000-0000-4000-8000-000000000001')?.roles).toContain('admin');
  });

  it('says every text for people in every language', () => {
    const texts = settings.plans.flatMap((p) => [p.name, p.covered, p.price, p.emergency]);
    for (const text of [...texts.filter((t) => t !== undefined), ...settings.exampleQuestions]) {
      expect(Object.keys(text).sort()).toEqual(['en', 'ru', 'zh-cn']);
    }
  });

  it('keeps things as long without the section as with it', () => {
    writeFileSync(file, changed(example.slice(example.indexOf('retentionDays:')), '').yaml);
    expect(readSettings(file).retentionDays).toEqual(settings.retentionDays);
  });

  it('takes ids of tenants and people in capitals too', () => {
    writeFileSync(
      file,
      changed('7c1f2a60-3f6e-4f0f-9a55-0d6b5a2f1c01', '7C1F2A60-3F6E-4F0F-9A55-0D6B5A2F1C01').yaml,
    );
    expect(customerOf(readSettings(file), '7c1f2a60-3f6e-4f0f-9a55-0d6b5a2f1c01')?.name).toBe(
      'Contoso Pharma',
    );
  });
});

describe('a fault is named with its line and column, its place and a remedy', () => {
  const faults: [string, string, string, string][] = [
    [
      'tenantId: 5b0c9e2d-8a44-4d0b-b1f7-3c7a4f2e9a10',
      'tenantId: northwind',
      '3',
      'partner.tenantId: is no GUID',
    ],
    [
      'partnerId: "4821907"',
      'partnerId: 4821907',
      '3',
      'partner.partnerId: is no text; put the number in quotes',
    ],
    ['locale: en', 'locale: fr', '3', 'partner.locale: is no language of ours; use one of en, ru, zh-cn'],
    ['zone: Europe/Berlin', 'zone: Europe/Berlim', '3', 'partner.zone: is no time zone'],
    ['zone: Europe/Berlin', 'zone: "+02:00"', '3', 'partner.zone: is no time zone'],
    ['website: https:', 'website: http:', '5', 'partner.contact.website: is no address'],
    ['email: support@northwind', 'mail: support@northwind', '5', 'partner.contact.mail: is not a setting'],
    ['[08:00-18:00]', '[18:00-08:00]', '13', 'hours[0].weekly.mon[0]: is no window'],
    ['[08:00-18:00]', '[08:00-08:00]', '13', 'hours[0].weekly.mon[0]: is no window'],
    ['[08:00-18:00]', '[08:00-24:01]', '13', 'hours[0].weekly.mon[0]: is no window'],
    ['[08:00-18:00]', '[8:00-18:00]', '13', 'hours[0].weekly.mon[0]: is no window'],
    ['[08:00-18:00]', '08:00-18:00', '7', 'hours[0].weekly.mon: is no list of windows'],
    ['[09:00-12:00, 13', '[09:00-14:00, 13', '7', 'hours[1].weekly.sat: has windows that overlap'],
    ['mon: [08', 'monday: [08', '7', 'hours[0].weekly.monday: is not a setting'],
    ['2026-04-03', '2026-02-30', '9', 'hours[0].holidays[2]: is no date'],
    [
      'hoursId: berlin-office',
      'hoursId: berlin',
      '5',
      'plans[0].hoursId: names nothing known; use one of berlin',
    ],
    [
      'A: { firstResponseMinutes: 60 }',
      'A: { firstResponseMinutes: 0 }',
      '12',
      'plans[0].targets.A.firstResponse',
    ],
    [
      'A: { firstResponseMinutes: 60 }',
      'A: { firstResponseHours: 1 }',
      '12',
      'plans[0].targets.A.firstResponseHours',
    ],
    [
      '[billing, subscription-change]',
      '[billing, licences]',
      '27',
      'queues[1].categories[1]: is no category',
    ],
    ['[billing, subscription-change]', '[billing, billing]', '27', 'queues[1].categories[1]: is listed alr'],
    ['name: Billing and licences', 'name: general Support', '5', 'queues[1].name: is the name or id of ano'],
    ['name: Billing and licences', 'name: Support', '5', 'queues[1].name: is the name or id of another'],
    ['name: General support', 'name: Billing', '5', 'queues[0].name: is the name or id of another'],
    ['channelId: 19:northwind-s', 'channelId: northwind-s', '5', 'queues[0].channelId: is no channel id'],
    ['roles: [agent]', 'roles: [boss]', '13', 'staff[1].roles[0]: is no role'],
    ['phone: "+493055501203"', 'phone: 0305550120', '5', 'staff[2].phone: is no phone number'],
    ['-000000000002', '-000000000001', '5', 'staff[1].id: stands there twice'],
    ['portalUrl: https:', 'portalUrl: ftp:', '5', 'providers[0].portalUrl: is no address'],
    ['1c02', '1c01', '5', 'customers[1].tenantId: stands there twice'],
    [
      '7c1f2a60-3f6e-4f0f-9a55-0d6b5a2f1c02',
      '5b0c9e2d-8a44-4d0b-b1f7-3c7a4f2e9a10',
      '5',
      'customers[1].tenantId: is the',
    ],
    [
      'planId: premium',
      'planId: gold',
      '5',
      'customers[2].planId: names nothing known; use one of standard, premium',
    ],
    [
      'providerId: fabrikam-distribution',
      'providerId: acme',
      '5',
      'customers[1].providerId: names nothing known',
    ],
    ['cloud: global', 'cloud: china', '5', 'customers[2].cloud: is no cloud'],
    [
      'serviceHealth: true',
      'serviceHealth: "yes"',
      '5',
      'customers[0].serviceHealth: is neither true nor false',
    ],
    [
      'C: { firstResponseMinutes: 480 }',
      'C: { firstResponseMinutes: 156001 }',
      '12',
      'plans[0].targets.C.firstResponseMinutes: cannot be kept; berlin-office is sure to be open for 148200 m',
    ],
    [
      'C: { firstResponseMinutes: 480 }',
      'C: { firstResponseMinutes: 525601 }',
      '12',
      'plans[0].targets.C.firstResponseMinutes: is no number of minutes',
    ],
    ['close: 7', 'close: 2', '', 'closeAfterDays: closes before it reminds'],
    ['close: 7', 'close: 1000000000000', '3', 'closeAfterDays.close: is no number of days'],
    ['technical: 7', 'technical: 3651', '3', 'retentionDays.technical: is no number of days'],
    ['reopenWithinDays: 14', 'reopenWithinDays: 366', '1', 'reopenWithinDays: is no number of days'],
    ['technical: 7', 'technical: 1', '3', 'retentionDays.technical: is no number of days'],
    ['tickets: 180', 'tickets: 14', '3', 'retentionDays.tickets: ends while a ticket can still be reopened'],
    ['messages: 90', 'messages: 7', '3', 'retentionDays.messages: ends while a ticket can still be reopened'],
    ['reopenWithinDays: 14', 'reopenWithinDays: two weeks', '1', 'reopenWithinDays: is no number of days'],
    [
      'reopenWithinDays',
      'reopenWithinDay',
      '1',
      'reopenWithinDay: is not a setting; remove it or correct its name',
    ],
  ];
  it.each(faults)('%s → %s', (from, to, column, expected) => {
    const { yaml, line } = changed(from, to);
    const found = faultsOf(yaml);
    const place = column === '' ? /:\d+:\d+/ : `:${line}:${column}`;
    const [first = ''] = found.filter((fault) => fault.includes(` ${expected}`));
    expect(first, found.join('\n')).toMatch(/: .+; .+/);
    expect(first).toMatch(column === '' ? place : `${file}${place} `);
  });

  const absent: [string, string, string, string][] = [
    [
      'a missing setting at its entry',
      '    domain: contoso.onmicrosoft.com\n',
      '',
      'customers[0].domain: is missing; add it',
    ],
    [
      'a language without English',
      '  - en: We need more licences\n    ru',
      '  - ru',
      'exampleQuestions[2].en: is missing',
    ],
    [
      'two questions',
      / {2}- en: We need[^\n]*\n[^\n]*\n[^\n]*\n/.exec(example)?.[0] ?? '?',
      '',
      'exampleQuestions: has not',
    ],
    [
      'an empty entry',
      'contact:\n    email: support@northwind.example',
      'contact:\n  x:',
      'partner.contact: is no entry',
    ],
    [
      'no queue for the rest',
      '    name: General support\n',
      '    name: G\n    categories: [how-to]\n',
      'queues: has no queue',
    ],
    [
      'a category in two queues',
      'billing-licences@thread.tacv2\n',
      'billing-licences@thread.tacv2\n  - id: money\n    name: Money\n    categories: [how-to, billing]\n',
      'queues[2].categories[1]: is listed already',
    ],
    [
      'a reseller without provider',
      '    providerId: fabrikam-distribution\n',
      '',
      'customers[1].providerId: is missing',
    ],
    [
      'a direct customer with provider',
      'indirect-reseller\n    p',
      'direct\n    p',
      'customers[1].providerId: has no place',
    ],
  ];
  it.each(absent)('%s', (_name, from, to, expected) => {
    const found = faultsOf(changed(from, to).yaml);
    expect(found.join('\n')).toMatch(/:\d+:\d+ /);
    expect(
      found.some((fault) => fault.includes(` ${expected}`)),
      found.join('\n'),
    ).toBe(true);
  });

  it('hours that never open', () => {
    const closed = example.replaceAll('[08:00-18:00]', '[]');
    expect(faultsOf(closed)).toEqual([expect.stringContaining(' hours[0].weekly: never opens; ')]);
  });

  it('broken YAML', () => {
    const { yaml, line } = changed('[agent, lead, admin]', '[agent, lead, admin');
    expect(faultsOf(yaml)[0]).toMatch(`${file}:${line + 1}:`);
  });

  it('a key that stands there twice', () => {
    const { yaml, line } = changed('  locale: en\n', '  locale: en\n  locale: ru\n');
    expect(faultsOf(yaml)[0]).toContain(`${file}:${line + 1}:3 duplicated mapping key; correct`);
  });

  it('faults within an entry that is used again by alias', () => {
    const yaml = example
      .replace('mon: [08:00-18:00]', 'mon: &office [08:00-18:60]')
      .replace('tue: [08:00-18:00]', 'tue: *office');
    expect(faultsOf(yaml).filter((fault) => fault.includes('is no window'))).toHaveLength(2);
  });

  it.each([
    ['an empty file', ''],
    ['a list', '- a'],
    ['an alias of nothing', 'partner: *nobody'],
  ])('%s', (_name, yaml) => {
    expect(faultsOf(yaml)).toHaveLength(1);
  });

  it('several faults, in the order of the file', () => {
    const yaml = example.replace('close: 7', 'close: soon').replace('  locale: en', '  locale: fr');
    const found = faultsOf(yaml);
    expect(found.map((fault) => / (\S+):/.exec(fault.trim())?.[1])).toEqual([
      'partner.locale',
      'closeAfterDays.close',
    ]);
  });

  it('a file that is not there', () => {
    expect(() => readSettings(join(folder, 'none.yaml'))).toThrow(
      /none\.yaml: cannot be read; copy support\.example/,
    );
  });
});

describe('watching', () => {
  const patience = { timeout: 20_000 };

  it('takes a good edit, refuses a faulty one, and goes on', async () => {
    const watched = join(folder, 'watched.yaml');
    writeFileSync(watched, example);
    const names: string[] = [];
    const errors: unknown[] = [];
    const stop = watchSettings(
      watched,
      (settings) => names.push(settings.partner.name),
      (error) => errors.push(error),
      20,
    );
    try {
      // The first look at the file comes some time after the call.
      await vi.waitUntil(() => {
        writeFileSync(watched, example.replace('Northwind Cloud Partner', 'First'));
        return names.includes('First');
      }, patience);
      writeFileSync(watched, example.replace('locale: en', 'locale: fr'));
      await vi.waitUntil(() => errors.length > 0, patience);
      expect(String(errors[0])).toMatch(/watched\.yaml:\d+:3 partner\.locale/);
      const before = names.length;
      writeFileSync(`${watched}.new`, example.replace('Northwind Cloud Partner', 'Second'));
      renameSync(`${watched}.new`, watched);
      await vi.waitUntil(() => names.length > before, patience);
      expect(names.at(-1)).toBe('Second');
    } finally {
      stop();
    }
  });

  it('the settings are as the file was last read without a fault, and who listens is told', async () => {
    const watched = join(folder, 'current.yaml');
    writeFileSync(watched, example);
    const events: unknown[] = [];
    const note = ({ event }: { event?: unknown }) => void events.push(event);
    const settings = currentSettings(watched, { info: note, error: note }, 20);
    const told: string[] = [];
    settings.onReload(() => told.push(settings.get().partner.name));
    try {
      await vi.waitUntil(() => {
        writeFileSync(watched, example.replace('Northwind Cloud Partner', 'First'));
        return told.includes('First');
      }, patience);
      writeFileSync(watched, example.replace('locale: en', 'locale: fr'));
      await vi.waitUntil(() => events.includes('settings-faulty'), patience);
      expect(settings.get().partner.name).toBe('First');
      expect(events[0]).toBe('settings-reloaded');
    } finally {
      settings.stop();
    }
  });
});
