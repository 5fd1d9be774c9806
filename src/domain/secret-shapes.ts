// Keys, tokens, one-time codes and card numbers by their look or by the name before them; passwords are in secrets.ts.

const { source: keyName } =
  /(?:account|api|shared[ _-]?access|storage|private|secret(?:[ _-]?access)?)[ _-]?keys?|access[_-]?key|(?:client|app|application|api|webhook)[ _-]?secret|(?:access|refresh|id|bearer|auth|session|sas)[ _-]?token/;

/** What nobody says in words: a letter and a digit in one run of eight or more that is no date and no address. */
const { source: keyValue } =
  /(?!https?:|\d{4}-\d\d-)(?=[^\s"'<&;,]{0,80}\d)(?=[^\s"'<&;,]{0,80}[a-z])[^\s"'<&;,]{8,}/;

/** Never the bare word: beside it stand the numbers of errors. */
const { source: oneTimeCode } =
  /(?:verification|security|confirmation|one[ -]?time|sms|2fa|mfa|otp)[ -](?:pass)?code|\botp|\bpin(?:[ -]?code|码)?|(?:\bmy code(?= is\b|[:=])|мой код(?=:| [—–-]| это))(?<!(?:error|fail|ошибк).{0,80})|код\p{L}{0,3} (?:подтверждения|безопасности|проверки|из (?:смс|sms))|(?:одноразовый|проверочный|смс|sms)[ -]код|(?<!\p{L})пин(?:[ -]?код)?|(?:验证|驗證|校验|动态|安全|确认)[码碼]/u;

/** Each keeps its first group and hides its second. */
export const secretShapes: readonly RegExp[] = [
  /()(-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----(?:\s{0,4}[a-z\d+/=]{20,})*(?:(?:\s{0,4}[a-z\d+/=]{1,19})?\s{0,4}-----END [A-Z ]{0,20}PRIVATE KEY-----)?)/gi,
  // Only at a word's beginning: in `eyJeyJ…` every third letter would begin a search to the end.
  /()((?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g,
  // GitHub, npm, Stripe and OpenAI, Slack, Google, Amazon, and a secret of Entra.
  /()((?<![\w-])(?:gh[a-z]_[a-z\d]{20,}|(?:github_pat|npm|glpat|whsec|[sr]k_(?:live|test))[_-][\w+/-]{16,}=*|sk-[\w-]{16,}|xox[a-z]-[\w-]{10,}|AIza[\w-]{30,}|A[KS]IA[A-Z\d]{16}))/gi,
  /()((?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{30,})/g,
  new RegExp(
    `((?<!\\p{L})(?:${keyName})["']?(?: value)?(?:\\s{0,3}[:=：]|\\s{1,3}(?:is|это))?\\s{0,3}["']?)(${keyValue})`,
    'giu',
  ),
  // Elsewhere `code=` names an error; in an address it is what a sign-in brought.
  /((?:\b(?:sig|sv|client_secret|access_token|refresh_token|id_token)|[?&#]code)=)([^\s&]{6,})/gi,
  /(\bBearer\s+)(?!authenti|authori)([\w.~+/-]{12,}=*)/gi,
  /(\bAuthorization["']?\s{0,3}[:=]\s{0,3}["']?Basic\s{1,3})([\w+/-]{6,}=*)/gi,
  /(\bcookie:\s{0,3})([\w.-]{1,60}=[^\s;]{12,}(?:;\s{0,2}[\w.-]{1,60}=[^\s;]+)*)/gi,
  /(\bESTSAUTH[A-Z]{0,20}=)([^\s;]{6,})/gi,
  // Of a name and a password before a host.
  /(:\/\/[^\s/:@?#]{0,100}:)([^\s/?#]{1,256})(?=@)/g,
  // A drive's recovery key.
  /()((?<!\d)\d{6}(?:[ –-]?\d{6}){7}(?!\d))/g,
  new RegExp(
    `((?:${oneTimeCode})(?:\\s{0,3}(?:is|was|это)\\s|\\s{0,3}[是为])?["'”»]?[\\s:：=–—-]{0,4}["'“«]?)(\\d{3}[ -]\\d{3}|\\d{4,8})(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\d年月-]|[.:/]\\d)`,
    'giu',
  ),
  /(\b(?:cvv|cvc)2?[\s:：=]{1,3})(\d{3,4})\b/gi,
];

const between = String.raw`[ .\-–—/_·\u2000-\u200a\u202f]{1,2}`;
const cardShapes: readonly RegExp[] = [
  /\b\d{14,19}\b/g,
  // No telephone has so many digits, in whatever groups.
  /(?<!\w|\d[ -])\d(?:[ -]?\d){15,18}(?![ -]?\d|\w)/g,
  // As the card itself has them in groups: with the last three of nineteen, and without what may stand behind.
  new RegExp(`(?<!\\d)\\d{4}(${between})\\d{4}\\1\\d{4}\\1\\d{4}\\1\\d{1,3}(?!\\d)`, 'g'),
  new RegExp(`(?<!\\d)\\d{4}(${between})\\d{4}\\1\\d{4}\\1\\d{4}(?!\\d)`, 'g'),
  new RegExp(`(?<!\\d)3\\d{3}(${between})\\d{6}\\1\\d{4,5}(?!\\d)`, 'g'),
  // Behind a letter, where longer ids stand too.
  /(?<=[a-z_])(?:3[47]\d{13}|[456]\d{15})(?![a-z\d_-])/gi,
];

/**
 * How issuers' numbers begin, with their lengths (ISO/IEC 7812): Visa, Mastercard, Mir, American Express, Diners Club,
 * JCB, Discover with UnionPay and Maestro, and what the oldest of China's cards have.
 */
const { source: issued } =
  /4\d{15}(?:\d{3})?|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|220[0-4]\d{12,15}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12,15}|(?:50|5[6-8]|6\d|81)\d{14,17}|9558\d{15}/;
const cardNumber = new RegExp(`^(?:${issued})$`);

/** Microsoft's own numbers: sixteen digits that begin with the day. One in ten would pass for a card. */
const serviceRequestNumber = /^2\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{10}$/;

/** Of a telephone, a device or a meeting. */
const otherNumberBefore =
  /(?:[+＋]|(?<!\d)00) ?$|(?:(?<!\p{L})(?:imei(?:sv)?|meid|eid|iccid)(?:[ -]?\d)?|(?:meeting|conference|webinar|serial)[ -]?(?:ids?|no\.?|numbers?)|(?:ид(?:ентификатор)?|id|номер|код)[ -](?:собрания|конференции|встречи)|серийный номер|(?:会议|會議)[ -]?(?:id|号码?|編號|编号)|序列号)(?: (?:is|это))?[是为為]?\s{0,3}[:：=#№—–-]?\s{0,3}$/iu;
const longestBefore = 40;

export function withoutCards(text: string, hide: () => string): string {
  return cardShapes.reduce(
    (rest, shape) =>
      rest.replace(shape, (...found) => {
        const at: number = found.at(-2);
        return isCard(found[0], rest.slice(Math.max(0, at - longestBefore), at)) ? hide() : found[0];
      }),
    text,
  );
}

function isCard(shown: string, before: string): boolean {
  const digits = shown.replace(/\D/g, '');
  return (
    cardNumber.test(digits) &&
    passesLuhn(digits) &&
    !serviceRequestNumber.test(shown) &&
    !otherNumberBefore.test(before)
  );
}

function passesLuhn(text: string): boolean {
  const digits = [...text].map(Number).reverse();
  const sum = digits.reduce((total, d, i) => total + (i % 2 === 0 ? d : d > 4 ? d * 2 - 9 : d * 2), 0);
  return sum % 10 === 0;
}
