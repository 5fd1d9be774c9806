// Builds the search index in small steps, so that other work can pass between them.
import type { Article } from '../domain/article.ts';
import { noPostings, type Postings, PostingsDraft } from './postings.ts';
import { withImplied } from './said.ts';
import { type TextIndex, textIndex } from './text-index.ts';
import { termsOf } from './tokens.ts';

/** An article, and what more the search may find it by; the rest is not kept. */
export interface Page {
  readonly article: Article;
  readonly text?: string;
}

// Fields in the topic as a whole; the rest of the formula is BM25's.
const field = { title: 2.5, symptom: 1.5, text: 0.5 };
const saturation = 1.2;
const lengthShare = 0.5;
const rarest = 4;
// The product says where, not what: a question about Visio is seldom the one topic that names Visio.
const rarestProduct = 2;
// A word that only stands in steps says less about the topic.
const outsideLines = 0.7;
// A word that no topic has is chatter as often as another topic.
const unknownShare = 0.35;
// Terms or postings between two chances for other work.
const stepSize = 20_000;

const productTerms = new Set(
  'outlook teams onedrive sharepoint excel word powerpoint office visio project copilot powerbi dynamics windows windows10 windows11 azure m365'
    .split(' ')
    .map((name) => `#${name}`),
);

export class IndexDraft {
  readonly #numbers = new Map<string, number>();
  readonly #terms = new Map<string, number>();
  readonly #lineTopics: number[] = [];
  readonly #lines = new PostingsDraft();
  /** One entry for each article, that is for each language of a topic. */
  readonly #pages = new PostingsDraft();
  readonly #pageTopics: number[] = [];
  readonly #pageLengths: number[] = [];
  readonly #codes = new Map<string, Set<number>>();

