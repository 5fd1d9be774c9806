// What people typed, without what could deceive a reader or break a card.

// Control characters but tab and newline; bidirectional overrides and isolates; zero-width and byte-order marks.
const deceptive =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

export function plainText(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(deceptive, '').trim();
}

/** At most `length` code points, with a mark where something was cut. */
export function shorten(text: string, length: number): string {
  const points = [...text];
  return points.length <= length ? text : `${points.slice(0, length - 1).join('')}…`;
}
