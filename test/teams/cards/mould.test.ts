import { readdirSync, readFileSync } from 'node:fs';
import { Template } from 'adaptivecards-templating';
import { describe, expect, it, vi } from 'vitest';
import { locales } from '../../../src/domain/locale.ts';
import { type CardData, mouldFrom, shapeOf } from '../../../src/teams/cards/mould.ts';
import { present } from '../../../src/teams/present.ts';
import { agentSamples } from '../../support/agent-samples.ts';
import { requesterSamples } from '../../support/card-samples.ts';

interface Rendered {
  readonly name: string;
  readonly data: CardData;
  readonly card: unknown;
}

const rendered = vi.hoisted((): Rendered[] => []);

vi.mock('../../../src/teams/cards/render.ts', async (importOriginal) => {
  const real = await importOriginal<typeof import('../../../src/teams/cards/render.ts')>();
  const render: typeof real.render = (name, data) => {
    const card = real.render(name, data);
    rendered.push({ name, data, card });
    return card;
  };
  return { ...real, render };
});

const textOf = (name: string) => readFileSync(`cards/${name}.json`, 'utf8');
const names = readdirSync('cards').map((file) => file.replace(/\.json$/, ''));
const key = { card: '0b8e6a52-4b0f-4b61-9d8f-0a4a5f1f7c11', nonce: 'nonce-1' };

describe('a card made in a mould', () => {
  for (const locale of locales) {
    for (const { notice, facts, moment } of [...requesterSamples(locale), ...agentSamples(locale)]) {
      present(notice, facts, key, moment);
    }
  }

  it('is the card that the library makes, for every sample and language', () => {
    const isPlain = ({ data }: Rendered) => !JSON.stringify(data).includes('${');
    const plain = rendered.filter(isPlain);
    expect(plain.length).toBeGreaterThan(200);
    for (const { name, data, card } of plain) {
      expect(card).toEqual(new Template(JSON.parse(textOf(name))).expand({ $root: data }));
    }
  });
});

describe('a template', () => {
  it.each(names)('asks only whether words are there: %s', (name) => {
    const expressions = [...textOf(name).matchAll(/\$\{([^}]*)\}/g)].map(([, inside = '']) => inside);
    const path = String.raw`\$?[a-zA-Z]+(?:\.[a-zA-Z]+)*`;
    const asks = String.raw`!?${path}|${path} [!=]= ''|kind == '[a-z]+'|count\(${path}\) > 0`;
    const known = new RegExp(String.raw`^(?:\(?(?:${asks})\)?(?: (?:&&|\|\|) |$))+$`);
    expect(expressions.filter((expression) => !known.test(expression))).toEqual([]);
  });
});

describe('a mould', () => {
  const template = new Template({
    type: 'AdaptiveCard',
    body: [
      { type: 'TextBlock', text: '${title}: ${title}' },
      { type: 'TextBlock', $data: '${lines}', text: '${text}' },
      { type: 'TextBlock', $when: "${note != ''}", text: '${note}' },
      { type: 'Fixed', $when: '${shown}', count: '${count}' },
    ],
  });
  const data = { title: 'A', lines: [{ text: 'one' }, { text: 'two' }], note: 'N', shown: true, count: 3 };

  it.each([
    ['other words', { ...data, title: 'B', lines: [{ text: 'x' }, { text: 'y' }] }, true],
    ['other numbers', { ...data, count: 17 }, true],
    ['a longer list', { ...data, lines: [...data.lines, { text: 'three' }] }, false],
    ['a word that is missing', { ...data, note: '' }, false],
    ['another decision', { ...data, shown: false }, false],
    ['another kind', { ...data, kind: 'article' }, false],
  ])('is its own or shared, for data with %s', (_title, other, isShared) => {
    expect(shapeOf(other).key === shapeOf(data).key).toBe(isShared);
  });

  it('holds no word of anybody', () => {
    const filled = mouldFrom(template, data).fill(shapeOf({ ...data, title: 'B', note: 'M' }).words);
    expect(filled).toEqual({
      type: 'AdaptiveCard',
      body: [
        { type: 'TextBlock', text: 'B: B' },
        { type: 'TextBlock', text: 'one' },
        { type: 'TextBlock', text: 'two' },
        { type: 'TextBlock', text: 'M' },
        { type: 'Fixed', count: 3 },
      ],
    });
  });

  it('puts words in as they are, whatever they look like', () => {
    const words = ['\uE0000\uE001', '$&', '${title}', '{"a":1}'];
    const filled = mouldFrom(template, data).fill(words) as { body: { text: string }[] };
    expect(filled.body.map(({ text }) => text)).toEqual([
      '\uE0000\uE001: \uE0000\uE001',
      '$&',
      '${title}',
      '{"a":1}',
      undefined,
    ]);
  });

  it('counts how often each word stands there', () => {
    expect(mouldFrom(template, data).uses).toEqual([2, 1, 1, 1, 1]);
  });
});