  /** Articles of one id in several languages are one topic. */
  add({ article: { id, title, symptoms, summary, steps, codes }, text = '' }: Page): void {
    const topic = this.#numbers.get(id) ?? this.#numbers.size;
    this.#numbers.set(id, topic);
    const page = this.#pageTopics.push(topic) - 1;
    const whole = new Map<number, number>();
    const count = (term: number, weight: number) => whole.set(term, (whole.get(term) ?? 0) + weight);
    for (const [i, said] of [title, ...symptoms].entries()) {
      const line = this.#lineTopics.push(topic) - 1;
      const terms = withImplied(termsOf(said));
      for (const [term, weight] of terms.weights) {
        const number = this.#numberOf(term);
        this.#lines.add(number, line, weight);
        count(number, weight * (i === 0 ? field.title : field.symptom));
      }
      this.#addCodes(terms.codes, topic);
    }
    for (const [term, weight] of termsOf([summary, ...steps, text].join('\n')).weights)
      count(this.#numberOf(term), weight * field.text);
    this.#addCodes(termsOf(codes.join('\n')).codes, topic);
    let length = 0;
    for (const [term, weight] of whole) {
      this.#pages.add(term, page, weight);
      length += weight;
    }
    this.#pageLengths.push(length);
  }

  /**
   * In small steps. What a term says is judged by these topics and those of `background` together: in a few
   * pages alone every word would be rare.
   */
  *finish(background?: TextIndex): Generator<void, TextIndex> {
    const terms = this.#terms;
    const lineTopics = Int32Array.from(this.#lineTopics);
    const pageTopics = Int32Array.from(this.#pageTopics);
    yield;
    const lines = yield* this.#lines.finish(terms.size);
    const pages = yield* this.#pages.finish(terms.size);
    const spread = yield* spreadOf({ lines, lineTopics, pages, pageTopics });
    const { rarity, ofUnknown } = yield* this.#rarities(spread, lines, background);
    yield* this.#weighLines(lines, rarity);
    // Pages beside other topics are not weighed against one another.
    const evidence = background === undefined ? yield* this.#evidenceOf(pages) : noPostings(terms.size);
    yield* this.#weighPages(pages);
    const codes = new Map([...this.#codes].map(([code, found]) => [code, [...found]]));
    return textIndex({
      ids: [...this.#numbers.keys()],
      terms,
      lines,
      lineTopics,
      pages,
      evidence,
      spread,
      codes,
      worthOf: (term, number) => (number === undefined ? ofUnknown(term) : (rarity[number] ?? 0)),
    });
  }

  #numberOf(term: string): number {
    const known = this.#terms.get(term);
    if (known !== undefined) return known;
    const number = this.#terms.size;
    this.#terms.set(term, number);
    return number;
  }

  #addCodes(codes: readonly string[], topic: number): void {
    for (const code of codes) {
      const topics = this.#codes.get(code);
      if (topics) topics.add(topic);
      else this.#codes.set(code, new Set([topic]));
    }
  }

  /** How much a term says: rare among the topics is much. */
  *#rarities(spread: Int32Array, lines: Postings, background: TextIndex | undefined) {
    const topics = this.#numbers.size + (background?.ids.length ?? 0);
    const rarityOf = (term: string, found: number, inLines: boolean) => {
      const value = Math.log(1 + (topics - found + 0.5) / (found + 0.5));
      const most = productTerms.has(term) ? rarestProduct : rarest;
      return Math.min(inLines ? value : value * outsideLines, most);
    };
    const rarity = new Float64Array(this.#terms.size);
    for (const [term, number] of this.#terms) {
      const inLines = (lines.starts[number + 1] ?? 0) > (lines.starts[number] ?? 0);
      const other = background?.spreadOf(term);
      const found = (spread[number] ?? 0) + (other?.topics ?? 0);
      rarity[number] = rarityOf(term, found, inLines || other?.inLines === true);
      if (number % stepSize === 0) yield;
    }
    const unknown = Math.log(1 + topics) * unknownShare;
    return {
      rarity,
      ofUnknown: (term: string): number => {
        const other = background?.spreadOf(term);
        return other === undefined ? unknown : rarityOf(term, other.topics, other.inLines);
      },
    };
  }

  /** Each line becomes a vector of length 1. */
  *#weighLines({ starts, at, weight }: Postings, rarity: Float64Array): Generator<void> {
    const squares = new Float64Array(this.#lineTopics.length);
    const isTime = everySoOften();
    for (const step of ['sum', 'divide'] as const)
      for (let term = 0; term < rarity.length; term++) {
        const value = rarity[term] ?? 0;
        const end = starts[term + 1] ?? 0;
        for (let i = starts[term] ?? 0; i < end; i++) {
          const line = at[i] ?? 0;
          const own = (weight[i] ?? 0) * value;
          if (step === 'sum') squares[line] = (squares[line] ?? 0) + own ** 2;
          else weight[i] = own / Math.sqrt(squares[line] || 1);
        }
        if (isTime(end - (starts[term] ?? 0))) yield;
      }
  }

  /**
   * How much likelier a word is in the topic than in all together, smoothed: the topic is taken for one half of
   * what people say of it, all topics for the other (a mixture of language models, after Jelinek and Mercer).
   */
  *#evidenceOf({ starts, at, weight }: Postings): Generator<void, Postings> {
    const lengths = new Float64Array(this.#numbers.size);
    let all = 0;
    for (const [page, length] of this.#pageLengths.entries()) {
      const topic = this.#pageTopics[page] ?? 0;
      lengths[topic] = (lengths[topic] ?? 0) + length;
      all += length;
    }
    const evidence = { starts: starts.slice(), at: at.slice(), weight: weight.slice() };
    const often = new Float64Array(lengths.length);
    const isTime = everySoOften();
    let place = 0;
    for (let term = 0; term + 1 < starts.length; term++) {
      const [start = 0, end = 0] = [starts[term], starts[term + 1]];
      let inAll = 0;
      for (let i = start; i < end; i++) {
        const topic = this.#pageTopics[at[i] ?? 0] ?? 0;
        often[topic] = (often[topic] ?? 0) + (weight[i] ?? 0);
        inAll += weight[i] ?? 0;
      }
      evidence.starts[term] = place;
      for (let i = start; i < end; i++) {
        const topic = this.#pageTopics[at[i] ?? 0] ?? 0;
        const own = often[topic] ?? 0;
        if (own === 0) continue;
        evidence.at[place] = topic;
        evidence.weight[place] = Math.log(1 + own / (lengths[topic] ?? 1) / (inAll / all));
        often[topic] = 0;
        place++;
      }
      if (isTime(end - start)) yield;
    }
    evidence.starts[starts.length - 1] = place;
    return { ...evidence, at: evidence.at.subarray(0, place), weight: evidence.weight.subarray(0, place) };
  }

  /** Places become topic numbers, weights those of BM25. */
  *#weighPages({ at, weight }: Postings): Generator<void> {
    const average =
      this.#pageLengths.reduce((sum, length) => sum + length, 0) / (this.#pageLengths.length || 1);
    for (let i = 0; i < at.length; i++) {
      const page = at[i] ?? 0;
      const often = weight[i] ?? 0;
      const length = 1 - lengthShare + (lengthShare * (this.#pageLengths[page] ?? 0)) / average;
      weight[i] = often / (often + saturation * length);
      at[i] = this.#pageTopics[page] ?? 0;
      if (i % stepSize === 0) yield;
    }
  }
}

interface Places {
  readonly lines: Postings;
  readonly lineTopics: Int32Array;
  readonly pages: Postings;
  readonly pageTopics: Int32Array;
}

/** Tells after each term with so many postings whether other work should have a chance. */
function everySoOften(): (postings: number) => boolean {
  let done = 0;
  return (postings) => {
    done += postings + 1;
    if (done < stepSize) return false;
    done = 0;
    return true;
  };
}

/** By term, how many topics have it. */
function* spreadOf({ lines, lineTopics, pages, pageTopics }: Places): Generator<void, Int32Array> {
  const terms = lines.starts.length - 1;
  const spread = new Int32Array(terms);
  const countedFor = new Int32Array(pageTopics.length).fill(-1);
  const isTime = everySoOften();
  for (let term = 0; term < terms; term++) {
    const inLines = (lines.starts[term + 1] ?? 0) > (lines.starts[term] ?? 0);
    const [{ starts, at }, topicOf] = inLines ? [lines, lineTopics] : [pages, pageTopics];
    const end = starts[term + 1] ?? 0;
    let found = 0;
    for (let i = starts[term] ?? 0; i < end; i++) {
      const topic = topicOf[at[i] ?? 0] ?? 0;
      if (countedFor[topic] === term) continue;
      countedFor[topic] = term;
      found++;
    }
    spread[term] = found;
    if (isTime(end - (starts[term] ?? 0))) yield;
  }
  return spread;
}
