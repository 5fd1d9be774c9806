// Prints ours beside the defaults of MiniSearch and Lunr, on the same articles and questions:
// npm run compare -- QUESTIONS.tsv
import { join } from 'node:path';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import type { LabelledQuestion } from '../../src/cli/eval/measure.ts';
import { measure } from '../../src/cli/eval/measure.ts';
import { questionsOf } from '../../src/cli/eval/question-file.ts';
import type { Article, SearchResult } from '../../src/domain/article.ts';
import { readArticles } from '../../src/knowledge/read-articles.ts';
import { createKnowledge } from '../../src/knowledge/search.ts';

type Search = (question: LabelledQuestion) => SearchResult;

const languages = ['en', 'ru', 'zh'] as const;
const localeOf = { en: 'en', ru: 'ru', zh: 'zh-cn' } as const;
const fields = ['title', 'symptoms', 'codes', 'summary', 'steps'];

const questions = questionsOf(process.argv[2], 'Usage: npm run compare -- QUESTIONS.tsv');
const articles = readArticles(join(import.meta.dirname, '../../knowledge'));
const knowledge = createKnowledge(articles);
const rivals: [string, Search][] = [
  ['ours', ({ text, lang }) => knowledge.search(text, localeOf[lang])],
  ['MiniSearch, defaults', byLanguage(miniSearch)],
  ['Lunr, defaults', byLanguage(lunrSearch)],
];

console.log('| search | en R@1 | en R@3 | ru R@1 | ru R@3 | zh R@1 | zh R@3 | ms per question |');
console.log('|---|---|---|---|---|---|---|---|');
for (const [name, search] of rivals) {
  measure(questions, search);
  const cells = languages.flatMap((lang) => {
    const { r1, r3 } = measure(
      questions.filter((question) => question.lang === lang),
      search,
    );
    return [r1, r3].map((value) => `${Math.round(100 * value)} %`);
  });
  console.log(`| ${name} | ${cells.join(' | ')} | ${measure(questions, search).msPerQuestion.toFixed(3)} |`);
}

function byLanguage(build: (articles: readonly Article[]) => (text: string) => readonly string[]): Search {
  const searches = new Map(
    languages.map((lang) => [lang, build(articles.filter(({ locale }) => locale === localeOf[lang]))]),
  );
  return ({ text, lang }) => toResult(searches.get(lang)?.(text) ?? []);
}

/** They know neither category nor route, and give every text an answer. */
function toResult(articleIds: readonly string[]): SearchResult {
  return {
    confidence: articleIds.length === 0 ? 'none' : 'choice',
    articleIds: articleIds.slice(0, 3),
    kind: 'question',
    category: 'technical-configuration',
    route: 'self-help',
  };
}

function toDocument(article: Article) {
  const { id, title, symptoms, codes, summary, steps } = article;
  return {
    id,
    title,
    symptoms: symptoms.join('\n'),
    codes: codes.join(' '),
    summary,
    steps: steps.join('\n'),
  };
}

function miniSearch(own: readonly Article[]) {
  const index = new MiniSearch({ fields });
  index.addAll(own.map(toDocument));
  return (text: string) => index.search(text).map(({ id }): string => id);
}

function lunrSearch(own: readonly Article[]) {
  const index = lunr(function () {
    this.ref('id');
    for (const field of fields) this.field(field);
    for (const article of own) this.add(toDocument(article));
  });
  // Its query language gives these characters a meaning.
  return (text: string) => index.search(text.replaceAll(/[:*~^+-]/g, ' ')).map(({ ref }) => ref);
}
