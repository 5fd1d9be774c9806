import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { buildPackage, type PackageFacts, packageNames } from '../../../src/cli/manifest/build-packages.ts';
import { readSettings } from '../../../src/settings-file.ts';
import { commandIn } from '../../../src/teams/commands.ts';

const { partner } = readSettings('support.example.yaml');
const facts: PackageFacts = {
  botId: '0d9f3a52-6a1e-4b6e-9f0b-6f3c1b2a7e10',
  version: '1.2.3',
  publicUrl: 'https://bot.northwind.example:8443/base',
  partner,
};

type Name = (typeof packageNames)[number];
type Json = Record<string, unknown>;

interface Manifest {
  id: string;
  developer: Json;
  validDomains: string[];
  name: { short: string; full: string };
  bots: {
    botId: string;
    scopes: string[];
    commandLists: { scopes: string[]; commands: { title: string; description: string }[] }[];
  }[];
}

function opened(name: Name, changes: Partial<PackageFacts> = {}) {
  const files = unzipSync(buildPackage(name, { ...facts, ...changes }));
  const json = (file: string): unknown => JSON.parse(strFromU8(files[file] ?? new Uint8Array()));
  return {
    files,
    manifest: json('manifest.json') as Manifest,
    translations: {
      ru: json('ru.json') as Record<string, string>,
      'zh-cn': json('zh-cn.json') as Record<string, string>,
    },
  };
}

/** Every text of the manifest that a localisation file can replace, by its key there. */
function localisable({ name, description, bots }: Manifest & { description?: Json }): string[] {
  const commands = (bots[0]?.commandLists ?? []).flatMap((list, i) =>
    list.commands.flatMap((_, j) =>
      ['title', 'description'].map((k) => `bots[0].commandLists[${i}].commands[${j}].${k}`),
    ),
  );
  return [
    ...Object.keys(name).map((key) => `name.${key}`),
    ...Object.keys(description ?? {}).map((key) => `description.${key}`),
    ...commands,
  ];
}

/** The choice of a language is offered in that language, whatever the reader's. */
const languageChoice = /^(english|русский|中文|Speak English.*|Говорить со мной по-русски|用中文与我交流)$/;

function untranslated({ $schema, ...texts }: Record<string, string>, script: RegExp): string[] {
  return Object.values(texts).filter((text) => !languageChoice.test(text) && !script.test(text));
}

function pngSize(bytes: Uint8Array | undefined): number[] {
  const view = Buffer.from(bytes ?? []);
  return [view.readUInt32BE(16), view.readUInt32BE(20)];
}

describe.each(packageNames)('the %s package', (name) => {
  it('holds the manifest, its translations and icons of the sizes Teams asks for', () => {
    const { files } = opened(name);
    expect(Object.keys(files).sort()).toEqual([
      'color.png',
      'manifest.json',
      'outline.png',
      'ru.json',
      'zh-cn.json',
    ]);
    expect(pngSize(files['color.png'])).toEqual([192, 192]);
    expect(pngSize(files['outline.png'])).toEqual([32, 32]);
  });

  it('names the bot, the partner and the host', () => {
    const { manifest } = opened(name);
    expect(manifest).toMatchObject({ version: '1.2.3', validDomains: ['bot.northwind.example'] });
    expect(manifest.bots[0]?.botId).toBe(facts.botId);
    expect(manifest.developer).toMatchObject({ name: partner.name, websiteUrl: partner.contact.website });
    expect(JSON.stringify(opened(name))).not.toContain('${');
  });

  it('translates every text, and within the lengths of the manifest', () => {
    const { manifest, translations } = opened(name);
    for (const texts of Object.values(translations)) {
      const { $schema, ...rest } = texts;
      expect(Object.keys(rest).sort()).toEqual(localisable(manifest).sort());
      expect(rest['name.short']?.length).toBeLessThanOrEqual(30);
      expect(rest['description.short']?.length).toBeLessThanOrEqual(80);
    }
    expect(untranslated(translations.ru, /[а-я]/i)).toEqual([]);
    expect(untranslated(translations['zh-cn'], /\p{Script=Han}/u)).toEqual([]);
  });

  it('offers only commands that the bot understands, in every language', () => {
    const { manifest, translations } = opened(name);
    const english = manifest.bots[0]?.commandLists.flatMap((list) => list.commands.map((c) => c.title)) ?? [];
    const others = Object.values(translations).flatMap((texts) =>
      Object.entries(texts).flatMap(([key, text]) => (key.endsWith('].title') ? [text] : [])),
    );
    expect(others).toHaveLength(2 * english.length);
    for (const title of [...english, ...others]) {
      const command = commandIn(title.endsWith(':') ? `${title} x` : title);
      expect(command, title).toBeDefined();
      expect(command?.rest, title).toBe(title.endsWith(':') ? 'x' : '');
    }
  });

  it('is the same at each build, and changes its id with the bot only', () => {
    expect(buildPackage(name, facts)).toEqual(buildPackage(name, facts));
    const { id } = opened(name).manifest;
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(opened(name, { version: '2.0.0', publicUrl: undefined }).manifest.id).toBe(id);
    expect(opened(name, { botId: partner.tenantId }).manifest.id).not.toBe(id);
  });

  it('keeps a long name of the partner within the limits', () => {
    const long = 'The Very Long Winded International Cloud Solution Partner Company of Northern Europe';
    const { manifest } = opened(name, { partner: { ...partner, name: long } });
    expect(manifest.name.short).toMatch(/^The Very Long (Support|Desk)$/);
    expect(manifest.developer.name).toBe('The Very Long Winded');
    const { manifest: oneWord } = opened(name, {
      partner: { ...partner, name: 'Wolkenlösungspartnergesellschaftsverband' },
    });
    expect(oneWord.name.short).toMatch(/^Wolkenlösungspartne (Support|Desk)$/);
  });

  it('is refused with the place when Teams would refuse it', () => {
    const fault = { botId: 'my-bot' };
    expect(() => buildPackage(name, { ...facts, ...fault })).toThrow(
      new RegExp(`Teams would refuse the package:\\n.*${name}\\.json /bots/0/botId: must match pattern`),
    );
  });
});

it('the two packages differ in id and scopes and share the bot', () => {
  const customer = opened('customer').manifest;
  const agent = opened('agent').manifest;
  expect(customer.id).not.toBe(agent.id);
  expect(customer.bots[0]?.scopes).toEqual(['personal']);
  expect(agent.bots[0]?.scopes).toEqual(['team', 'personal']);
});
