// The text of an activity as people typed it: mentions resolved, HTML entities decoded.
import { z } from 'zod';
import { oneLine, plainText } from '../domain/plain-text.ts';

const mention = z.object({
  type: z.literal('mention'),
  text: z.string().min(1).max(512),
  mentioned: z.object({ id: z.string(), name: z.string().catch('') }),
});

const maxMentions = 50;

/** The bot's own mention goes, others become plain names; the result is trimmed and NFC. */
export function saidText(raw: string, entities: readonly unknown[], botId: string): string {
  let text = raw;
  for (const entity of entities.slice(0, maxMentions)) {
    const { data } = mention.safeParse(entity);
    if (!data) continue;
    const own = data.mentioned.id === botId;
    text = own ? withoutMention(text, data.text) : text.replaceAll(data.text, () => nameIn(data.text));
  }
  return plainText(decodeEntities(text.replaceAll(/<\/?at(?: id="[^"<>]{0,64}")?>/g, '')));
}

/** What is said to others than the bot, who are mentioned first: "@Mei @Ben internal: …" without the names. */
export function behindNames(text: string, entities: readonly unknown[], botId: string): string {
  const names = entities.slice(0, maxMentions).flatMap((entity) => {
    const { data } = mention.safeParse(entity);
    const name = data && data.mentioned.id !== botId ? plainText(decodeEntities(nameIn(data.text))) : '';
    return name === '' ? [] : [name];
  });
  let rest = text;
  for (const _each of names) {
    const name = names.find((one) => rest.startsWith(one));
    if (name === undefined) break;
    rest = rest.slice(name.length).replace(/^[\s\p{P}]+/u, '');
  }
  return rest;
}

function nameIn(tag: string): string {
  return tag.replaceAll(/<[^<>]{0,128}>/g, '');
}

/** What stood to its left and right stays apart, even where the person typed no space. */
function withoutMention(text: string, tag: string): string {
  // Joined at the end: looking at all that stands to the left of each mention takes the square of their number.
  const parts: string[] = [];
  let last = '';
  for (const [nth, right] of text.split(tag).entries()) {
    const part = nth === 0 ? right : behind(last, right);
    parts.push(part);
    last = part.at(-1) ?? last;
  }
  return parts.join('');
}

function behind(last: string, right: string): string {
  if (last === '' || /\s/.test(last)) return right.replace(/^ /, '');
  return right === '' || /^\s/.test(right) ? right : ` ${right}`;
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** One pass: `&amp;lt;` is the text `&lt;`. */
function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return named[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      const surrogate = code >= 0xd800 && code <= 0xdfff;
      return code > 0x10ffff || surrogate ? whole : String.fromCodePoint(code);
    },
  );
}

/** The name of a person or a file: one line, at most so many code points. */
export function plainName(raw: string, maxCodePoints: number): string {
  const line = oneLine(plainText(raw.slice(0, 4 * maxCodePoints)));
  const points = [...line];
  return points.length > maxCodePoints ? plainText(points.slice(0, maxCodePoints).join('')) : line;
}
