// Builds the Teams app packages from the templates in manifest/, and refuses what Teams would refuse.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import AjvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { strToU8, zipSync } from 'fflate';
import { AppError } from '../../domain/errors.ts';
import { locales } from '../../domain/locale.ts';
import type { Partner } from '../../domain/settings.ts';

export interface PackageFacts {
  readonly botId: string;
  readonly version: string;
  /** Address under which Teams reaches the service. */
  readonly publicUrl: string | undefined;
  readonly partner: Partner;
}

export const packageNames = ['customer', 'agent'] as const;
type PackageName = (typeof packageNames)[number];

const templates = new URL('../../../manifest/', import.meta.url);
// What the limits of Teams leave beside the words of the templates.
const brandLength = 19;
const developerLength = 32;
const partnerLength = 70;

/**
 * The zip of one package; the same facts give the same bytes.
 *
 * @throws AppError `config-invalid` that lists what the official schema refuses.
 */
export function buildPackage(name: PackageName, facts: PackageFacts): Uint8Array {
  const values = valuesFor(name, facts);
  const files: Record<string, Uint8Array> = {
    'manifest.json': jsonFile(`${name}.json`, 'MicrosoftTeams.schema', values),
  };
  for (const locale of locales.filter((l) => l !== 'en')) {
    files[`${locale}.json`] = jsonFile(
      `${name}.${locale}.json`,
      'MicrosoftTeams.Localization.schema',
      values,
    );
  }
  for (const icon of ['color.png', 'outline.png']) {
    files[icon] = readFileSync(new URL(`icons/${icon}`, templates));
  }
  // A zip keeps local time without a zone: these parts of a date are the same everywhere.
  return zipSync(files, { mtime: new Date(1980, 0, 1) });
}

function valuesFor(name: PackageName, { botId, version, publicUrl, partner }: PackageFacts) {
  return {
    appId: appIdOf(name, botId),
    botId,
    version,
    partner: wordsWithin(partner.name, partnerLength),
    brand: wordsWithin(partner.name, brandLength),
    developer: wordsWithin(partner.name, developerLength),
    partnerId: partner.partnerId,
    website: partner.contact.website,
    host: publicUrl === undefined ? '' : new URL(publicUrl).hostname,
  };
}

type Values = Readonly<Record<string, string>>;

function jsonFile(file: string, schema: string, values: Values): Uint8Array {
  const template = readFileSync(new URL(file, templates), 'utf8');
  const content = JSON.parse(template, (key, value) => {
    if (key === 'validDomains') return value.map((domain: string) => filled(domain, values)).filter(Boolean);
    return typeof value === 'string' ? filled(value, values) : value;
  });
  refuseInvalid(file, content, schema);
  return strToU8(`${JSON.stringify(content, null, 2)}\n`);
}

function filled(text: string, values: Values): string {
  return text.replaceAll(/\$\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

function refuseInvalid(file: string, content: unknown, schemaName: string): void {
  const path = fileURLToPath(new URL(`schemas/teams-v1.25-${schemaName}.json`, templates));
  // One pattern of the localisation schema is not legal with the flag u.
  const ajv = new AjvDraft4.default({ strict: false, unicodeRegExp: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
  if (validate(content)) return;
  const faults = (validate.errors ?? []).map((e) => `  ${file} ${e.instancePath}: ${e.message}`);
  throw new AppError('config-invalid', `Teams would refuse the package:\n${faults.join('\n')}`);
}

/** The longest beginning of whole words that fits; of a word too long, its beginning. */
function wordsWithin(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length + 1).replace(/\s+\S*$/, '');
  return cut.slice(0, length);
}

/** An id of its own for each package, the same at each build: a UUID of version 5 with the bot's id as namespace. */
function appIdOf(name: PackageName, botId: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(botId.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
