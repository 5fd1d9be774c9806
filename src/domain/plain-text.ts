// What people typed, without what could deceive a reader or break a card.

/** Control characters but tab and line feed; those that turn the reading direction; those that show nothing. */
const misleading =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;

/** NFC, trimmed, one kind of line end. */
export function plainText(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\u00a0', ' ')
    .replaceAll(misleading, '')
    .toWellFormed()
    .normalize('NFC')
    .trim();
}

const bytesPerPoint = 3;

/** At most so many code points, and three bytes each as JSON, with a visible mark where something was cut. */
export function clip(text: string, points: number, mark = ' […]'): string {
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
