// The search index: each line of a topic (title, symptoms) and the topic as a whole, as lists of postings.
import type { Article } from '../domain/article.ts';
import { termsOf } from './tokens.ts';

export interface TextIndex {
  /** Topic ids; their places are the topic numbers below. */
  readonly ids: readonly string[];
  /** Stems of titles and symptoms, which a slip of the finger may have meant. */
  readonly words: Iterable<string>;
  /** Topic numbers that have this code, or a code of this family. */
  withCode(code: string): readonly number[];
  /** The result is valid until the next call. */
  compare(question: ReadonlyMap<string, number>): Likeness;
}

export interface Likeness {
  /** Topic numbers that share a term with the question. */
  readonly topics: readonly number[];
  /** By topic number, 0 to 1: how near the topic's best line comes to the question. */
  readonly line: Float64Array;
  /** The same for its second best line. */
  readonly second: Float64Array;
  /** By topic number, 0 to 1: how much of the question the topic as a whole has. */
  readonly whole: Float64Array;
}

interface Postings {
  readonly at: Int32Array;
  readonly weight: Float32Array;
}

interface Draft {
  readonly at: number[];
  readonly weight: number[];
}

// Fields in the topic as a whole; the rest of the formula is BM25's.
const field = { title: 2.5, symptom: 1.5, text: 0.5 };
const saturation = 1.2;
const lengthShare = 0.5;
const rarest = 4;
// The product says where, not what: a question about Visio is seldom the one topic that names Visio.
const rarestProduct = 2;
// A word that no topic has is chatter as often as another topic.
const unknownShare = 0.35;
// Postings between two chances for other work.
const stepSize = 20_000;

const productTerms = new Set(
  'outlook teams onedrive sharepoint excel word powerpoint office visio project copilot powerbi dynamics windows windows10 windows11 azure m365'
    .split(' ')
    .map((name) => `#${name}`),
);

/**
 * Builds the index in small steps, so that a caller can let other work pass between them: each `next` takes
 * one article or some hundred terms. Articles of one id in several languages are one topic.
 */
export function* buildIndex(articles: Iterable<Article>): Generator<void, TextIndex> {
  const draft = new IndexDraft();
  for (const article of articles) {
    draft.add(article);
    yield;
  }
  return yield* draft.finish();
}

class IndexDraft {
  readonly #numbers = new Map<string, number>();
  readonly #lineTopics: number[] = [];
  readonly #lines = new Map<string, Draft>();
  /** One entry for each article, that is for each language of a topic. */
  readonly #pages = new Map<string, Draft>();
  readonly #pageTopics: number[] = [];
  readonly #pageLengths: number[] = [];
  readonly #codes = new Map<string, Set<number>>();

