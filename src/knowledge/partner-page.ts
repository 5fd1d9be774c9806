// Turns a file of the partner's folder into an article: one of our shape as it is written, any other Markdown
// as far as it can be read.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Article, categories, fixers, products } from '../domain/article.ts';
import { type Locale, locales } from '../domain/locale.ts';
import { clip } from '../domain/plain-text.ts';
import { isForPartners } from './addresses.ts';
import { ArticleFault, type Facts, partnersFront, readBody, readFile, readYaml } from './article-file.ts';
import type { Page } from './build-index.ts';
import { type Block, partsOf, plainWords, readMarkdown } from './markdown.ts';
import {
  categoryOfPage,
  codesIn,
  localeOfTag,
  localeOfText,
  productsOfPage,
  readPath,
  titleOfPath,
} from './page-facts.ts';

/** Why a file is not answered from. */
export const skipReasons = [
  'article-faulty',
  'page-faulty',
  'other-language',
  'no-words',
  'not-for-readers',
] as const;
export type SkipReason = (typeof skipReasons)[number];

export type PageRead =
  | {
      readonly kind: 'article' | 'page';
      readonly page: Page;
      /** What was left out, for who wrote it. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'skipped'; readonly reason: SkipReason; readonly fault?: ArticleFault };

const most = { title: 150, summary: 400, step: 400, steps: 10, symptoms: 24, text: 12_000, article: 20_000 };

/** Front matter of a page; what is not as expected counts as not said. */
const pageFront = z.object({
  title: z.string().catch(''),
  description: z.string().catch(''),
  keywords: z.union([z.string(), z.array(z.string()).transform((words) => words.join(' '))]).catch(''),
  locale: z.string().optional().catch(undefined),
  lang: z.string().optional().catch(undefined),
  'ms.locale': z.string().optional().catch(undefined),
  audience: z.string().catch(''),
  redirect_url: z.unknown().optional(),
  products: z.array(z.enum(products)).min(1).optional().catch(undefined),
  category: z.enum(categories).optional().catch(undefined),
  fixableBy: z.array(z.enum(fixers)).min(1).optional().catch(undefined),
  symptoms: z.array(z.string()).catch([]),
  codes: z.array(z.string()).catch([]),
  collect: z.array(z.string()).catch([]),
  helpUrl: z
    .url({ protocol: /^https$/ })
    .optional()
    .catch(undefined),
});

export interface Context {
  /** The facts of a topic, which a file of our shape may leave out. */
  readonly factsOf?: (id: string) => Facts | undefined;
  /** Of pages that tell their language neither in the front matter nor in the path. */
  readonly locale?: Locale | undefined;
}

/**
 * Reads the source of the file at `path` (with `/`, from the partner's folder). What is shown to people has no
 * mark-up, and no address that is marked for partners.
 */
export function readPartnerPage(path: string, source: string, { factsOf, locale }: Context = {}): PageRead {
  try {
    const own = ownPlace(path);
    const { front } = partsOf(source);
    if (own !== undefined && front !== undefined) {
      const known = factsOf?.(own.id);
      // At a topic's place it was meant to be that topic, even with a slip in that word.
      if (known !== undefined || /^symptoms:/m.test(front)) return readOwn(own, source, known);
    }
    return readPage(path, source, locale);
  } catch (error) {
    const fault =
      error instanceof ArticleFault ? error : new ArticleFault(String(error), 'write it more simply');
    const reason = ownPlace(path) === undefined ? 'page-faulty' : 'article-faulty';
    return { kind: 'skipped', reason, fault };
  }
}

/** `…/<topic-id>/<language>.md`. */
function ownPlace(path: string): { id: string; locale: Locale } | undefined {
  const [, id, name] = /(?:^|\/)([a-z0-9][a-z0-9-]{1,63})\/([a-z-]+)\.md$/.exec(path) ?? [];
  const locale = locales.find((one) => one === name);
  return id === undefined || locale === undefined ? undefined : { id, locale };
}

function readOwn(
  { id, locale }: { id: string; locale: Locale },
  source: string,
  known: Facts | undefined,
): PageRead {
  if (source.length > most.article)
    throw new ArticleFault(`there are ${source.length} characters`, `write ${most.article} at most`);
  const { front, body } = readFile(source, partnersFront);
  const { title, symptoms, collect, helpUrl } = front;
  const parts = readBody(body);
  if (parts.steps.length > most.steps)
    throw new ArticleFault(`there are ${parts.steps.length} steps`, `write ${most.steps} at most`);
  const adminTestUrl = front.adminTestUrl ?? known?.adminTestUrl;
  const { outcome, stopWhen } = parts;
  const article: Article = {
    id,
    locale,
    title: words(title, most.title),
    summary: words(parts.summary, most.summary),
    steps: parts.steps.map((step) => words(step, most.step)),
    ...(outcome === undefined ? {} : { outcome: words(outcome, most.summary) }),
    ...(stopWhen === undefined ? {} : { stopWhen: words(stopWhen, most.summary) }),
    products: front.products ?? known?.products ?? productsOfPage(title, id),
    category: front.category ?? known?.category ?? categoryOfPage(title),
    fixableBy: front.fixableBy ?? known?.fixableBy ?? ['user'],
    ...shownAddress('helpUrl', helpUrl),
    ...shownAddress('adminTestUrl', adminTestUrl),
    ...((front.urgent ?? known?.urgent) && { urgent: true }),
    symptoms: symptoms.slice(0, most.symptoms),
    codes: front.codes ?? known?.codes ?? [],
    related: front.related ?? known?.related ?? [],
    collect: collect.map((item) => words(item, most.title)),
  };
  return { kind: 'article', page: { article }, notes: notesOn(helpUrl, adminTestUrl) };
}

function shownAddress<Name extends string>(name: Name, address: string | undefined) {
  return address === undefined || isForPartners(address) ? {} : ({ [name]: address } as Record<Name, string>);
}

function notesOn(...addresses: readonly (string | undefined)[]): string[] {
  return addresses
    .filter((address) => address !== undefined && isForPartners(address))
    .map((address) => `${address} is marked for partners and not shown`);
}

function words(text: string, points: number): string {
  return clip(plainWords(text), points, '…');
}

// What lies in a repository of documentation beside it.
const besideReaders =
  /(?:^|\/)(?:readme|license|licence|licence-code|license-code|contributing|code[-_]of[-_]conduct|security|changelog|thirdpartynotices|toc|template|pull_request_template|issue_template)\.(?:md|markdown)$|(?:^|\/)(?:includes?|media|templates?)\//i;

function readPage(path: string, source: string, usual: Locale | undefined): PageRead {
  if (besideReaders.test(path)) return { kind: 'skipped', reason: 'not-for-readers' };
  const { front: head, blocks } = readMarkdown(source);
  const front = pageFront.parse(recordOf(head));
  if (front.redirect_url !== undefined) return { kind: 'skipped', reason: 'not-for-readers' };
  const text = blocks
    .flatMap(({ texts }) => texts)
    .join('\n')
    .slice(0, most.text);
  if (text === '' && front.description === '') return { kind: 'skipped', reason: 'no-words' };
  const named = readPath(path);
  const told = front.locale ?? front.lang ?? front['ms.locale'];
  const locale =
    told === undefined
      ? (named.locale ?? usual ?? localeOfText(`${front.description} ${text}`.slice(0, 3000)))
      : localeOfTag(told.trim());
  if (locale === 'other') return { kind: 'skipped', reason: 'other-language' };
  const title = words(titleOf(front.title, blocks, named.key), most.title);
  const headings = blocks.filter(({ kind }) => kind === 'heading').flatMap(({ texts }) => texts);
  const article: Article = {
    id: pageId(named.key),
    locale,
    title,
    summary: words(front.description || firstOf(blocks, 'paragraph'), most.summary),
    steps: stepsOf(blocks, title),
    products: front.products ?? productsOfPage(title, named.key),
    category: front.category ?? categoryOfPage(title),
    fixableBy: front.fixableBy ?? (/admin|itpro/i.test(front.audience) ? ['customerAdmin'] : ['user']),
    ...shownAddress('helpUrl', front.helpUrl),
    symptoms: front.symptoms.slice(0, most.symptoms),
    codes: [...codesIn([title, front.description, ...headings]), ...front.codes],
    related: [],
    collect: front.collect.map((item) => words(item, most.title)),
  };
  return {
    kind: 'page',
    page: { article, text: `${front.keywords}\n${text}` },
    notes: notesOn(front.helpUrl),
  };
}

function recordOf(head = ''): object {
  // "title: Teams: an overview" is what people write, and no YAML.
  const quoted = head.replaceAll(
    /^([\w.-]{1,40}): ([^\s"'[{>|&*!%@`#][^\n]*: [^\n]*)$/gm,
    (_, name: string, value: string) => `${name}: ${JSON.stringify(value.trim())}`,
  );
  const front = readYaml(quoted);
  return typeof front === 'object' && front !== null && !Array.isArray(front) ? front : {};
}

/** Without the name of the site that publishers put behind. */
function titleOf(told: string, blocks: readonly Block[], key: string): string {
  const title = told.replace(/\s[-|–—]\s(?:Microsoft|Azure)[\w .]{0,40}$/, '').trim();
  return title || firstOf(blocks, 'heading') || titleOfPath(key);
}

function firstOf(blocks: readonly Block[], kind: Block['kind']): string {
  return blocks.find((block) => block.kind === kind)?.texts[0] ?? '';
}

// They say where one is on the page, not what to do.
const signpost =
  /^(?:symptoms?|causes?|resolution|solution|summary|overview|introduction|prerequisites|requirements|more information|next steps|see also|references?|related (?:content|articles|topics)|feedback|in this article|faq|applies to|симптомы|причина|решение|обзор|введение|предварительные требования|требования|дополнительн\p{L}+ (?:сведения|информация)|дальнейшие действия|см\. также|症状|原因|解决方法|解决方案|概述|简介|先决条件|更多信息|后续步骤|另请参阅|相关内容)\W*$/iu;

/** The first numbered list; without one the headings, without those a plain list. */
function stepsOf(blocks: readonly Block[], title: string): string[] {
  const numbers = blocks.find(({ kind, texts }) => kind === 'numbers' && texts.length > 1);
  const headings = blocks
    .filter(({ kind, level }) => kind === 'heading' && level > 1)
    .flatMap(({ texts }) => texts)
    .filter((text) => text !== title && !signpost.test(text));
  const bullets = blocks.find(({ kind, texts }) => kind === 'bullets' && texts.length > 1);
  const steps = numbers?.texts ?? (headings.length > 1 ? headings : (bullets?.texts ?? []));
  const shown = steps.slice(0, most.steps).map((step) => words(step, most.step));
  // Who sees ten of twenty steps must see that there are more.
  return steps.length > most.steps ? [...shown.slice(0, -1), '…'] : shown;
}

/** The same for every language of a page, as long as it lies where it lies; no topic of ours has a colon. */
function pageId(key: string): string {
  const slug = key
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(-48);
  return `page:${slug}:${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;
}
