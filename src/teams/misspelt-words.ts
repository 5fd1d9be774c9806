// Finds a command that its writer nearly hit: what was meant for the desk must not reach a customer for a typing error.
import type { Command } from '../domain/chat.ts';
import { commands as english } from '../i18n/en/commands.ts';
import { deskWords as englishDesk } from '../i18n/en/desk-words.ts';
import { commands as russian } from '../i18n/ru/commands.ts';
import { deskWords as russianDesk } from '../i18n/ru/desk-words.ts';
import { commands as chinese } from '../i18n/zh-cn/commands.ts';
import { deskWords as chineseDesk } from '../i18n/zh-cn/desk-words.ts';
import { headOf, normalized } from './commands.ts';

/** In shorter words one other letter makes too many other words. */
const shortestMisspelt = 4;

const languages = [english, russian, chinese];
const deskLanguages = [englishDesk, russianDesk, chineseDesk];

const ordinary = setOf(deskLanguages.flatMap((words) => words.ordinary));

/** Nothing can follow their colon, so that it is no command then. */
const withoutContent = wordsOf(['claim', 'escalate']);
const noteWords = [...wordsOf(['note']), ...setOf(deskLanguages.flatMap(({ colon }) => colon.note))];
const otherWords = [
  ...withoutContent,
  ...wordsOf(['reply', 'ask', 'solve', 'transfer', 'severity']),
  ...setOf(deskLanguages.flatMap(({ colon, before }) => [...colon.solve, ...before.severity])),
];
const exact = new Set([...noteWords, ...otherWords]);
const slashWords = setOf(
  [...exact, ...wordsOf(['help', 'send-again', 'draft-article', 'link-queue'])].concat(
    deskLanguages.flatMap(({ alone, before }) => [...alone, ...Object.values(before).flat()]),
  ),
);
const slashStarts = new Set([...slashWords].map((words) => words.split(' ')[0] ?? words));

/** "Noet: she is difficult", "/claim now": looks like a command, and is one of nobody's. */
export function isNearlyCommand(text: string): boolean {
  const { ahead, head } = headOf(text);
  if (head !== undefined && isNearlyHead(head, /\d/.test(ahead))) return true;
  const [, word = ''] = /^\s*\/\s*(\p{L}+)(?=[\s:：,!]|$)/u.exec(text) ?? [];
  const said = normalized(word);
  return said.length >= shortestMisspelt && (slashStarts.has(said) || isNearlyHead(said, false));
}

function isNearlyHead(head: string, isInList: boolean): boolean {
  if (ordinary.has(head)) return false;
  if (exact.has(head)) return withoutContent.has(head);
  // "1. Solutoin: …" begins a list for the requester.
  return isNearOne(head, isInList ? noteWords : [...noteWords, ...otherWords]);
}

function isNearOne(said: string, words: readonly string[]): boolean {
  return said.length >= shortestMisspelt && words.some((word) => isNear(said, word));
}

/** As {@link isNear}, but what replies begin with is no slip. */
export function isSlipOf(said: string, word: string): boolean {
  return !ordinary.has(said) && isNear(said, word);
}

/** One letter more, less or another, or two neighbours changed; Chinese words are short, and each sign is one of them. */
export function isNear(said: string, word: string): boolean {
  if (word.length < shortestMisspelt || /\p{Script=Han}/u.test(word)) return false;
  if (said === word || Math.abs(said.length - word.length) > 1) return false;
  const at = [...said].findIndex((letter, index) => letter !== word[index]);
  const from = at < 0 ? said.length : at;
  const isSwapped = said[from] === word[from + 1] && said[from + 1] === word[from];
  const [one, other] = [said.slice(from), word.slice(from)];
  return (
    one.slice(1) === other.slice(1) ||
    one.slice(1) === other ||
    one === other.slice(1) ||
    (isSwapped && one.slice(2) === other.slice(2))
  );
}

function wordsOf(names: readonly Command[]): ReadonlySet<string> {
  const words = setOf(languages.flatMap((language) => names.flatMap((name) => language[name])));
  return new Set([...words].filter((word) => !ordinary.has(word)));
}

function setOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map((one) => normalized(one)));
}