  add({ id, title, symptoms, summary, steps, codes }: Article): void {
    const topic = this.#numbers.get(id) ?? this.#numbers.size;
    this.#numbers.set(id, topic);
    const page = this.#pageTopics.push(topic) - 1;
    const whole = new Map<string, number>();
    const count = (term: string, weight: number) => whole.set(term, (whole.get(term) ?? 0) + weight);
    for (const [i, text] of [title, ...symptoms].entries()) {
      const line = this.#lineTopics.push(topic) - 1;
      const terms = termsOf(text);
      for (const [term, weight] of terms.weights) {
        post(this.#lines, term, line, weight);
        count(term, weight * (i === 0 ? field.title : field.symptom));
      }
      this.#addCodes(terms.codes, topic);
    }
    for (const [term, weight] of termsOf([summary, ...steps].join('\n')).weights)
      count(term, weight * field.text);
    this.#addCodes(termsOf(codes.join('\n')).codes, topic);
    let length = 0;
    for (const [term, weight] of whole) {
      post(this.#pages, term, page, weight);
      length += weight;
    }
    this.#pageLengths.push(length);
  }

  #addCodes(codes: readonly string[], topic: number): void {
    for (const code of codes) {
      const topics = this.#codes.get(code);
      if (topics) topics.add(topic);
      else this.#codes.set(code, new Set([topic]));
    }
  }

  *finish(): Generator<void, TextIndex> {
    const topics = this.#numbers.size;
    const rarity = yield* this.#rarities(topics);
    const lines = yield* this.#finishLines(rarity);
    const pages = yield* this.#finishPages();
    const codes = new Map([...this.#codes].map(([code, found]) => [code, [...found]]));
    return {
      ids: [...this.#numbers.keys()],
      words: this.#lines.keys(),
      withCode: (code) => codes.get(code) ?? [],
      compare: comparer({ topics, rarity, lines, pages, lineTopics: Int32Array.from(this.#lineTopics) }),
    };
  }

  /** How much a term says: rare among the topics is much. */
  *#rarities(topics: number): Generator<void, Map<string, number>> {
    const rarity = new Map<string, number>();
    let done = 0;
    for (const [term, { at }] of this.#pages) {
      const inLines = this.#lines.get(term)?.at.map((line) => this.#lineTopics[line]);
      const found = new Set(inLines ?? at.map((page) => this.#pageTopics[page])).size;
      const value = Math.log(1 + (topics - found + 0.5) / (found + 0.5));
      // A word that only stands in steps says less about the topic.
      const said = inLines === undefined ? value * 0.7 : value;
      rarity.set(term, Math.min(said, productTerms.has(term) ? rarestProduct : rarest));
      done += at.length;
      if (done >= stepSize) {
        done = 0;
        yield;
      }
    }
    return rarity;
  }

  /** Each line as a vector of length 1. */
  *#finishLines(rarity: ReadonlyMap<string, number>): Generator<void, Map<string, Postings>> {
    const squares = new Float64Array(this.#lineTopics.length);
    let done = 0;
    for (const [term, { at, weight }] of this.#lines) {
      for (const [i, line] of at.entries())
        squares[line] = (squares[line] ?? 0) + ((rarity.get(term) ?? 0) * (weight[i] ?? 0)) ** 2;
      done += at.length;
      if (done >= stepSize) {
        done = 0;
        yield;
      }
    }
    const lines = new Map<string, Postings>();
    for (const [term, { at, weight }] of this.#lines) {
      const value = rarity.get(term) ?? 0;
      lines.set(term, {
        at: Int32Array.from(at),
        weight: Float32Array.from(
          at,
          (line, i) => ((weight[i] ?? 0) * value) / Math.sqrt(squares[line] || 1),
        ),
      });
      done += at.length;
      if (done >= stepSize) {
        done = 0;
        yield;
      }
    }
    return lines;
  }

  *#finishPages(): Generator<void, Map<string, Postings>> {
    const average =
      this.#pageLengths.reduce((sum, length) => sum + length, 0) / (this.#pageLengths.length || 1);
    const pages = new Map<string, Postings>();
    let done = 0;
    for (const [term, { at, weight }] of this.#pages) {
      pages.set(term, {
        at: Int32Array.from(at, (page) => this.#pageTopics[page] ?? 0),
        weight: Float32Array.from(at, (page, i) => {
          const often = weight[i] ?? 0;
          const length = 1 - lengthShare + (lengthShare * (this.#pageLengths[page] ?? 0)) / average;
          return often / (often + saturation * length);
        }),
      });
      done += at.length;
      if (done >= stepSize) {
        done = 0;
        yield;
      }
    }
    return pages;
  }
}

interface Finished {
  readonly topics: number;
  readonly rarity: ReadonlyMap<string, number>;
  readonly lines: ReadonlyMap<string, Postings>;
  readonly pages: ReadonlyMap<string, Postings>;
  readonly lineTopics: Int32Array;
}

function comparer({ topics, rarity, lines, pages, lineTopics }: Finished): TextIndex['compare'] {
  const unknown = Math.log(1 + topics) * unknownShare;
  // Used again by every question: a search must not make garbage of the size of the library.
  const ofLine = new Float64Array(lineTopics.length);
  const line = new Float64Array(topics);
  const second = new Float64Array(topics);
  const whole = new Float64Array(topics);
  const gained = new Float64Array(topics);
  let touched: number[] = [];

  const addPages = ({ at, weight }: Postings, value: number) => {
    for (let i = 0; i < at.length; i++) {
      const topic = at[i] ?? 0;
      const gain = (weight[i] ?? 0) * value;
      if (whole[topic] === 0) touched.push(topic);
      // Of a topic in several languages the best one counts.
      const before = gained[topic] ?? 0;
      if (gain > before) {
        whole[topic] = (whole[topic] ?? 0) + gain - before;
        gained[topic] = gain;
      }
    }
    for (let i = 0; i < at.length; i++) gained[at[i] ?? 0] = 0;
  };

  return (question) => {
    for (const topic of touched) line[topic] = second[topic] = whole[topic] = 0;
    touched = [];
    const touchedLines: number[] = [];
    let squares = 0;
    let sum = 0;
    for (const [term, weight] of question) {
      const value = (rarity.get(term) ?? unknown) * weight;
      squares += value ** 2;
      sum += value;
      const inPages = pages.get(term);
      if (inPages) addPages(inPages, value);
      const inLines = lines.get(term);
      if (!inLines) continue;
      for (let i = 0; i < inLines.at.length; i++) {
        const at = inLines.at[i] ?? 0;
        if (ofLine[at] === 0) touchedLines.push(at);
        ofLine[at] = (ofLine[at] ?? 0) + (inLines.weight[i] ?? 0) * value;
      }
    }
    for (const at of touchedLines) {
      const likeness = (ofLine[at] ?? 0) / Math.sqrt(squares || 1);
      ofLine[at] = 0;
      const topic = lineTopics[at] ?? 0;
      const best = line[topic] ?? 0;
      if (likeness > best) {
        second[topic] = best;
        line[topic] = likeness;
      } else if (likeness > (second[topic] ?? 0)) second[topic] = likeness;
    }
    for (const topic of touched) {
      whole[topic] = (whole[topic] ?? 0) / (sum || 1);
    }
    return { topics: touched, line, second, whole };
  };
}

function post(drafts: Map<string, Draft>, term: string, at: number, weight: number): void {
  const draft = drafts.get(term);
  if (draft === undefined) drafts.set(term, { at: [at], weight: [weight] });
  else {
    draft.at.push(at);
    draft.weight.push(weight);
  }
}
