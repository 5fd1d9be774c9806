// What people typed, without what could deceive a reader or break a card.

// Control characters but tab and newline; bidirectional overrides and isolates; zero-width and byte-order marks.
const deceptive =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

export function plainText(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(deceptive, '').trim();
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
