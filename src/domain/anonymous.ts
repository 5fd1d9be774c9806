// A person's words as somebody may read them who has no business with that person: what names people, places and
// accounts is hidden, error codes stay.
import { extractFacts } from './diagnostics.ts';

const hidden = '•••';

/** What anybody may open says nothing of who wrote it. */
const publicHosts = [
  'microsoft.com',
  'microsoft365.com',
  'office.com',
  'office365.com',
  'live.com',
  'windows.com',
  'azure.com',
  'aka.ms',
  'microsoftonline.com',
];

const topLevels =
  'com|net|org|info|biz|local|lan|corp|internal|cloud|online|group|int|edu|gov|\\u0440\\u0444|[a-z]{2}';

// Chinese puts no space between a word and an address: its signs are no part of one.
const letter = '\\p{Script=Latin}\\p{Script=Cyrillic}';
const word = `${letter}\\p{N}`;
const pattern = (source: string, flags = 'giu') => new RegExp(source, flags);

const mail = pattern(`(?<![${word}._%+-])[${word}._%+-]{1,64}@[${word}.-]{1,255}`);
const guid = pattern(`(?<![${word}])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![${word}])`);
const tail = '[^\\s,;)»”"\\p{Script=Han}，。；！？）]*';
const address = pattern(
  `(?<![${word}.@-])(?:https?://)?(?<host>(?:[${word}-]{1,63}\\.){1,8}(?:${topLevels}))(?![${word}-])(?::\\d{1,5})?(?:/${tail})?`,
);
/** Shares, folders and accounts as Windows writes them. */
const windowsPath = pattern(`(?<![${word}])(?:[a-z]:|\\\\|[${word}.-]{1,64})\\\\${tail}`);
const ipAddress = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;
const machine = pattern(
  `(?<![${word}])(?:(?:desktop|laptop|pc|srv|dc|nb|ws|fs|vm)-[a-z0-9-]{2,}|(?:srv|dc|nb|ws|fs|vm|pc)\\d{2,})(?![${word}])`,
);
/** Telephone, customer and invoice numbers; what stands behind more letters than three is a code. */
const number = pattern(`(?<![${word}])[${letter}]{0,3}[+-]?\\d(?:[ ()/-]{0,2}\\d){5,}(?!\\p{N})`, 'gu');
/** As the installer of Office writes them. */
const installerCode = /^\d{4,5}-\d{1,4}$/;

/**
 * Hides mail and web addresses, paths, names of computers, long numbers and ids, and these names with their parts.
 * Names that stand in another form than given, or are given by nobody, remain: who passes the text on reads it first.
 */
export function withoutTraces(text: string, names: readonly string[] = []): string {
  const facts = extractFacts(text);
  const codes = new Set([...facts.errorCodes, ...facts.serviceIssueIds]);
  const hideNumber = (found: string) => (codes.has(found) || installerCode.test(found) ? found : hidden);
  const named = namePattern(names);
  const rest = text
    .replace(mail, hidden)
    .replace(guid, hidden)
    .replace(address, (whole, ...groups) => (isPublic(hostOf(groups)) ? withoutQuery(whole) : hidden))
    .replace(windowsPath, hidden)
    .replace(ipAddress, hidden)
    .replace(machine, hidden)
    .replace(number, hideNumber);
  return named ? rest.replace(named, hidden) : rest;
}

function hostOf(groups: readonly unknown[]): string {
  const named = groups.at(-1);
  return typeof named === 'object' && named !== null && 'host' in named
    ? String(named.host).toLowerCase()
    : '';
}

function isPublic(host: string): boolean {
  return publicHosts.some((known) => host === known || host.endsWith(`.${known}`));
}

function withoutQuery(link: string): string {
  return link.replace(/[?#].*$/, '');
}

/** What a text is about, though a company may be called so. */
const ordinary =
  /^(?:microsoft|office|word|excel|teams|outlook|windows|azure|exchange|access|project|cloud|group|gmbh|ltd|llc|inc|the|and)$/i;

/** A name of two letters could be any word, and in Chinese one sign is. */
function namePattern(names: readonly string[]): RegExp | undefined {
  const parts = names
    .flatMap((name) => [name.trim(), ...name.split(/[\s,()]+/)])
    .filter((one) => one.length >= (/\p{Script=Han}/u.test(one) ? 2 : 3) && !ordinary.test(one));
  if (parts.length === 0) return undefined;
  const escaped = [...new Set(parts)]
    .toSorted((a, b) => b.length - a.length)
    .map((one) => {
      const plain = one.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
      return `(?<![${word}])${plain}(?![${word}])`;
    });
  return new RegExp(escaped.join('|'), 'giu');
}
