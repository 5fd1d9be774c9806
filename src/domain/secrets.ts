// Passwords, tokens, keys and card numbers that people write into a text: replaced before it is searched, kept or relayed.
import { extractFacts } from './facts.ts';

const hidden = '•••';

const { source: passwordWord } =
  /(?:passwords?|passwort|passcode|passwd|pwd|(?<![a-z])pw)(?![a-z_])|парол[а-яё]{0,3}|密[码碼]|口令/;

/** What stands behind the colon and is none: a text without its negation would say the opposite. */
const { source: noPassword } =
  /(?:(?:do|does|did|is|was|has|ca|wo)n['’]?t|not|no|never|cannot|wrong|incorrect|invalid|expired|locked|rejected|required|forgotten|unknown|what|why|how|не[а-яё]*|ни|что|как|почему|просрочен[а-яё]*|ист[её]к|устарел|заблокирован[а-яё]*|забыт[а-яё]*|ошибка)(?![^\s.,;:!?)»”"'])/;

const { source: colon } = /(?:\s{1,3}(?:is|это))?\s{0,9}[:=：]\s*/;
const { source: noHan } = /[^\s\p{Script=Han}，。；！？、]/u;

const secretPatterns: readonly RegExp[] = [
  // Nobody's password is Chinese: signing in to Microsoft takes none.
  new RegExp(`((?:${passwordWord})${colon})(?!["'«“]?${noPassword})(${noHan}+)`, 'giu'),
  // Only at a word's beginning: in `eyJeyJ…` every third letter would begin a search to the end.
  /()((?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g,
  // Elsewhere `code=` names an error; in an address it is what a sign-in brought.
  /((?:\b(?:sig|sv|client_secret|access_token)|[?&#]code)=)([^\s&]{6,})/gi,
  /(\bBearer\s+)(?!authenti|authori)([\w.~+/-]{12,}=*)/gi,
  /()(\b\d{6}(?:-\d{6}){7}\b)/g,
];

/** That a password comes, said without the colon by which it is known at once. */
const { source: announced } =
  /(?:(?<= )-|[—–]) ?|(?:is|was|это|был)\s{1,2}|[就还改设]?[是为成]了?|(?<=[:：])\p{Script=Han}{1,8}/u;
const { source: oneWord } =
  /[!-~\p{Script=Latin}]{4,256}|\p{Script=Cyrillic}[\p{Script=Cyrillic}\d@#$%^&*_+=~-]{3,63}/u;
const afterPassword = new RegExp(
  `(?<=(?:${passwordWord})[ :=：-]{0,3}(?<stated>${announced})?["'«“„「]?)(?:${oneWord})`,
  'giu',
);
const closing = /[.,;:?!)\]"']+$/;

/** Microsoft's own numbers: sixteen digits that begin with the day. One in ten would pass for a card. */
const serviceRequestNumber = /^2\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{10}$/;

/** Replaces what is a secret by its look or its place; leaves ordinary words, error codes and Microsoft's numbers. */
export function mask(text: string): { readonly text: string; readonly masked: number } {
  let masked = 0;
  const hide = (kept: string) => {
    masked += 1;
    return `${kept}${hidden}`;
  };
  const isCode = codesIn(text);
  let result = text.replace(/\b\d(?:[ -]?\d){12,18}\b/g, (digits) =>
    passesLuhn(digits) && !serviceRequestNumber.test(digits) ? hide('') : digits,
  );
  for (const pattern of secretPatterns)
    result = result.replace(pattern, (all: string, kept: string, found: string) =>
      isCode(found) ? all : hide(kept),
    );
  return { text: hideSaid(result, isCode, () => hide('')), masked };
}

/** For texts that were kept before {@link mask} knew what it knows now. */
export function withoutSaidPasswords(text: string): string {
  return hideSaid(text, codesIn(text), () => hidden);
}

function hideSaid(text: string, isCode: (found: string) => boolean, hide: () => string): string {
  return text.replace(afterPassword, (...found) => {
    const { stated } = found.at(-1) as { stated?: string };
    const [all] = found as [string];
    const said = all.replace(closing, '');
    return looksSecret(said, stated !== undefined) && !isCode(said) ? hide() + all.slice(said.length) : all;
  });
}

const camelName =
  /^(?:One(?:Drive|Note)|SharePoint|Power(?:Point|Shell|Apps)|BitLocker|OAuth|WiFi|WhatsApp|WeChat|i(?:Phone|Pad|OS)|macOS|MacBook)/i;
const address = /:\/\/|^www\.|^[\w.+-]{2,}@[\w.-]+\.[a-z]{2,}$/i;

/** What no ordinary word has: a digit among letters; where a password is announced, a capital or a sign inside. */
function looksSecret(said: string, stated: boolean): boolean {
  if (address.test(said) || /^\d{1,2}-\p{L}{2,}$/u.test(said)) return false;
  if (/^\d+$/.test(said)) return said.length <= 12 && said.length >= (stated ? 4 : 6);
  if (/\d/.test(said) && /\p{L}/u.test(said)) return stated || (said.length > 4 && /[a-z]/i.test(said));
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

function passesLuhn(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].map(Number).reverse();
  const sum = digits.reduce((total, d, i) => total + (i % 2 === 0 ? d : d > 4 ? d * 2 - 9 : d * 2), 0);
  return sum % 10 === 0;
}
