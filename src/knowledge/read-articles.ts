import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Article } from '../domain/article.ts';
import { categories, fixers, products } from '../domain/article.ts';
import type { Locale } from '../domain/locale.ts';
import { locales } from '../domain/locale.ts';

const text = z.string().trim().min(1);
const address = z.url({ protocol: /^https$/ });

const translatedFront = z.strictObject({
  title: text,
  symptoms: z.array(text).min(1),
  helpUrl: address.optional(),
  collect: z.array(text).min(1),
});

const englishFront = translatedFront.extend({
  products: z.array(z.enum(products)).min(1),
  category: z.enum(categories),
  fixableBy: z.array(z.enum(fixers)).min(1),
  adminTestUrl: address.optional(),
  codes: z.array(text).default([]),
  related: z.array(text).default([]),
});

type Facts = Pick<Article, 'products' | 'category' | 'fixableBy' | 'adminTestUrl' | 'codes' | 'related'>;
type Body = Pick<Article, 'summary' | 'steps' | 'outcome' | 'stopWhen'>;

/**
 * Reads every topic folder below `folder` (`<topic-id>/en.md`, `ru.md`, `zh-cn.md`) and returns each
 * article in each language, topics in alphabetical order. Facts that do not depend on the language are
 * taken from `en.md`.
 *
 * @throws Error naming the file and the remedy when anything is missing or malformed: a wrong article
 * must stop the start, not reach a reader.
 */
export function readArticles(folder: string): Article[] {
  const ids = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const articles = ids.flatMap((id) => readTopic(folder, id));
  for (const { id, related } of articles) {
    const unknown = related.find((other) => !ids.includes(other) || other === id);
    if (unknown !== undefined)
      throw fault(
        join(folder, id, 'en.md'),
        `"related" names ${unknown}`,
        'name other existing topic folders',
      );
  }
  return articles;
}

function readTopic(folder: string, id: string): Article[] {
  const englishFile = join(folder, id, 'en.md');
  const english = read(englishFile, englishFront);
  const { title, symptoms, helpUrl, collect, adminTestUrl, ...shared } = english.front;
  const facts: Facts = { ...shared, ...(adminTestUrl === undefined ? {} : { adminTestUrl }) };
  const pages = locales.map((locale) => {
    const file = join(folder, id, `${locale}.md`);
    const page =
      locale === 'en'
        ? { front: { title, symptoms, helpUrl, collect }, body: english.body }
        : read(file, translatedFront);
    if ((page.front.helpUrl === undefined) !== (helpUrl === undefined))
      throw fault(
        file,
        '"helpUrl" stands in only one of en.md and this file',
        'give both a helpUrl, or neither',
      );
    return toArticle(id, locale, file, page.front, facts, page.body);
  });
  return pages;
}

function toArticle(
  id: string,
  locale: Locale,
  file: string,
  front: z.infer<typeof translatedFront>,
  facts: Facts,
  body: string,
): Article {
  const { title, symptoms, helpUrl, collect } = front;
  const parts = readBody(file, body);
  const partnerOnly = facts.fixableBy.every((fixer) => fixer === 'partner');
  if (partnerOnly && parts.steps.length > 0)
    throw fault(
      file,
      'only the partner can act here, but there are steps',
      'remove the list or change fixableBy',
    );
  if (!partnerOnly && (parts.steps.length < 3 || parts.steps.length > 6))
    throw fault(file, `there are ${parts.steps.length} steps`, 'write three to six steps as "1. ..." lines');
  return {
    id,
    locale,
    title,
    symptoms,
    collect,
    ...(helpUrl === undefined ? {} : { helpUrl }),
    ...facts,
    ...parts,
  };
}

function read<T>(file: string, schema: z.ZodType<T>): { front: T; body: string } {
  const source = readSource(file).replaceAll('\r\n', '\n');
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? [];
  if (head === undefined || body === undefined)
    throw fault(file, 'front matter is missing', 'start the file with YAML between two --- lines');
  const front = schema.safeParse(parseYaml(file, head));
  if (!front.success)
    throw fault(file, z.prettifyError(front.error), 'correct the front matter as in the other topics');
  return { front: front.data, body };
}

function readSource(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw fault(file, 'cannot be read', 'every topic needs en.md, ru.md and zh-cn.md');
  }
}

function parseYaml(file: string, head: string): unknown {
  try {
    // Every value is a text; other schemas would turn the code 0x80070005 into a number.
    return parse(head, { schema: 'failsafe' });
  } catch (error) {
    throw fault(file, String(error), 'quote a value that contains ": " or starts with a special character');
  }
}

function readBody(file: string, body: string): Body {
  const blocks = body.trim().split(/\n\s*\n/);
  const summary = blocks.shift() ?? '';
  if (summary === '' || isList(summary) || isQuote(summary))
    throw fault(file, 'the summary is missing', 'begin the body with one plain sentence');
  const list = blocks[0] !== undefined && isList(blocks[0]) ? blocks.shift() : undefined;
  const outcome = blocks[0] !== undefined && !isQuote(blocks[0]) ? blocks.shift() : undefined;
  const quote = blocks[0] !== undefined && isQuote(blocks[0]) ? blocks.shift() : undefined;
  if (blocks.length > 0)
    throw fault(
      file,
      'there is more text than expected',
      'keep the order: summary, list, outcome, > when to stop',
    );
  return {
    summary: oneLine(summary),
    steps: (list ?? '')
      .split(/^\d+\. /m)
      .map(oneLine)
      .filter(Boolean),
    ...(outcome === undefined ? {} : { outcome: oneLine(outcome) }),
    ...(quote === undefined ? {} : { stopWhen: oneLine(quote.replaceAll(/^> ?/gm, '')) }),
  };
}

const isList = (block: string) => /^\d+\. /.test(block);
const isQuote = (block: string) => block.startsWith('>');
const oneLine = (block: string) => block.trim().replaceAll(/\s*\n\s*/g, ' ');

function fault(file: string, what: string, remedy: string): Error {
  return new Error(`${file}: ${what}. Remedy: ${remedy}.`);
}
