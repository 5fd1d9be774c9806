// Tells a command from a text: what people type instead of pressing a button, in all three languages.
import { type Command, commands, type SaidCommand } from '../domain/chat.ts';
import { withPlainLetters } from '../domain/plain-text.ts';
import { commands as english, please as englishPlease } from '../i18n/en/commands.ts';
import { deskWords as englishDesk } from '../i18n/en/desk-words.ts';
import { commands as russian, please as russianPlease } from '../i18n/ru/commands.ts';
import { deskWords as russianDesk } from '../i18n/ru/desk-words.ts';
import {
  commands as chinese,
  beginsOthers as chineseOthers,
  please as chinesePlease,
} from '../i18n/zh-cn/commands.ts';
import { deskWords as chineseDesk } from '../i18n/zh-cn/desk-words.ts';

/** Longer texts are no commands, and their words need not be looked up. */
const maxCommandLength = 64;

const byWords = new Map<string, Command>();
for (const name of commands) {
  for (const language of [english, russian, chinese]) {
    for (const words of language[name]) byWords.set(normalized(words), name);
  }
}

const withContent: readonly Command[] = [
  'note',
  'ask',
  'reply',
  'solve',
  'transfer',
  'severity',
  'link-queue',
];

/** They mean these commands only there: "solved" alone is said by requesters, "internal" begins many sentences. */
const beforeColonOnly = new Map<string, Command>();
for (const { colon } of [englishDesk, russianDesk, chineseDesk]) {
  for (const name of ['note', 'solve'] as const) {
    for (const words of colon[name]) beforeColonOnly.set(normalized(words), name);
  }
}

const linkQueueWords = [english, russian, chinese].flatMap((language) => language['link-queue']);

/**
 * A command when the whole text is one, whatever its case and punctuation, or when it begins with the word
 * of a command that takes content and a colon (`note: called back`); a queue is also linked without one.
 */
export function commandIn(text: string): SaidCommand | undefined {
  const whole = text.length <= maxCommandLength ? wholeIn(text) : undefined;
  if (whole) return { name: whole, rest: '' };
  return beforeColon(text) ?? noteWithoutColon(text) ?? queueToLink(text) ?? behindSlash(text);
}

function wholeIn(text: string): Command | undefined {
  if (thumbsUp.test(text)) return 'thanks';
  const said = normalized(text);
  const name = byWords.get(said);
  if (name) return name;
  const asked = byWords.get(said.replace(politeness, ''));
  // "Yes, please" says yes to an offer, not to a question.
  return asked === 'yes' || asked === 'no' ? undefined : asked;
}

const thumbsUp = /^(?:[👍👌🙏👏🤝💪✅🎉❤🙂😊😀😃😄☺]|\p{Emoji_Modifier}|\ufe0f|\s)+$/u;

const polite = [englishPlease, russianPlease].flat().join('|');

/** Before or after a command it changes nothing; Chinese puts it before, and no space between. */
export const politeness = new RegExp(
  `^(?:(?:${polite}) |${chinesePlease.join('|')})|(?: (?:${polite}))$`,
  'u',
);

/** For a class of a pattern: what closes brackets, and besides them emphasis or a quotation. */
const brackets = String.raw`)\]}）】］」`;
const closers = `*_~\`"'»”’${brackets}`;
const closedHere = new RegExp(String.raw`[\s${closers}]+$`, 'u');

const noteWords = [english, russian, chinese].flatMap(({ note }) => note);
const internalWords = [englishDesk, russianDesk, chineseDesk].flatMap(({ colon }) => colon.note);

/** A forgotten colon must not send to the customer what was meant to stay inside. */
const noteStarts = startsWith(noteWords, String.raw`[\s.,;:!，。；：！–—-]*`);

const labelWords = [...noteWords, ...internalWords];
/**
 * Words that begin sentences, too, are a note's only in brackets, before a dash or on a line of their own: "(internal) …",
 * "internal - …".
 */
const noteLabels = startsWith(
  labelWords,
  String.raw`(?:\s*[${brackets}—→|]|\s+[-–=]|[-–=]+[\s>]|[ \t.!,;。！，；${closers}]{0,9}\n)[\s${closers}:：–—>→|=-]*`,
);
const slashLabels = startsWith(labelWords, String.raw`[\s.,;:!，。；：！–—-]*`);

