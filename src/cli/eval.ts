// npm run eval -- FILE.tsv [--json]: how good the answers are to questions that somebody labelled.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readArticles } from '../knowledge/read-articles.ts';
import { createKnowledge } from '../knowledge/search.ts';
import type { Figures } from './eval/measure.ts';
import { measure } from './eval/measure.ts';
import { questionsOf } from './eval/question-file.ts';

const localeOf = { en: 'en', ru: 'ru', zh: 'zh-cn' } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { json: { type: 'boolean', default: false } },
});
const isKnown = Object.keys(values).every((name) => name === 'json');
const questions = questionsOf(
  isKnown ? positionals[0] : undefined,
  'Usage: npm run eval -- FILE.tsv [--json]',
);
const knowledge = createKnowledge(readArticles(join(import.meta.dirname, '../../knowledge')));
const answer = (question: (typeof questions)[number]) =>
  knowledge.search(question.text, localeOf[question.lang]);
// The first questions pay for the warming of the machine, not the search.
for (const question of questions) answer(question);
const figures = {
  en: measure(
    questions.filter(({ lang }) => lang === 'en'),
    answer,
  ),
  ru: measure(
    questions.filter(({ lang }) => lang === 'ru'),
    answer,
  ),
  zh: measure(
    questions.filter(({ lang }) => lang === 'zh'),
    answer,
  ),
  all: measure(questions, answer),
};
console.log(values.json ? JSON.stringify(figures) : table(figures));

function table(all: Readonly<Record<string, Figures>>): string {
  const head = ['', 'n', 'R@1', 'R@3', 'MRR', 'category', 'route', 'ms'];
  const rows = Object.entries(all).map(([lang, one]) => [
    lang,
    String(one.n),
    ...[one.r1, one.r3, one.mrr, one.category, one.route].map((value) => `${(100 * value).toFixed(1)} %`),
    one.msPerQuestion.toFixed(3),
  ]);
  return [head, ...rows].map((row) => row.map((cell) => cell.padStart(9)).join('')).join('\n');
}
