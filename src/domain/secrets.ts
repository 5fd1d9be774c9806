// Passwords, tokens, keys and card numbers that people write into a text: replaced before it is searched, kept or relayed.
import { extractFacts } from './facts.ts';
import { withPlainLetters } from './plain-text.ts';
import { secretShapes, withoutCards } from './secret-shapes.ts';

const hidden = '•••';

const { source: passwordWord } =
  /(?:passwords?|passphrase|passwort|passcode|passwd|pwd|(?<![a-z])pw)(?![a-z_])|парол[а-яё]{0,3}|密[码碼]|口令/;

/** What stands behind the colon and is none: a text without its negation would say the opposite. */
const { source: noPassword } =
  /(?:(?:do|does|did|is|was|has|ca|wo)n['’]?t|not|no|never|cannot|wrong|incorrect|invalid|expired|locked|rejected|required|forgotten|unknown|what|why|how|не[а-яё]*|ни|что|как|почему|просрочен[а-яё]*|ист[её]к|устарел|заблокирован[а-яё]*|забыт[а-яё]*|ошибка)(?![^\s.,;:!?)»”"'])/;

const { source: colon } = /(?:\s{1,3}(?:is|это)|\s?[是为為])?\s{0,9}[:=：]\s*/;
const { source: noHan } = /[^\s\p{Script=Han}，。；！？、]/u;

/** With a colon or its like; what is behind it is hidden but for {@link noPassword}. */
const statedPasswords: readonly RegExp[] = [
  // As programs write it; elsewhere quotes are round a sentence of Microsoft's.
  new RegExp(
    `(["'][\\w-]{0,20}(?:${passwordWord})["']\\s{0,9}[:=]\\s{0,9})("[^"\\n]{1,256}"|'[^'\\n]{1,256}')`,
    'giu',
  ),
  new RegExp(`(<(?:${passwordWord})>)([^<\\s]{1,256})`, 'giu'),
  // Nobody's password is Chinese: signing in to Microsoft takes none.
  new RegExp(`((?:${passwordWord})${colon})(?!["'«“]?${noPassword})(${noHan}+)`, 'giu'),
];

/** That a password comes, said without the colon by which it is known at once. */
const { source: announced } =
  /(?:(?<= )-|[—–→|]) ?|(?:is|was|это|был)\s{1,2}|(?:[就还换改设]|[设重]置)?[是为為成]了?[ \t:：]{0,3}|(?<=[:：])\p{Script=Han}{1,8}/u;