const others = startsWith(chineseOthers);
const slashed = new RegExp(
  `${startsWith(withContent.flatMap((name) => [english, russian, chinese].flatMap((words) => words[name]))).source}(?=\\s|(?<=\\p{Script=Han})\\S)`,
  'iu',
);

/** Finds one of the words, the longest first, at a text's beginning, with what closes it and then `then`. */
function startsWith(words: readonly string[], then = ''): RegExp {
  const each = words
    .toSorted((one, other) => other.length - one.length)
    .map((one) => `${one.replaceAll(' ', String.raw`\s+`)}${endOf(one)}`);
  // So many close anything: two classes that may both take all there is would share it out in every way.
  return new RegExp(`^(?:${each.join('|')})[${closers}]{0,9}${then}`, 'iu');
}

/** Letters make another word of it, but for Chinese, which puts no space between words. */
function endOf(words: string): string {
  return /^\p{Script=Han}/u.test(words) ? '' : String.raw`(?![\p{L}\p{N}])`;
}

function noteWithoutColon(text: string): SaidCommand | undefined {
  const { ahead, said } = bare(text);
  const plain = withPlainLetters(said);
  // "/internal he does not pay": the slash says that it is a command.
  const labels = ahead.endsWith('/') ? slashLabels : noteLabels;
  const [start] = labels.exec(plain) ?? (others.test(plain) ? [] : (noteStarts.exec(plain) ?? []));
  return start === undefined ? undefined : { name: 'note', rest: said.slice(start.length) };
}

/** What stands before a text's first colon, and the rest; `ahead` is what is no word before that. */
export function headOf(text: string): {
  readonly ahead: string;
  readonly head?: string;
  readonly rest: string;
} {
  const { ahead, said } = bare(text);
  const at = said.slice(0, maxCommandLength).search(/[:：]/);
  if (at < 0) return { ahead, rest: said };
  return {
    ahead,
    head: normalized(said.slice(0, at).replace(closedHere, '')),
    rest: said.slice(at + 1).trim(),
  };
}

function beforeColon(text: string): SaidCommand | undefined {
  const { ahead, head, rest } = headOf(text);
  if (head === undefined) return undefined;
  const name = beforeColonOnly.get(head) ?? byWords.get(head);
  if (!name || !withContent.includes(name)) return undefined;
  // "1. Solution: …" begins a list for the requester; a note is for nobody there, whatever stands before it.
  if (name !== 'note' && /\d/.test(ahead)) return undefined;
  return { name, rest };
}

/** "/reply hello": the slash says that it is a command, as a colon does. */
function behindSlash(text: string): SaidCommand | undefined {
  const [, said = ''] = /^\s*\/\s*(.*)$/su.exec(text) ?? [];
  const [start] = slashed.exec(withPlainLetters(said)) ?? [];
  const name = start === undefined ? undefined : byWords.get(normalized(start));
  return start === undefined || !name ? undefined : { name, rest: said.slice(start.length).trim() };
}

/** Emphasis, quotes, brackets, a time and a list's mark or number are no letters of what they stand before. */
function bare(text: string): { readonly ahead: string; readonly said: string } {
  const trimmed = text.trim();
  const said = trimmed.replace(/^\P{L}+/u, '');
  return { ahead: trimmed.slice(0, trimmed.length - said.length), said };
}

function queueToLink(text: string): SaidCommand | undefined {
  const [line = '', ...more] = text.trim().split('\n');
  if (more.length > 0 || line.length > 2 * maxCommandLength) return undefined;
  const said = line.replace(/^\//, '').replaceAll(/\s+/g, ' ');
  const words = linkQueueWords.find((start) => said.toLowerCase().startsWith(start));
  if (words === undefined) return undefined;
  const rest = said.slice(words.length);
  // Chinese needs no space between the words and the name.
  if (/^[a-zа-я]/i.test(words) && !rest.startsWith(' ')) return undefined;
  return { name: 'link-queue', rest: rest.trim() };
}

/** Full-width forms become plain, «ё» becomes «е», punctuation and emoji are not read. */
export function normalized(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll('’', "'")
    .replaceAll(/[,、。.!?…~;:()]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '')
    .trim()
    .replace(/^\//, '');
}
