// How much the words of a question agree with a topic, whatever else speaks for it.
import type { TextIndex } from './text-index.ts';

// One line may fit by chance; a second one that fits makes it likelier.
const secondLineShare = 0.3;
// Who says a title or a symptom word for word means it.
const wordForWord = 0.98;
const wordForWordGain = 0.25;
export const codeGain = 0.6;
const codeFamilyGain = 0.09;

export function isWordForWord(line: number): boolean {
  return line >= wordForWord;
}

/** How much the words agree, by what the index says of a topic. */
export function likenessOf(line = 0, second = 0, whole = 0): number {
  const lines = line * (1 - secondLineShare) + second * secondLineShare;
  return (lines + whole) / 2 + (isWordForWord(line) ? wordForWordGain : 0);
}

/** By topic number, for its codes that the question names. */
export function codeGains(index: TextIndex, codes: readonly string[]): ReadonlyMap<number, number> {
  const gains = new Map<number, number>();
  for (const code of codes)
    for (const topic of index.withCode(code))
      gains.set(topic, Math.max(gains.get(topic) ?? 0, code.startsWith('~') ? codeFamilyGain : codeGain));
  return gains;
}
