// A process of a bench run: the search alone, over our articles and beside ten thousand invented pages, compared
// with MiniSearch on the same. Says its figures to its parent, and ends.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import MiniSearch from 'minisearch';
import { readQuestions } from '../../src/cli/eval/measure.ts';
import type { Article } from '../../src/domain/article.ts';
import type { Knowledge } from '../../src/flows/ports.ts';
import type { Joined } from '../../src/knowledge/join-folder.ts';
import { libraryOf } from '../../src/knowledge/library.ts';
import { liveKnowledge } from '../../src/knowledge/live-knowledge.ts';
import { atOnce, createPace } from '../../src/knowledge/pace.ts';
import { listFolder, readFiles } from '../../src/knowledge/partner-folder.ts';
import { readArticles } from '../../src/knowledge/read-articles.ts';
import { createKnowledge, knowledgeOf } from '../../src/knowledge/search.ts';
import { repository } from './bots.ts';
import { writePages } from './invented-pages.ts';
import type { SearchFigures } from './outside.ts';
import { type Spread, spreadOf } from './statistics.ts';

const pageCount = 10_000;
const rounds = 3;
const localeOf = { en: 'en', ru: 'ru', zh: 'zh-cn' } as const;
const megabyte = 1_048_576;

const articles = readArticles(join(repository, 'knowledge'));
const questions = readQuestions(readFileSync(join(repository, 'test/knowledge/told.tsv'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'csp-bench-pages-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const rival = miniSearch(articles.map(documentOf));
const figures: SearchFigures[] = [
  {
    what: `${articles.length} articles`,
    ours: askEach(() => asker(createKnowledge(articles))),
    miniSearch: askEach(() => rival),
  },
  await withPages(),
];
process.send?.(figures, () => process.exit());

interface Document {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

function documentOf({ id, locale, title, symptoms, codes, summary, steps }: Article): Document {
  return { id: `${locale} ${id}`, title, text: [...symptoms, ...codes, summary, ...steps].join('\n') };
}

function asker(knowledge: Knowledge): Ask {
  return (text, lang) => void knowledge.search(text, localeOf[lang]);
}

function miniSearch(documents: readonly Document[]): Ask {
  const index = new MiniSearch<Document>({ fields: ['title', 'text'] });
  index.addAll(documents);
  return (text) => void index.search(text);
}

type Ask = (text: string, lang: keyof typeof localeOf) => void;

/** Milliseconds per question: the round that was disturbed least, each with a search that remembers nothing. */
function askEach(fresh: () => Ask): Spread {
  const spreads = Array.from({ length: rounds + 1 }, () => {
    const ask = fresh();
    const times = questions.map(({ text, lang }) => {
      const startedAt = performance.now();
      ask(text, lang);
      return performance.now() - startedAt;
    });
    return spreadOf(times);
  }).slice(1);
  return spreads.reduce((best, spread) => (spread.p99 < best.p99 ? spread : best));
}

async function withPages(): Promise<SearchFigures> {
  writePages(folder, pageCount, articles);
  const before = memory();
  const joined = Promise.withResolvers<Joined>();
  const live = liveKnowledge(articles, folder, { joined: joined.resolve, failed: joined.reject });
  const still = await heldWhile(() => sleep(3_000));
  const startedAt = performance.now();
  const held = await heldWhile(async () => {
    live.start();
    await joined.promise;
  });
  const buildSeconds = (performance.now() - startedAt) / 1000;
  const peakMb = process.memoryUsage.rss() / megabyte;
  const after = memory();
  await live.stop();
  const { library, pages } = await joined.promise;
  if (pages !== pageCount) throw new Error(`${pages} pages were taken`);
  const ours = askEach(() => asker(knowledgeOf(atOnce(libraryOf(library.articles, library.pages)))));
  const documents = await pageDocuments();
  const miniStartedAt = performance.now();
  const largeRival = miniSearch(documents);
  const miniBuildSeconds = (performance.now() - miniStartedAt) / 1000;
  return {
    what: `and ${pageCount} pages`,
    ours,
    miniSearch: askEach(() => largeRival),
    build: {
      seconds: buildSeconds,
      miniSearchSeconds: miniBuildSeconds,
      heldCpuMs: held.cpuMs,
      heldMs: held.wallMs,
      heldIdleMs: still.wallMs,
      peakMb,
      heapMb: after.heapMb - before.heapMb,
      bufferMb: after.bufferMb - before.bufferMb,
    },
  };
}

async function pageDocuments(): Promise<Document[]> {
  const documents = articles.map(documentOf);
  for await (const { read } of readFiles(await listFolder(folder), {}, createPace())) {
    if (read.kind === 'skipped') continue;
    const { id, title, locale } = read.page.article;
    documents.push({ id: `${locale} ${id}`, title, text: read.page.text ?? '' });
  }
  return documents;
}

/** After garbage has been collected. */
function memory() {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return { heapMb: heapUsed / megabyte, bufferMb: external / megabyte };
}

/**
 * The longest that nothing else could run meanwhile: on the clock, which other processes disturb, and as CPU
 * time of this thread.
 */
async function heldWhile(work: () => Promise<void>): Promise<{ wallMs: number; cpuMs: number }> {
  const longest = { wallMs: 0, cpuMs: 0 };
  let at = performance.now();
  let cpu = process.threadCpuUsage();
  const looking = setInterval(() => {
    const { user, system } = process.threadCpuUsage(cpu);
    longest.wallMs = Math.max(longest.wallMs, performance.now() - at - 1);
    longest.cpuMs = Math.max(longest.cpuMs, (user + system) / 1000);
    at = performance.now();
    cpu = process.threadCpuUsage();
  }, 1);
  await work();
  clearInterval(looking);
  return longest;
}
