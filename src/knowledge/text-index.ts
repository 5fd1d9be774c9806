// The search index: each line of a topic (title, symptoms) and the topic as a whole, as lists of postings.
import type { Postings } from './postings.ts';

export interface TextIndex {
  /** Topic ids; their places are the topic numbers below. */
  readonly ids: readonly string[];
  /** Stems of titles and symptoms, which a slip of the finger may have meant. */
  readonly words: Iterable<string>;
  /** Undefined when no topic has the term. */
  spreadOf(term: string): Spread | undefined;
  /** Topic numbers that have this code, or a code of this family. */
  withCode(code: string): readonly number[];
  /** The result is valid until the next call. */
  compare(question: ReadonlyMap<string, number>): Likeness;
  /** The terms of a question that the topic has. */
  sharedTerms(topic: number, question: ReadonlyMap<string, number>): readonly string[];
}

export interface Spread {
  /** How many topics have the term; of one that stands in lines, those that have it there. */
  readonly topics: number;
  /** It stands in a title or symptom somewhere. */
  readonly inLines: boolean;
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
  /** By topic number: the logarithm of how much likelier these words are in this topic than in any. */
  readonly evidence: Float64Array;
}

/** What the index is made of; the places of `terms` are the term numbers. */
export interface IndexParts {
  readonly ids: readonly string[];
  readonly terms: ReadonlyMap<string, number>;
  readonly lines: Postings;
  readonly lineTopics: Int32Array;
  /** At topic numbers; a topic in several languages has several of a term. */
  readonly pages: Postings;
  /** At topic numbers, each once for a term: what the term says for the topic. */
  readonly evidence: Postings;
  readonly spread: Int32Array;
  readonly codes: ReadonlyMap<string, readonly number[]>;
  /** How much a term says; it may be one that no topic has. */
  readonly worthOf: (term: string, number: number | undefined) => number;
}

export function textIndex(parts: IndexParts): TextIndex {
  const { ids, terms, lines, pages, spread, codes } = parts;
  const inLines = (number: number) => (lines.starts[number + 1] ?? 0) > (lines.starts[number] ?? 0);
  return {
    ids,
    words: {
      *[Symbol.iterator]() {
        for (const [term, number] of terms) if (inLines(number)) yield term;
      },
    },
    spreadOf: (term) => {
      const number = terms.get(term);
      return number === undefined ? undefined : { topics: spread[number] ?? 0, inLines: inLines(number) };
    },
    withCode: (code) => codes.get(code) ?? [],
    compare: comparer(parts),
    sharedTerms: (topic, question) =>
      [...question.keys()].filter((term) => {
        const number = terms.get(term);
        if (number === undefined) return false;
        return pages.at.subarray(pages.starts[number], pages.starts[number + 1]).includes(topic);
      }),
  };
}

function comparer(parts: IndexParts): TextIndex['compare'] {
  const { ids, terms, lines, lineTopics, pages, worthOf } = parts;
  // Used again by every question: a search must not make garbage of the size of the library.
  const ofLine = new Float64Array(lineTopics.length);
  const line = new Float64Array(ids.length);
  const second = new Float64Array(ids.length);
  const whole = new Float64Array(ids.length);
  const evidence = new Float64Array(ids.length);
  const gained = new Float64Array(ids.length);
  let touched: number[] = [];

  const addPages = (number: number, value: number) => {
    const start = pages.starts[number] ?? 0;
    const end = pages.starts[number + 1] ?? 0;
    for (let i = start; i < end; i++) {
      const topic = pages.at[i] ?? 0;
      const gain = (pages.weight[i] ?? 0) * value;
      if (whole[topic] === 0) touched.push(topic);
      // Of a topic in several languages the best one counts.
      const before = gained[topic] ?? 0;
      if (gain > before) {
        whole[topic] = (whole[topic] ?? 0) + gain - before;
        gained[topic] = gain;
      }
    }
    for (let i = start; i < end; i++) gained[pages.at[i] ?? 0] = 0;
  };

  const addEvidence = (number: number, weight: number) => {
    const { starts, at, weight: says } = parts.evidence;
    const end = starts[number + 1] ?? 0;
    for (let i = starts[number] ?? 0; i < end; i++) {
      const topic = at[i] ?? 0;
      evidence[topic] = (evidence[topic] ?? 0) + (says[i] ?? 0) * weight;
    }
  };

  return (question) => {
    for (const topic of touched) line[topic] = second[topic] = whole[topic] = evidence[topic] = 0;
    touched = [];
    const touchedLines: number[] = [];
    let squares = 0;
    let sum = 0;
    for (const [term, weight] of question) {
      const number = terms.get(term);
      const value = worthOf(term, number) * weight;
      squares += value ** 2;
      sum += value;
      if (number === undefined) continue;
      addPages(number, value);
      addEvidence(number, weight);
      const end = lines.starts[number + 1] ?? 0;
      for (let i = lines.starts[number] ?? 0; i < end; i++) {
        const at = lines.at[i] ?? 0;
        if (ofLine[at] === 0) touchedLines.push(at);
        ofLine[at] = (ofLine[at] ?? 0) + (lines.weight[i] ?? 0) * value;
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
    for (const topic of touched) whole[topic] = (whole[topic] ?? 0) / (sum || 1);
    return { topics: touched, line, second, whole, evidence };
  };
}