const { source: oneWord } =
  /[!-~\p{Script=Latin}]{4,256}|\p{Script=Cyrillic}[\p{Script=Cyrillic}\d@#$%^&*_+=~-]{3,63}/u;
const afterPassword = new RegExp(
  `(?<=(?:${passwordWord})[ \\t:=：-]{0,3}(?<stated>${announced})?["'«“„「]?)(?:${oneWord})`,
  'giu',
);
/** Of a help page: "https://support.microsoft.com/…/reset-your-password-2c7b…"; a query's is a password. */
const slug = /https?:\/\/[^\s?#=]*$/i;
const longestSlug = 200;
const ofWhat = 'for|of|to|from|on|at|in|von|für|zu|от|для|к|на|в|у|из';
/** Whose or what for it is stands in between: then only what no ordinary word has is one. */
const passwordFor = new RegExp(
  `((?:${passwordWord})\\s{1,3}(?:${ofWhat})(?:\\s{1,3}[^\\s:=：]{0,39}[^\\s:=：.;!?]){1,4}?(?:\\s{0,3}[:=：]|\\s{1,3}(?:is|was|это|был)(?:\\s{1,3}(?:now|теперь))?)\\s{1,3}["'“«]?|(?<![\\w=-]|(?:dkim|spf|dmarc|arc|test)\\s)pass\\s{0,3}[:=：]\\s{0,3}["'“«]?)(${oneWord})`,
  'giu',
);
/** The same without a colon: the next words, up to five, until one is a secret by its look alone. */
const passwordOf = new RegExp(
  `((?:${passwordWord})\\s{1,3}(?:(?:is|was|это)\\s{1,3})?(?:${ofWhat})\\s{1,3})((?:[^\\s]{1,64}\\s{1,3}){0,4}[^\\s]{1,64})`,
  'giu',
);
/** What follows them is a name, though it looks like a password. */
const namedBefore =
  /^["'«“(]*(?:files?|documents?|workbooks?|folders?|users?|usernames?|logins?|accounts?|computers?|pcs?|laptops?|servers?|hosts?|printers?|rooms?|devices?|sites?|groups?|teams?|channels?|meetings?|networks?|ssids?|wi-?fi|файл\p{L}{0,3}|документ\p{L}{0,3}|книг\p{L}|папк\p{L}{1,3}|пользовател\p{L}{1,3}|логин\p{L}{0,3}|запис\p{L}{1,3}|уч[её]тк\p{L}{1,3}|компьютер\p{L}{0,3}|ноутбук\p{L}{0,3}|сервер\p{L}{0,3}|принтер\p{L}{0,3}|комнат\p{L}{1,3}|устройств\p{L}{1,3}|сайт\p{L}{0,3}|групп\p{L}{1,3}|команд\p{L}{1,3}|сет\p{L}{1,2})$/iu;
const closing = /[.,;:?!)\]"'»”]+$/;

/** Replaces what is a secret by its look or its place; leaves ordinary words, error codes and Microsoft's numbers. */
export function mask(text: string): { readonly text: string; readonly masked: number } {
  let masked = 0;
  const hide = (kept: string) => {
    masked += 1;
    return `${kept}${hidden}`;
  };
  const isCode = codesIn(text);
  let result = withPlainLetters(text);
  for (const pattern of [...secretShapes, ...statedPasswords])
    result = result.replace(pattern, (all: string, kept: string, found: string) =>
      isCode(found) || found.startsWith(hidden) ? all : hide(kept),
    );
  result = hideSaid(
    withoutCards(result, () => hide('')),
    isCode,
    () => hide(''),
  );
  return masked > 0 ? { text: result, masked } : { text, masked };
}

/** For names of files. */
export function withoutSecrets(names: readonly string[]): readonly string[] {
  return names.map((name) => mask(name).text);
}

/** For texts that were kept before {@link mask} knew what it knows now. */
export function withoutSaidPasswords(text: string): string {
  return hideSaid(text, codesIn(text), () => hidden);
}

function hideSaid(text: string, isCode: (found: string) => boolean, hide: () => string): string {
  const hideWord = (all: string, isSecret: (said: string) => boolean) => {
    const said = all.replace(closing, '');
    return isSecret(said) && !isCode(said) ? hide() + all.slice(said.length) : all;
  };
  return text
    .replace(afterPassword, (...found) => {
      const [all, stated] = found as [string, string | undefined];
      const isOfAddress = slug.test(text.slice(Math.max(0, found.at(-3) - longestSlug), found.at(-3)));
      return hideWord(all, (said) => !isOfAddress && looksSecret(said, stated !== undefined));
    })
    .replace(passwordFor, (_all, before: string, word: string) => before + hideWord(word, isNoWord))
    .replace(passwordOf, (_all, before: string, words: string) => before + hideFirst(words, hideWord));
}

/** The first that cannot be anything else, up to the end of the sentence. */
function hideFirst(
  words: string,
  hideWord: (all: string, isSecret: (said: string) => boolean) => string,
): string {
  let isOver = false;
  let isBeside = false;
  let last = '';
  return words.replaceAll(/(\s*)(["'«“„]*)([^\s]+)/g, (_all, space: string, quotes: string, said: string) => {
    // Behind a comma or on another line something else may be named.
    isBeside ||= space.includes('\n');
    const word = quotes + said;
    const isSecret = (one: string) => isUnmistakable(one, last) && (!isBeside || sign.test(one));
    const shown = isOver ? word : quotes + hideWord(said, isSecret);
    isOver ||= shown !== word || ending.test(word);
    isBeside ||= closing.test(word);
    last = word;
    return space + shown;
  });
}

const sign = /[@#$%^&*!]/;
const ending = /[.?!][)\]"'»”]*$/;
const emphasised = /^(?<mark>[*_~`]{1,3})(?<inner>.+)\k<mark>$/u;

/** Letters and digits with a sign, or of both cases and long, where no name is expected. */
function isUnmistakable(said: string, before: string): boolean {
  const plain = emphasised.exec(said)?.groups?.inner ?? said;
  if (plain.length < 6 || !/\p{L}/u.test(plain) || !/\d/.test(plain)) return false;
  if (productWithYear.test(plain) || camelName.test(plain)) return false;
  if (plain.split(/[,;]/).every((one) => address.test(one))) return false;
  if (sign.test(plain) || isPlainSecret(plain, before)) return true;
  return (
    plain.length >= 8 &&
    /^[\p{L}\d]+$/u.test(plain) &&
    /\p{Ll}/u.test(plain) &&
    /\p{Lu}/u.test(plain) &&
    !namedBefore.test(before)
  );
}

/** Small letters and digits right behind whose it is: "password for outlook qwerty123". */
function isPlainSecret(said: string, before: string): boolean {
  return (
    /^[\p{Ll}\d]+$/u.test(said) &&
    !technical.test(said) &&
    /\p{L}$/u.test(before) &&
    !namedBefore.test(before) &&
    !noOwner.test(before)
  );
}
const technical =
  /^(?:pc|laptop|notebook|desktop|macbook|ipad|pixel|srv|vm|exch|sql|oauth|sha|aes|base|utf|smtp|imap|port|version|ver|win)\d{1,4}(?:pro|r2)?$/;
/** Behind them stands where or how. */
const noOwner = new RegExp(
  `^(?:${ofWhat}|the|a|an|my|and|or|with|via|by|as|than|since|after|using|is|was|error|code|version|domain|tenant|и|или|с|со|по|через|под|как|после|ошибк\\p{L}|код\\p{L}{0,2}|верси\\p{L}|домен\\p{L}{0,2}|тенант\\p{L}{0,2})$`,
  'iu',
);

/** Whatever else may stand behind "the password for Outlook:". */
function isNoWord(said: string): boolean {
  if (productWithYear.test(said) || address.test(said)) return false;
  return looksSecret(said, false) || /[\p{L}\d][@#$%^&*!~]+[\p{L}\d]/u.test(said);
}

const productWithYear =
  /^(?:windows|win|office|outlook|excel|word|exchange|sharepoint|project|visio|access|dynamics|microsoft|server|iphone|surface|galaxy|thinkpad|[mo])\d{1,4}\b/i;
const isProduct = (said: string) => productWithYear.exec(said)?.[0] === said;
const camelName =
  /^(?:One(?:Drive|Note)|SharePoint|Power(?:Point|Shell|Apps)|BitLocker|OAuth|WiFi|WhatsApp|WeChat|i(?:Phone|Pad|OS)|macOS|MacBook)/i;
const address = /:\/\/|^www\.|^[\w.+-]{2,}@[\w.-]+\.[a-z]{2,}$/i;

/** What no ordinary word has: a digit among letters; where a password is announced, a capital or a sign inside. */
function looksSecret(said: string, stated: boolean): boolean {
  if (address.test(said) || /^\d{1,2}-\p{L}{2,}$/u.test(said)) return false;
  if (/^\d+$/.test(said)) return said.length <= 12 && said.length >= (stated ? 4 : 6);
  if (/\d/.test(said) && /\p{L}/u.test(said))
    return stated || (said.length > 4 && /[a-z]/i.test(said) && !isProduct(said));
  if (!stated || camelName.test(said)) return false;
  return (
    /[a-z][A-Z]/.test(said) || /[\p{L}\d][@#$%^&*_+=~|\\]+[\p{L}\d]|[$%^~]\p{L}|\p{L}[#$%^~]/u.test(said)
  );
}

/** Error codes and issue ids of the text, alone or as in `error=0x80070035`. */
function codesIn(text: string): (found: string) => boolean {
  const { errorCodes, serviceIssueIds } = extractFacts(text);
  const codes = new Set([...errorCodes, ...serviceIssueIds]);
  return (found) =>
    found.length < 64 && codes.has(found.replace(/^\W*(?:[a-z]+[=:(]+)?/i, '').replace(/\W+$/, ''));
}
