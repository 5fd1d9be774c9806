// Takes any Markdown apart into plain words: headings, paragraphs, lists; no links, pictures, code or HTML.
import { oneLine, plainText } from '../domain/plain-text.ts';
import { isForPartners } from './addresses.ts';

export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'numbers' | 'bullets' | 'aside';
  /** One for each item of a list, else one; never empty. */
  readonly texts: readonly string[];
  /** Of a heading, 1 to 6; else 0. */
  readonly level: number;
}

export interface Markdown {
  /** YAML; undefined when the page begins without it. */
  readonly front: string | undefined;
  readonly blocks: readonly Block[];
}

// What is longer is no page for people; all patterns below are bounded, so that no page can hold up a turn.
const longestBody = 60_000;
const longestLine = 3_000;
const mostLines = 3_000;

export function readMarkdown(source: string): Markdown {
  const { front, body } = partsOf(source);
  return { front, blocks: blocksOf(withoutComments(body.slice(0, longestBody))) };
}

/** The front matter as it stands, and what comes after it. */
export function partsOf(source: string): { readonly front: string | undefined; readonly body: string } {
  const text = source.replaceAll('\r\n', '\n');
  const [all = '', front] = /^---[ \t]*\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text) ?? [];
  return { front, body: text.slice(all.length) };
}

function withoutComments(text: string): string {
  let out = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('<!--', at);
    if (start < 0) return out + text.slice(at);
    out += text.slice(at, start);
    const end = text.indexOf('-->', start);
    if (end < 0) return out;
    at = end + 3;
  }
}

function blocksOf(text: string): readonly Block[] {
  const draft = new BlocksDraft();
  for (const line of linesOf(text)) draft.add(line);
  return draft.finish();
}

class BlocksDraft {
  readonly #blocks: Block[] = [];
  #kind: Block['kind'] | undefined;
  #texts: string[] = [];
  /** A blank line, or a list inside, has come since: only what is indented still belongs to the item. */
  #paused = false;

  add(line: string): void {
    const words = line.trim();
    const indented = /^(?: {2,}|\t)/.test(line);
    const [, marks, heading] = /^(#{1,6})[ \t]+(.+)/.exec(line) ?? [];
    const [, numbered] = /^ {0,3}\d{1,3}[.)][ \t]+(.*)/.exec(line) ?? [];
    const [, bullet] = /^ {0,3}[-*+][ \t]+(.*)/.exec(line) ?? [];
    if (words === '') this.#blank();
    else if (isNoise(words)) return;
    else if (heading !== undefined) this.#put('heading', [heading], marks?.length);
    else if (this.#kind === 'paragraph' && /^(?:=+|-{2,})$/.test(words)) this.#underline(words);
    else if (/^[-*_ ]{3,}$/.test(words)) this.#close();
    else if (numbered !== undefined) this.#item('numbers', numbered);
    else if (bullet !== undefined && !(indented && this.#kind === 'numbers')) this.#item('bullets', bullet);
    else if (/^[>|]/.test(words)) this.#aside(words.replaceAll(/^[> ]+|\|/g, ' '));
    else if (this.#isList() && (indented || !this.#paused)) this.#inItem(words);
    else this.#join('paragraph', words);
  }

  finish(): readonly Block[] {
    this.#close();
    return this.#blocks;
  }

  #isList(): boolean {
    return this.#kind === 'numbers' || this.#kind === 'bullets';
  }

  #blank(): void {
    if (this.#isList()) this.#paused = true;
    else this.#close();
  }

  #underline(words: string): void {
    const title = this.#texts;
    this.#kind = undefined;
    this.#put('heading', title, words.startsWith('=') ? 1 : 2);
  }

  #item(kind: 'numbers' | 'bullets', words: string): void {
    if (this.#kind !== kind) this.#open(kind);
    this.#texts.push(words);
    this.#paused = false;
  }

  /** A note or a table among the steps does not end them. */
  #aside(words: string): void {
    if (this.#isList()) this.#keep('aside', [words], 0);
    else this.#join('aside', words);
  }

  /** A step is its first paragraph; what is nested in it is only searched. */
  #inItem(words: string): void {
    if (/^[-*+][ \t]|^\w{1,3}[.)][ \t]/.test(words)) this.#paused = true;
    if (this.#paused) this.#keep('aside', [words.replace(/^[-*+][ \t]+/, '')], 0);
    else this.#texts.push(`${this.#texts.pop() ?? ''} ${words}`);
  }

  #join(kind: 'paragraph' | 'aside', words: string): void {
    if (this.#kind !== kind) this.#open(kind);
    this.#texts.push(words);
  }

  #open(kind: Block['kind']): void {
    this.#close();
    this.#kind = kind;
    this.#texts = [];
    this.#paused = false;
  }

  #close(): void {
    if (this.#kind !== undefined) this.#keep(this.#kind, this.#texts, 0);
    this.#kind = undefined;
  }

