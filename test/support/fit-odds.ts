// Fits what each clue is worth to labelled questions, and says how well that holds on questions left out:
// npm run fit -- QUESTIONS.tsv [MORE.tsv], questions of the second file counting six times.
import { join } from 'node:path';
import { questionsOf } from '../../src/cli/eval/question-file.ts';
import { type Clues, clueNames, fitsOf } from '../../src/knowledge/clues.ts';
import { libraryOf } from '../../src/knowledge/library.ts';
import { atOnce } from '../../src/knowledge/pace.ts';
import { oddsOf } from '../../src/knowledge/rank.ts';
import { readArticles } from '../../src/knowledge/read-articles.ts';
import { look } from '../../src/knowledge/search.ts';
import { fillShelf } from '../../src/knowledge/shelf.ts';

const fitted = clueNames.slice(0, 6);
const repeats = 6;
const folds = 5;
const rounds = 250;
const step = 0.1;
/** Keeps what is rare in the questions from becoming important. */
const restraint = 0.003;

interface Sample {
  readonly lang: string;
  readonly file: number;
  /** For each topic that shares a word with the question. */
  readonly clues: readonly (readonly number[])[];
  readonly isGold: readonly boolean[];
}

const articles = readArticles(join(import.meta.dirname, '../../knowledge'));
const library = atOnce(libraryOf(atOnce(fillShelf(articles))));
const [first, ...more] = process.argv.slice(2);
const samples = [first, ...more].flatMap(read);

const asShipped = fitted.map((name) => oddsOf[name]);
const scale = fitted.map((_, i) => spread(samples.flatMap(({ clues }) => clues.map((c) => c[i] ?? 0))));
const all = fitWeights(samples);
console.log(['clue'.padEnd(14), 'shipped', 'fitted'].join('  '));
for (const [i, name] of fitted.entries())
  console.log(name.padEnd(14), String(asShipped[i]).padStart(7), (all[i] ?? 0).toFixed(2).padStart(7));
print('as shipped', () => asShipped);
print('fitted to all of them', () => all);
const perFold = Array.from({ length: folds }, (_, fold) =>
  fitWeights(samples.filter((_s, i) => i % folds !== fold)),
);
print(`fitted to the other ${folds - 1} of ${folds} parts`, (i) => perFold[i % folds] ?? all);

function read(path: string | undefined, file: number): Sample[] {
  return questionsOf(path, 'Usage: npm run fit -- QUESTIONS.tsv [MORE.tsv]').flatMap(
    ({ text, lang, gold }) => {
      const { terms } = look(library, text, 'en', 0);
      const fits = fitsOf(library.articles, terms);
      const isGold = fits.map(({ article }) => gold.includes(article.id));
      if (!isGold.includes(true)) return [];
      return [{ lang, file, clues: fits.map(({ clues }) => numbers(clues)), isGold }];
    },
  );
}

function numbers(clues: Clues): number[] {
  return fitted.map((name) => clues[name]);
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
}

/** The weights under which the right topics are likeliest (a softmax over the topics, by Adam). */
function fitWeights(given: readonly Sample[]): number[] {
  const weights = fitted.map(() => 0);
  const [mean, square] = [fitted.map(() => 0), fitted.map(() => 0)];
  for (let round = 1; round <= rounds; round++) {
    const slope = weights.map((weight) => restraint * weight);
    let total = 0;
    for (const sample of given) total += sample.file === 1 ? repeats : 1;
    for (const sample of given) addSlope(slope, sample, weights, (sample.file === 1 ? repeats : 1) / total);
    for (const [i, value] of slope.entries()) {
      mean[i] = 0.9 * (mean[i] ?? 0) + 0.1 * value;
      square[i] = 0.999 * (square[i] ?? 0) + 0.001 * value ** 2;
      const size = Math.sqrt((square[i] ?? 0) / (1 - 0.999 ** round)) + 1e-8;
      weights[i] = (weights[i] ?? 0) - (step * ((mean[i] ?? 0) / (1 - 0.9 ** round))) / size;
    }
  }
  return weights.map((weight, i) => weight / (scale[i] ?? 1));
}

function addSlope(slope: number[], { clues, isGold }: Sample, weights: readonly number[], share: number) {
  const odds = clues.map((one) =>
    one.reduce((sum, c, i) => sum + ((weights[i] ?? 0) * c) / (scale[i] ?? 1), 0),
  );
  const most = Math.max(...odds);
  const strength = odds.map((value) => Math.exp(value - most));
  const sum = strength.reduce((a, b) => a + b, 0);
  const gold = strength.reduce((a, b, i) => a + (isGold[i] ? b : 0), 0);
  for (const [topic, one] of clues.entries()) {
    const p = strength[topic] ?? 0;
    const surplus = p / sum - (isGold[topic] ? p / gold : 0);
    for (const [i, c] of one.entries()) slope[i] = (slope[i] ?? 0) + (share * surplus * c) / (scale[i] ?? 1);
  }
}

/** Only questions whose right topic shares a word with them; small talk and the rules for it are not in it. */
function print(name: string, weightsFor: (sample: number) => readonly number[]): void {
  console.log(`\n${name}:`);
  for (const file of new Set(samples.map((sample) => sample.file)))
    for (const lang of ['en', 'ru', 'zh']) {
      const places = samples.flatMap((sample, i) =>
        sample.file === file && sample.lang === lang ? [placeOf(sample, weightsFor(i))] : [],
      );
      const share = (most: number) =>
        ((100 * places.filter((place) => place <= most).length) / places.length).toFixed(1);
      console.log(
        `  ${process.argv[2 + file]} ${lang}: n ${places.length}, R@1 ${share(1)}, R@3 ${share(3)}`,
      );
    }
}

function placeOf({ clues, isGold }: Sample, weights: readonly number[]): number {
  const ordered = clues
    .map((one, topic) => ({ topic, odds: one.reduce((sum, c, i) => sum + (weights[i] ?? 0) * c, 0) }))
    .sort((a, b) => b.odds - a.odds);
  return 1 + ordered.findIndex(({ topic }) => isGold[topic]);
}
