// `npm run erase -- --tenant ID --user ID [--name NAME]`: forgets a person, one of the partner's also where notices name
// them as the settings did. `--tenant ID --all`: forgets a customer who left.
import { parseArgs } from 'node:util';
import { customerOf, type Settings, staffMember } from '../domain/settings.ts';
import { readSettings } from '../settings-file.ts';
import type { OpenEngine } from '../store/engine.ts';
import { erasePerson } from '../store/erase-person.ts';
import { eraseTenant } from '../store/erase-tenant.ts';
import type { ErasedCounts, PersonToErase } from '../store/erasing.ts';
import { holdings } from '../store/holdings.ts';
import { besideService, guidOf, personIdOf } from './tools/beside-service.ts';

await besideService('erase', whomToErase, async (opened, { tenantId, personId, names }, config) => {
  const settings = readSettings(config.settingsPath);
  if (names.length > 0 && (personId === undefined || tenantId !== settings.partner.tenantId))
    throw new Error("--name is for one of the partner's people");
  const counts =
    personId === undefined
      ? await eraseCustomer(opened, settings, tenantId)
      : await erasePerson(opened, personIn(settings, tenantId, personId, names), Date.now());
  report(counts);
});

interface Whom {
  readonly tenantId: string;
  /** Absent: all of the tenant. */
  readonly personId?: string;
  readonly names: readonly string[];
}

function whomToErase(): Whom {
  const { values } = parseArgs({
    options: {
      tenant: { type: 'string' },
      user: { type: 'string' },
      name: { type: 'string', multiple: true, default: [] },
      all: { type: 'boolean', default: false },
    },
  });
  const tenantId = guidOf('--tenant', values.tenant);
  if (values.all === (values.user !== undefined)) throw new Error('say either --user ID or --all');
  const person = values.all ? {} : { personId: personIdOf('--user', values.user) };
  return { tenantId, ...person, names: values.name };
}

function eraseCustomer(opened: OpenEngine, settings: Settings, tenantId: string): Promise<ErasedCounts> {
  if (tenantId === settings.partner.tenantId) throw new Error("this is the partner's own tenant");
  if (customerOf(settings, tenantId)) {
    console.error('erase: the settings still name this customer; whoever writes is known again');
  }
  return eraseTenant(opened, tenantId, Date.now());
}

function personIn(
  settings: Settings,
  tenantId: string,
  personId: string,
  names: readonly string[],
): PersonToErase {
  const { partner } = settings;
  const isPartners = tenantId === partner.tenantId;
  const staff = isPartners ? staffMember(settings, personId) : undefined;
  if (staff) console.error('erase: the settings still name this person; take them out of staff');
  return {
    tenantId,
    personId,
    isPartners,
    names: staff ? [staff.name, ...names] : names,
    replacement: isPartners ? partner.name : (customerOf(settings, tenantId)?.name ?? ''),
  };
}

function report(counts: ErasedCounts): void {
  const tables = Object.keys(holdings) as (keyof typeof holdings)[];
  for (const table of tables) {
    if (counts[table] !== undefined) console.log(`${holdings[table].kind}: ${counts[table]}`);
  }
  if (Object.keys(counts).length === 0) console.log('nothing was stored');
}
