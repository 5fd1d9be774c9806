// What an agent asks of the bot in a thread though no word does it: such words are never a reply to the requester.
import { namePattern } from './known-names.ts';
import type { Settings } from './settings.ts';
import { type Severity, severities } from './support-offer.ts';

export const deskWishes = ['transfer', 'severity', 'find', 'brief'] as const;

/**
 * The text begins like a wish; `named` is what follows, such as a queue. `alone`: the whole text is one.
 * `colleague`: it is said to somebody, and `named` is who.
 */
export type DeskWish =
  | { readonly kind: 'alone' }
  | { readonly kind: (typeof deskWishes)[number] | 'colleague'; readonly named: string };

/** One language's words, as `i18n` lists them. */
export interface DeskWords {
  /** Whole texts. What could as well answer a requester ("Cancel", "关闭") is none of them. */
  readonly alone: readonly string[];
  /** Whole texts as well, and before a colon the same as that command. */
  readonly colon: Readonly<Record<'note' | 'solve', readonly string[]>>;
  /** Wishes only before a name, a number or a letter; `brief`: before a few words and no more. */
  readonly before: Readonly<Record<(typeof deskWishes)[number], readonly string[]>>;
  /** What replies begin with, before a colon, though it is nearly one of the desk's words or is one of them. */
  readonly ordinary: readonly string[];
}

type Named = Pick<Settings, 'queues' | 'staff' | 'customers' | 'providers'>;

/** "Transfer to billing", but not "transfer to the other mailbox"; "find Contoso", but not "find the setting". */
export function isForDesk(wish: DeskWish, { queues, staff, customers, providers }: Named): boolean {
  if (wish.kind === 'alone') return true;
  const said = plain(wish.named);
  if (said === '') return false;
  const desk = [...queues, ...staff, ...providers].map(({ id, name }) => (said === plain(id) ? id : name));
  switch (wish.kind) {
    case 'transfer':
      return isNameIn(said, desk);
    case 'severity':
      return lettersOf.has(said) || withReason.test(said);
    case 'brief':
      return isBrief(said) || desk.some((name) => beginsWith(said, plain(name)));
    case 'colleague':
      return isColleague(
        said,
        staff.map(({ name }) => name),
      );
    case 'find':
      return /^\d{3,}$/.test(said) || customers.some(({ name }) => isPartOf(said, plain(name)));
  }
}

/** "A because nobody can work": the Russian letters are words too («в», «с»), and need one that gives a reason. */
const withReason =
  /^(?:[abc](?=[ \p{Script=Han}])(?! ?(?:(?:is|are|was|means|has|covers|applies|or|and|это|для|значит|означает|или|и)(?!\p{L})|是|为|指|表示|适用|和|或))|[авс] (?=(?:потому|так как|поскольку|из за|т к|ибо)(?!\p{L})))/u;

/** Also the Russian ones that look the same. */
const lettersOf: ReadonlyMap<string, Severity> = new Map([
  ...severities.map((letter) => [letter.toLowerCase(), letter] as const),
  ['а', 'A'],
  ['в', 'B'],
  ['с', 'C'],
]);

/** "A, nobody can work": undefined without a letter or without a reason. */
export function severityIn(text: string): { severity: Severity; reason: string } | undefined {
  const [, letter = '', reason = ''] = /^\s*(\p{L})(?![\p{L}\p{N}])[\s\p{P}]*(.*)$/su.exec(text) ?? [];
  const severity = lettersOf.get(letter.toLowerCase());
  const why = reason.replace(because, '').trim();
  return severity && why !== '' ? { severity, reason: why } : undefined;
}

/** The reason is shown where this is said already. */
const because =
  /^(?:because of|because|due to|since|as|for|потому,? что|так как|поскольку|т\. ?к\.)(?!\p{L})[\s,:]*|^(?:因为|由于)[\s，,：:]*/iu;

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** "Until tomorrow morning", "至明天上午", but no sentence. */
function isBrief(said: string): boolean {
  return said.split(' ').length <= 3 && !/\p{Script=Han}{7}/u.test(said);
}

/** "Escalate to Wingtip, they sold it": the first word of a company's name is enough. */
function beginsWith(said: string, name: string): boolean {
  const [first = ''] = name.split(' ');
  return said.startsWith(`${name} `) || (first.length > 3 && said.startsWith(`${first} `));
}

/** Chinese puts no space behind a name. */
function isColleague(said: string, names: readonly string[]): boolean {
  return isNameIn(said, names) || names.some((name) => isHan.test(name) && said.startsWith(plain(name)));
}

const isHan = /^\p{Script=Han}/u;

function isPartOf(said: string, name: string): boolean {
  if (said === name) return true;
  // "Assign it" is not about the queue "IT support".
  return said.length > 2 && (name.startsWith(`${said} `) || name.split(' ').includes(said));
}

/** In Russian a name may stand in any case: «передать Марии». */
function isNameIn(said: string, names: readonly string[]): boolean {
  if (names.some((name) => isPartOf(said, plain(name)))) return true;
  const pattern = namePattern(names);
  return pattern !== undefined && said.replaceAll(pattern, '').trim() === '';
}