  #put(kind: Block['kind'], texts: readonly string[], level = 0): void {
    this.#close();
    this.#keep(kind, texts, level);
  }

  #keep(kind: Block['kind'], raw: readonly string[], level: number): void {
    const isItems = kind === 'numbers' || kind === 'bullets';
    const texts = (isItems ? raw : [raw.join(' ')]).map(plainWords).filter(isWords);
    if (texts.length > 0) this.#blocks.push({ kind, texts, level });
  }
}

const isWords = (text: string) => /[\p{L}\p{N}]/u.test(text);

/** Without code between fences. */
function* linesOf(text: string): Generator<string> {
  let fence: string | undefined;
  for (const line of text.split('\n', mostLines)) {
    const [, mark] = /^[ \t>]{0,12}(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined;
    } else if (mark !== undefined) fence = mark.slice(0, 3);
    else yield line.slice(0, longestLine);
  }
}

/** What tells a publishing system something, not a reader. */
function isNoise(line: string): boolean {
  return (
    /^:{3,}/.test(line) ||
    /^>?[ \t]{0,3}\[!(?:INCLUDE|NOTE|TIP|IMPORTANT|WARNING|CAUTION|div|VIDEO)\b.{0,600}\]$/i.test(line) ||
    /^\[[^\]]{1,200}\]:[ \t]/.test(line) ||
    /^\|?[ \t:|-]+\|[ \t:|-]*$/.test(line) ||
    /^\{[%{<]/.test(line)
  );
}

const entities: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '‹',
  '&gt;': '›',
  '&quot;': '"',
  '&#39;': "'",
  '&apos;': "'",
};

// Each ends where another begins, so that many of them cannot make one long search.
const target = '\\((?:[^()]|\\([^()]{0,200}\\)){0,500}\\)|\\[[^[\\]]{0,100}\\]';
const picture = new RegExp(`!\\[(?:[^[\\]]|\\[[^[\\]]{0,100}\\]){0,300}\\](?:${target})?`, 'g');
const link = new RegExp(`\\[([^[\\]]{1,300})\\](?:${target})`, 'g');
const microsoftAddress =
  /(?<![\w./@-])(?:[a-z0-9-]{1,63}\.){1,6}microsoft(?:online)?\.(?:com|cn)(?:\/[^\s<>"'`)\]]{0,500})?/gi;

/** What a publishing system would have put something else in place of, in the middle of a line. */
function withoutDirectives(text: string): string {
  return text
    .replaceAll(/:::image\b[\s\S]{0,600}?:::/gi, ' ')
    .replaceAll(
      /\[!(?:INCLUDE|VIDEO|div)\b[^[\]]{0,200}(?:\[[^[\]]{0,200}\](?:\([^()]{0,300}\))?)?[^[\]]{0,100}\]/gi,
      ' ',
    )
    .replaceAll(/\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]/gi, ' ')
    .replaceAll(/\[![A-Z]{2,20}\s+([^[\]]{1,200})\]/g, '$1')
    .replaceAll(/\[\^[^[\]\s]{1,50}\]/g, '')
    .replaceAll(/\{[#:][^{}]{0,100}\}|\{%[^{}]{0,300}%\}|\{\{[^{}]{0,300}\}\}/g, ' ');
}

/** One line without any mark-up; addresses without scheme and query, those marked for partners not at all. */
export function plainWords(text: string): string {
  const words = withoutDirectives(text)
    .replaceAll(picture, ' ')
    .replaceAll(link, '$1')
    .replaceAll(/<((?:https?|mailto):[^\s<>]{1,500})>/g, '$1')
    .replaceAll(/<\/?[a-z][^<>]{0,500}>/gi, ' ')
    .replaceAll(/&(?:nbsp|amp|lt|gt|quot|apos|#39);/g, (entity) => entities[entity] ?? ' ')
    .replaceAll(/\b(?:https?:\/\/|www\.)[^\s<>"'`)\]]{1,500}/gi, readableAddress)
    .replaceAll(/\b(?:javascript|data|vbscript|mailto|file|ftp):(?:\/{2,3})?/gi, '')
    .replaceAll(microsoftAddress, (address) => (isForPartners(address) ? '' : address))
    .replaceAll(/\\([\\`*_{}[\]()#+.!|<>~-])/g, '$1')
    .replaceAll(/`+|\*+|~~|[[\]]|!(?=\[)/g, '')
    .replaceAll(/(?<![\p{L}\p{N}_])_{1,3}|_{1,3}(?![\p{L}\p{N}_])/gu, '');
  return oneLine(plainText(words))
    .replaceAll(/ (?=[,.;:!?)]( |$))/g, '')
    .trim();
}

const longestAddress = 80;

function readableAddress(address: string): string {
  const end = /[.,;:!?]+$/.exec(address)?.[0] ?? '';
  const url = URL.parse(address.replace(/^www\./i, 'https://www.'));
  if (url === null || isForPartners(url.href)) return end;
  const readable = `${url.host}${url.pathname.replace(/\/$/, '')}`;
  return (readable.length <= longestAddress ? readable : url.host) + end;
}
