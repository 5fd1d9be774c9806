// A person's words as somebody may read them who has no business with that person: what names people, places and
// accounts is hidden, error codes stay.
import { extractFacts } from './facts.ts';
import { namePattern } from './known-names.ts';
import { withoutSaidPasswords } from './secrets.ts';

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

const topLevels = [
  /com|net|org|info|biz|local|lan|corp|internal|cloud|online|group|int|edu|gov|app|dev|tech|shop|site|store|pro|agency/,
  /team|works|company|solutions|services|systems|consulting|digital|global|media|xyz|asia|xn--[a-z0-9-]{2,59}/,
  /рф|рус|москва|онлайн|сайт|бел|укр|[a-z]{2}/,
]
  .map(({ source }) => source)
  .join('|');

// Chinese puts no space between a word and an address: its signs are no part of one.
const letter = '\\p{Script=Latin}\\p{Script=Cyrillic}';
const word = `${letter}\\p{N}`;
const pattern = (source: string, flags = 'giu') => new RegExp(source, flags);

const mail = pattern(
  `(?<![${word}._%+-])[${word}._%+-]{1,64}(?:@|%40| ?[([]at[)\\]] ?)[${word}.-]{1,255}` +
    `|(?<![${word}])@[${word}][${word}._-]{1,255}`,
);
const guid = pattern(`(?<![${word}])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![${word}])`);
/** Keys and ids that no person would say by heart. */
const longId = pattern(`(?<![${word}_-])(?=[a-z_-]{0,64}\\d)[a-z0-9_-]{24,}(?![${word}_-])`);
const tail = '[^\\s,;)»”"\\p{Script=Han}，。；！？）]*';
const withScheme = `[a-z][a-z+-]{1,20}://(?<named>[^\\s/?#,;)»”"\\p{Script=Han}，。；！？）]{1,255})`;
const bare = `(?<host>(?:[${word}-]{1,63}\\.){1,8}(?:${topLevels}))(?![${word}-])(?::\\d{1,5})?`;
const address = pattern(`(?<![${word}.@-])(?:${withScheme}|${bare})(?<path>[/?]${tail})?`);
const inName = '[^\\s\\\\/:*?"<>|,;，。；！？]{1,100}';
/** Shares, folders and accounts as Windows writes them, and people's folders elsewhere. */
const filePath = pattern(
  `(?<![${word}./])(?:[a-z]:[\\\\/]|\\\\\\\\|[${word}.-]{1,64}\\\\|~?/(?:home|users|volumes|mnt|srv)/)` +
    `(?:${inName}[\\\\/]){0,30}(?:${inName}\\.[a-z0-9]{2,5}(?![a-z0-9])|${tail})`,
);
const machineAddresses = [
  /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g,
  /(?<![\w:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])/gi,
  /(?<![\w:])(?=[0-9a-f:]{0,35}::|(?:[0-9a-f]{1,4}:){7})[0-9a-f:]{6,39}(?![\w:])/gi,
];
const { source: kind } = /desktop|laptop|pc|srv|dc|nb|lt|ws|fs|vm|пк/;
const machine = pattern(
  `(?<![${word}-])(?:(?:[${word}]{2,20}-){0,2}(?:${kind})-[${word}-]{2,}` +
    `|(?:[${word}]{2,20}-){1,2}(?:${kind})\\d{0,4}|(?:srv|dc|nb|ws|fs|vm|pc)\\d{2,})(?![${word}])`,
);
const digit = '[0-9０-９]';
/** Telephone, customer and invoice numbers; what stands behind more letters than three is a code. */
const number = pattern(
  `(?<![${word}])[${letter}]{0,3}[+-]?${digit}(?:[ ()/-]{0,2}${digit}){5,}(?!\\p{N})` +
    '|(?<![\\p{L}\\p{N}.])\\+?\\d{1,4}(?:\\.\\d{2,4}){3,}(?![\\d.])',
  'gu',
);
/** As the installer of Office writes them. */
const installerCode = /^\d{4,5}-\d{1,4}$/;

/**
 * Hides mail and web addresses, paths, names of computers, long numbers and ids, passwords that `mask` once could
 * not tell, and these names with their parts, in Russian in every case. Other names, and those that are given by nobody,
 * remain: who passes the text on reads it first.
 */
export function withoutTraces(text: string, names: readonly string[] = []): string {
  const facts = extractFacts(text);
  const codes = new Set([...facts.errorCodes, ...facts.serviceIssueIds]);
  const unlessCode = (found: string) => (codes.has(found) || installerCode.test(found) ? found : hidden);
  const named = namePattern(names);
  let rest = withoutSaidPasswords(text)
    .replace(mail, hidden)
    .replace(guid, hidden)
    .replace(address, (whole, ...groups) => publicPart(whole, groups) ?? hidden)
    .replace(filePath, hidden);
  for (const one of machineAddresses) rest = rest.replace(one, hidden);
  rest = rest.replace(machine, hidden).replace(longId, hidden).replace(number, unlessCode);
  return named ? rest.replace(named, hidden) : rest;
}

/** What of a public address says nothing of who was there; undefined when the address is none. */
function publicPart(whole: string, groups: readonly unknown[]): string | undefined {
  const { named, host = named, path = '' } = groups.at(-1) as Partial<Record<string, string>>;
  const plain = host?.toLowerCase().replace(/:\d{1,5}$/, '');
  if (!publicHosts.some((known) => plain === known || plain?.endsWith(`.${known}`))) return undefined;
  const [way = ''] = path.split(/[?#]/);
  const steps = way.split('/').map((step) => (/^[\w-]{0,40}$/.test(step) ? step : hidden));
  return whole.slice(0, whole.length - path.length) + steps.join('/');
}
