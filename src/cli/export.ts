// `npm run export -- --tenant ID`: everything that is stored of one tenant, as JSON lines on standard output.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { exportTenant } from '../store/export-tenant.ts';
import { besideService, guidOf } from './tools/beside-service.ts';

function tenantAsked(): string {
  const { values } = parseArgs({ options: { tenant: { type: 'string' } } });
  return guidOf('--tenant', values.tenant);
}

await besideService('export', tenantAsked, async (opened, tenantId) => {
  async function* lines(): AsyncGenerator<string> {
    for await (const row of exportTenant(opened, tenantId, Date.now())) yield `${JSON.stringify(row)}\n`;
  }
  await pipeline(Readable.from(lines()), process.stdout, { end: false });
});
