// The text of a foreign HTML fragment, in one pass over it: nothing of its markup is left, whatever it was.
import { plainText } from '../domain/plain-text.ts';

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  bull: '•',
};

/** They begin a line of their own. */
const blocks = new Set(['br', 'p', 'div', 'li', 'ul', 'ol', 'tr', 'table', 'h1', 'h2', 'h3', 'h4', 'hr']);
/** What stands in them is no text. */
const silent = new Set(['script', 'style', 'head', 'title', 'template', 'iframe', 'object', 'svg']);

const comment = Symbol('inside a comment');

/** At most `maxLength` characters of the HTML are read. */
export function textOfHtml(html: string, maxLength: number): string {
  const [first = '', ...pieces] = html.slice(0, maxLength).split('<');
  let text = first;
  let within: string | typeof comment | undefined;
  for (const piece of pieces) {
    if (within === comment || piece.startsWith('!--')) {
      const end = piece.indexOf('-->');
      within = end < 0 ? comment : undefined;
      if (end >= 0) text += piece.slice(end + 3);
      continue;
    }
    const tag = /^(\/?)([a-z][a-z0-9]*)/i.exec(piece);
    const end = piece.indexOf('>');
    const name = tag?.[2]?.toLowerCase();
    if (within !== undefined) {
      // Only its own end ends it.
      if (tag?.[1] !== '/' || name !== within) continue;
      within = undefined;
    } else if (name !== undefined && tag?.[1] === '' && silent.has(name)) {
      within = name;
      continue;
    }
    // No tag at all: "a < b". A tag without its end takes the rest along.
    if (name === undefined && !/^[!?/]/.test(piece)) {
      text += `<${piece}`;
      continue;
    }
    if (name !== undefined && blocks.has(name)) text += '\n';
    if (name === 'li' && tag?.[1] === '') text += '• ';
    if (end >= 0) text += piece.slice(end + 1);
  }
  return tidied(decoded(text));
}

/** Once: what comes out is text, also when it looks like an entity or a tag. */
function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (all, digits, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? String(all);
    const code = hex === undefined ? Number(digits) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

function tidied(text: string): string {
  return plainText(text)
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
