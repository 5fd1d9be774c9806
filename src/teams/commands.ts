// Tells a command from a text: what people type instead of pressing a button, in all three languages.
import { type Command, commands, type SaidCommand } from '../domain/chat.ts';
import { withPlainLetters } from '../domain/plain-text.ts';
import { commands as english } from '../i18n/en/commands.ts';
import { deskWords as englishDesk } from '../i18n/en/desk-words.ts';
import { commands as russian } from '../i18n/ru/commands.ts';
import { deskWords as russianDesk } from '../i18n/ru/desk-words.ts';
import { beginsOthers, commands as chinese } from '../i18n/zh-cn/commands.ts';
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
  return beforeColon(text) ?? noteWithoutColon(text) ?? queueToLink(text);
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

/** Before or after a command it changes nothing. */
export const politeness =
  /^(?:(?:please|pls|plz|kindly|пожалуйста|плиз) |请|麻烦)|(?: (?:please|pls|plz|пожалуйста|плиз))$/u;

/** The longest first. */
const noteStarts = [english, russian, chinese]
  .flatMap((language) => language.note)
  .filter((words) => !beginsOthers.includes(words))
  .toSorted((one, other) => other.length - one.length)
  .map(
    (words) =>
      new RegExp(`^/?${words.replaceAll(' ', String.raw`\s+`)}${endOf(words)}[\\s.,;:!，。；：！–—-]*`, 'iu'),
  );

/** Letters make another word of it, but for Chinese, which puts no space between words. */
function endOf(words: string): string {
  return /^\p{Script=Han}/u.test(words) ? '' : String.raw`(?![\p{L}\p{N}])`;
}

/** A forgotten colon must not send to the customer what was meant to stay inside. */
function noteWithoutColon(text: string): SaidCommand | undefined {
  const said = text.trim();
  const plain = withPlainLetters(said);
  const start = noteStarts.map((words) => words.exec(plain)?.[0]).find((found) => found !== undefined);
  return start === undefined ? undefined : { name: 'note', rest: said.slice(start.length) };
}

function beforeColon(text: string): SaidCommand | undefined {
  const at = text.slice(0, maxCommandLength).search(/[:：]/);
  if (at < 0) return undefined;
  // Emphasis and a list's dash are no letters of it: "**note**: …", "- note: …", "(note) …" mean the same.
  const said = normalized(text.slice(0, at).replaceAll(/^[\s*_~(•–—-]+|[*_~)\s]+$/g, ''));
  const name = beforeColonOnly.get(said) ?? byWords.get(said);
  if (!name || !withContent.includes(name)) return undefined;
  return { name, rest: text.slice(at + 1).trim() };
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
