// What people typed, without what could deceive a reader or break a card.

/**
 * Control characters but tab and line feed; those that turn the reading direction or show nothing (Unicode's
 * Default_Ignorable_Code_Point has both); private ones, which no two people read alike and our own texts use.
 */
const misleading =
  /(?!\t|\n|\u200c|\u200d|\ufe0f)[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Private_Use}\ufff9-\ufffb\u2800]/gu;

/** It asks for a picture instead of a sign: only behind a sign that has one, and in a keycap. */
const strayPictureSelector = /(?<!\p{Extended_Pictographic})(?<![0-9#*](?=\ufe0f\u20e3))\ufe0f/gu;

/** Joiners stay where a picture or a script needs them, one at a time. */
const strayJoiner =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{M}|\p{Script=Arabic})[\u200c\u200d]+|[\u200c\u200d]+(?!\p{Extended_Pictographic}|\p{L})/gu;

/** More marks on one letter than any writing has: they would grow over the lines around. */
const piledMarks = /(\p{M}{4})\p{M}+/gu;

/** Teams' own tag for a mention; written by a person it shall be none wherever the text goes. */
const mentionTag = /<(?=\/?at\b)/gi;

/** NFC, trimmed, one kind of line end, and nothing in it that is not what it looks like. */
export function plainText(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\u00a0', ' ')
    .toWellFormed()
    .replaceAll(misleading, '')
    .replaceAll(strayPictureSelector, '')
    .replaceAll(strayJoiner, '')
    .replaceAll(piledMarks, '$1')
    .normalize('NFC')
    .replaceAll(mentionTag, '‹')
    .trim();
}

/** Letters and digits as East Asian keyboards write them, in as many places as before. */
export function withPlainLetters(text: string): string {
  return text.replaceAll(/[０-９Ａ-Ｚａ-ｚ]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** What people typed, as a part of a line of the bot's own: nothing of it may look like a line by itself. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

const bytesPerPoint = 3;

/** Where something was cut. */
export const cutMark = ' […]';

/** At most so many code points, and three bytes each as JSON, with a visible mark where something was cut. */
export function clip(text: string, points: number, mark = cutMark): string {
  const room = points - mark.length;
  let bytes = 0;
  let count = 0;
  let kept = '';
  for (const point of text) {
    bytes += Buffer.byteLength(JSON.stringify(point)) - 2;
    count += 1;
    if (count > points || bytes > points * bytesPerPoint) return `${kept.trimEnd()}${mark}`;
    if (count <= room) kept += point;
  }
  return text;
}

/** The text in pieces of at most so many code points, cut at a line's end or a space where there is one. */
export function inParts(text: string, points: number): string[] {
  const parts: string[] = [];
  let rest = [...text];
  while (rest.length > points) {
    const cut = lastBreak(rest.slice(0, points));
    parts.push(rest.slice(0, cut).join('').trimEnd());
    rest = [...rest.slice(cut).join('').trimStart()];
  }
  return [...parts, rest.join('')];
}

/** In the second half: an early break would make many small parts. */
function lastBreak(points: readonly string[]): number {
  const half = Math.ceil(points.length / 2);
  const line = points.lastIndexOf('\n') + 1;
  const space = points.lastIndexOf(' ') + 1;
  return [line, space].find((at) => at > half) ?? points.length;
}
