// Tells what an agent asks of the bot from what they write to the requester, in all three languages.
import { type DeskWish, deskWishes } from '../domain/desk-wish.ts';
import { deskWords as english } from '../i18n/en/desk-words.ts';
import { deskWords as russian } from '../i18n/ru/desk-words.ts';
import { deskWords as chinese } from '../i18n/zh-cn/desk-words.ts';
import { normalized, politeness } from './commands.ts';
import { isNearlyCommand, isSlipOf } from './misspelt-words.ts';

/** Longer texts are no wishes: a name of the settings or a reason is the longest that may follow. */
const maxWishLength = 320;

const languages = [english, russian, chinese];

const alone = new Set(
  languages
    .flatMap((words) => [...words.alone, ...Object.values(words.colon).flat()])
    .map((words) => normalized(words)),
);

/** The longest first. */
const starts = deskWishes
  .flatMap((kind) => languages.flatMap((words) => words.before[kind].map((start) => ({ kind, start }))))
  .map(({ kind, start }) => ({ kind, start: normalized(start) }))
  .toSorted((one, other) => other.start.length - one.start.length);

/** What begins like a wish is one only when it names something of the desk: that is for the flow to judge. */
export function deskWishIn(text: string): DeskWish | undefined {
  if (isNearlyCommand(text)) return { kind: 'alone' };
  if (text.length > maxWishLength) return undefined;
  const said = normalized(text);
  // "Close it, please" is what a requester is asked.
  if (alone.has(said)) return { kind: 'alone' };
  const [, colleague] = saidTo.exec(text) ?? [];
  if (colleague !== undefined) return { kind: 'colleague', named: colleague };
  const asked = said.replace(politeness, '');
  return beginningOf(asked) ?? misspeltIn(asked);
}

/** "@Mei can you take it?", typed without choosing her from Teams' list, so that it is no mention. */
const saidTo = /^[\s*_"'“«(]*[@＠]([\p{L}\p{M}'’-]+)(?![\p{L}\d.]*[@＠])/u;

function beginningOf(asked: string): DeskWish | undefined {
  for (const { kind, start } of starts) {
    // Chinese needs no space between the words and the name.
    const isFollowed = /\p{Script=Han}$/u.test(start) || asked.charAt(start.length) === ' ';
    if (asked.startsWith(start) && isFollowed) return { kind, named: asked.slice(start.length).trim() };
  }
  return undefined;
}

/** "Transfr to billing": who or what is named behind tells it from any other word, such as «отложите на». */
function misspeltIn(asked: string): DeskWish | undefined {
  const words = asked.split(' ');
  for (const { kind, start } of starts) {
    if (kind === 'find') continue;
    const count = start.split(' ').length;
    if (words.length > count && isSlipOf(words.slice(0, count).join(' '), start))
      return { kind: kind === 'brief' ? 'transfer' : kind, named: words.slice(count).join(' ') };
  }
  return undefined;
}
