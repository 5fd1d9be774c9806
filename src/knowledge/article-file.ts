// The shape of an article's file: front matter in YAML, a summary, a numbered list, an outcome, when to stop.
import { FAILSAFE_SCHEMA, loadAll, YAMLException } from 'js-yaml';
import { z } from 'zod';
import type { Article } from '../domain/article.ts';
import { categories, fixers, products } from '../domain/article.ts';

const text = z.string().trim().min(1);
const address = z.url({ protocol: /^https$/ });

export const translatedFront = z.strictObject({
  title: text,
  symptoms: z.array(text).min(1),
  helpUrl: address.optional(),
  collect: z.array(text).min(1),
});

/** What does not depend on the language. */
const facts = z.object({
  products: z.array(z.enum(products)).min(1),
  category: z.enum(categories),
  fixableBy: z.array(z.enum(fixers)).min(1),
  adminTestUrl: address.optional(),
  urgent: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  codes: z.array(text).default([]),
  related: z.array(text).default([]),
});

export const englishFront = translatedFront.extend(facts.shape);

/** A partner's own article tells the facts in any of its languages, or leaves them to ours of the same id. */
export const partnersFront = translatedFront
  .extend({ collect: z.array(text).default([]) })
  .extend(facts.partial().shape);

export type Facts = Pick<
  Article,
  'products' | 'category' | 'fixableBy' | 'adminTestUrl' | 'urgent' | 'codes' | 'related'
>;
export type Body = Pick<Article, 'summary' | 'steps' | 'outcome' | 'stopWhen'>;

/** What is wrong with a file, and what to do about it. */
export class ArticleFault extends Error {
  readonly remedy: string;

  constructor(what: string, remedy: string) {
    super(what);
    this.remedy = remedy;
  }
}

/** @throws ArticleFault when the front matter is missing or not as `schema` wants it. */
export function readFile<T>(source: string, schema: z.ZodType<T>): { front: T; body: string } {
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source.replaceAll('\r\n', '\n')) ?? [];
  if (head === undefined || body === undefined)
    throw new ArticleFault('front matter is missing', 'start the file with YAML between two --- lines');
  const front = schema.safeParse(readYaml(head));
  if (!front.success)
    throw new ArticleFault(z.prettifyError(front.error), 'correct the front matter as in the other topics');
  return { front: front.data, body };
}

// Nobody describes a page at such length, and reading it would hold up a turn.
const longestFront = 10_000;
const mostLines = 300;
const mostBrackets = 300;

/** @throws ArticleFault when it is no YAML. */
export function readYaml(head: string): unknown {
  if (head.length > longestFront)
    throw new ArticleFault('the front matter is too long', `use ${longestFront} characters at most`);
  if (head.split('\n').length > mostLines || (head.match(/[[{]/g) ?? []).length > mostBrackets)
    throw new ArticleFault(
      'the front matter is too long',
      `use ${mostLines} lines and ${mostBrackets} brackets at most`,
    );
  try {
    // Every value is a text; other schemas would turn the code 0x80070005 into a number.
    return loadAll(head, { schema: FAILSAFE_SCHEMA, maxAliases: 0 })[0];
  } catch (error) {
    throw new ArticleFault(
      faultIn(error),
      'quote a value that contains ": " or starts with a special character',
    );
  }
}

function faultIn(error: unknown): string {
  if (!(error instanceof YAMLException) || !error.mark) return String(error);
  // The first line of the file is the --- before it.
  return `line ${error.mark.line + 2}: ${error.reason}`;
}

/** @throws ArticleFault when the parts are not in their order. */
export function readBody(body: string): Body {
  const blocks = body.trim().split(/\n\s*\n/);
  const summary = blocks.shift() ?? '';
  if (summary === '' || isList(summary) || isQuote(summary))
    throw new ArticleFault('the summary is missing', 'begin the body with one plain sentence');
  const list = blocks[0] !== undefined && isList(blocks[0]) ? blocks.shift() : undefined;
  const outcome = blocks[0] !== undefined && !isQuote(blocks[0]) ? blocks.shift() : undefined;
  const quote = blocks[0] !== undefined && isQuote(blocks[0]) ? blocks.shift() : undefined;
  if (blocks.length > 0)
    throw new ArticleFault(
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

/** @throws ArticleFault when the number of steps does not fit who can act. */
export function checkSteps(steps: readonly string[], fixableBy: Article['fixableBy']): void {
  const partnerOnly = fixableBy.every((fixer) => fixer === 'partner');
  if (partnerOnly && steps.length > 0)
    throw new ArticleFault(
      'only the partner can act here, but there are steps',
      'remove the list or change fixableBy',
    );
  if (!partnerOnly && (steps.length < 3 || steps.length > 6))
    throw new ArticleFault(`there are ${steps.length} steps`, 'write three to six steps as "1. ..." lines');
}

const isList = (block: string) => /^\d+\. /.test(block);
const isQuote = (block: string) => block.startsWith('>');
const oneLine = (block: string) => block.trim().replaceAll(/\s*\n\s*/g, ' ');
