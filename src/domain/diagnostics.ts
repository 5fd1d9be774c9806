// What to ask before a person takes over, as data; what can be read out of a text; what must be masked.
// Field ids, patterns and the severity matrix follow the request forms of Microsoft 365 and Azure.
import type { Category, Product } from './article.ts';
import { clip } from './plain-text.ts';
import type { Severity } from './support-offer.ts';

export const formIds = ['technical', 'sign-in', 'mail', 'subscription', 'billing'] as const;
export type FormId = (typeof formIds)[number];

export const fieldIds = [
  'summary',
  'product',
  'startedAt',
  'scope',
  'workaround',
  'errorText',
  'triedSteps',
  'affectedUser',
  'signInMethod',
  'newPhone',
  'sender',
  'recipient',
  'change',
  'subscription',
  'quantity',
  'dateWanted',
  'authorised',
  'invoiceNumber',
  'disputedLine',
] as const;
export type FieldId = (typeof fieldIds)[number];

/** Values are choice ids or the person's masked words; `unknown` is always a legal choice. */
export type Answers = Readonly<Partial<Record<FieldId, string>>>;

/** One input of a card; labels, hints and error texts are found by its id. */
export interface FormField<Id extends string = FieldId> {
  readonly id: Id;
  readonly kind: 'text' | 'multiline' | 'choice' | 'number' | 'date';
  readonly required: boolean;
  readonly maxLength?: number;
  /** Choice ids; labels are texts. The last one is what "I don't know" means. */
  readonly choices?: readonly string[];
  /** Checked here and by the card. */
  readonly pattern?: string;
}

const email = '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$';

export const startedChoices = ['now', 'today', 'yesterday', 'this-week', 'earlier', 'unknown'] as const;
export const scopeChoices = ['one-user', 'some-users', 'one-site', 'whole-org', 'unknown'] as const;
const workaroundChoices = ['none', 'partial', 'full', 'unknown'] as const;
const productChoices: readonly Product[] = [
  'outlook',
  'teams',
  'onedrive',
  'sharepoint',
  'office',
  'windows',
  'entra',
  'exchange',
  'azure',
  'dynamics',
  'm365',
];

/** Together with the other fields of any form it fits a pressed card, in Chinese too. */
export const maxSummary = 1500;

const summary: FormField = { id: 'summary', kind: 'multiline', required: true, maxLength: maxSummary };
const common: readonly FormField[] = [
  summary,
  { id: 'startedAt', kind: 'choice', required: true, choices: startedChoices },
  { id: 'scope', kind: 'choice', required: true, choices: scopeChoices },
  { id: 'workaround', kind: 'choice', required: true, choices: workaroundChoices },
];
const errorText: FormField = { id: 'errorText', kind: 'text', required: false, maxLength: 700 };
const product: FormField = { id: 'product', kind: 'choice', required: true, choices: productChoices };

export const forms: Readonly<Record<FormId, readonly FormField[]>> = {
  technical: [...common, product, errorText],
  'sign-in': [
    ...common,
    { id: 'affectedUser', kind: 'text', required: false, maxLength: 113, pattern: email },
    {
      id: 'signInMethod',
      kind: 'choice',
      required: false,
      choices: ['app', 'sms', 'key', 'hello', 'password', 'unknown'],
    },
    { id: 'newPhone', kind: 'choice', required: false, choices: ['yes', 'no', 'unknown'] },
    errorText,
  ],
  mail: [
    ...common,
    { id: 'sender', kind: 'text', required: false, maxLength: 113, pattern: email },
    { id: 'recipient', kind: 'text', required: false, maxLength: 113, pattern: email },
    errorText,
  ],
  subscription: [
    {
      id: 'change',
      kind: 'choice',
      required: true,
      choices: ['add', 'reduce', 'cancel', 'renew', 'upgrade', 'buy', 'unknown'],
    },
    { id: 'subscription', kind: 'text', required: true, maxLength: 200 },
    { id: 'quantity', kind: 'number', required: false },
    { id: 'dateWanted', kind: 'date', required: false },
    { id: 'authorised', kind: 'choice', required: true, choices: ['yes', 'no', 'unknown'] },
    { ...summary, required: false },
  ],
  billing: [
    { id: 'invoiceNumber', kind: 'text', required: true, maxLength: 60 },
    { id: 'disputedLine', kind: 'text', required: false, maxLength: 300 },
    summary,
  ],
};

export function formFor(category: Category, about: Product): FormId {
  if (category === 'billing') return 'billing';
  if (category === 'subscription-change') return 'subscription';
  if (about === 'entra') return 'sign-in';
  return about === 'exchange' ? 'mail' : 'technical';
}

export interface FieldFault<Id extends string = FieldId> {
  readonly field: Id;
  readonly fault: 'missing' | 'malformed' | 'too-long';
}

export interface ReadForm<Id extends string> {
  /** Legal values only, secrets masked; what was faulty is left out. */
  readonly values: Readonly<Partial<Record<Id, string>>>;
  readonly faults: readonly FieldFault<Id>[];
}

/** Reads what a card sent for these fields; keys that no field asks for are dropped. */
export function readForm<Id extends string>(
  fields: readonly FormField<Id>[],
  raw: Readonly<Record<string, unknown>>,
): ReadForm<Id> {
  const faults: FieldFault<Id>[] = [];
  const values: Partial<Record<Id, string>> = {};
  for (const field of fields) {
    const given = raw[field.id];
    const value = typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '';
    const fault = faultOf(field, value);
    if (fault) faults.push({ field: field.id, fault });
    else if (value !== '') values[field.id] = mask(value).text;
  }
  return { values, faults };
}

function faultOf(field: FormField<string>, value: string): FieldFault['fault'] | undefined {
  if (value === '') return field.required ? 'missing' : undefined;
  if (field.maxLength !== undefined && [...value].length > field.maxLength) return 'too-long';
  if (field.choices && !field.choices.includes(value)) return 'malformed';
  if (field.kind === 'number' && !/^\d{1,7}$/.test(value)) return 'malformed';
  if (field.kind === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(value)) return 'malformed';
  return field.pattern && !new RegExp(field.pattern).test(value) ? 'malformed' : undefined;
}

/** What the question already says, so that nobody is asked twice. */
export function prefill(formId: FormId, question: string, about: Product): Answers {
  const facts = extractFacts(question);
  const known: Partial<Record<FieldId, string>> = {
    summary: clip(question, maxSummary),
    product: productChoices.includes(about) ? about : 'm365',
  };
  const quoted = [...facts.errorCodes, ...facts.correlationIds].join(', ');
  if (quoted) known.errorText = quoted;
  const wanted = forms[formId].map((f) => f.id);
  return Object.fromEntries(Object.entries(known).filter(([id]) => wanted.includes(id as FieldId)));
}

export interface Facts {
  readonly errorCodes: readonly string[];
  /** GUIDs: a correlation, request or tenant id; the words around it would tell which. */
  readonly correlationIds: readonly string[];
  /** Service-health or message-centre ids such as `EX123456`. */
  readonly serviceIssueIds: readonly string[];
}

const codePatterns = [/\bAADSTS\d{4,7}\b/gi, /\b0x[0-9A-F]{8}\b/gi, /\bKB\d{6,7}\b/gi];
const mailWord = /ndr|undeliverable|bounce|deliver|недостав|не доставлен|退信|未送达|无法送达/i;

/** Error codes, ids and issue ids in a text. A bare `5.7.1` counts only near a word about mail. */
export function extractFacts(text: string): Facts {
  const found = (patterns: readonly RegExp[]) => [
    ...new Set(patterns.flatMap((p) => [...text.matchAll(p)].map((m) => m[0]))),
  ];
  const ndr = mailWord.test(text) ? found([/\b(?:[45]\d\d )?[245]\.\d{1,3}\.\d{1,3}\b/g]) : [];
  return {
    errorCodes: [...found(codePatterns), ...ndr],
    correlationIds: found([/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi]),
    serviceIssueIds: found([/\b(?:EX|TM|SP|OD|MO|CR|IT|AAD|MC)\d{6,7}\b/g]),
  };
}

const secretPatterns: readonly RegExp[] = [
  /((?:password|passwort|passcode|pwd|пароль|密码)\s*(?:is|[:=：—-])\s*)(\S+)/giu,
  // Only at a word's beginning: in `eyJeyJ…` every third letter would begin a search to the end.
  /()((?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g,
  /((?:[?&]|\b)(?:sig|sv|client_secret|access_token|code)=)([^\s&]{6,})/gi,
  /(\bBearer\s+)([\w.~+/-]{12,}=*)/gi,
  /()(\b\d{6}(?:-\d{6}){7}\b)/g,
];

/** Said without the colon by which a password is known at once: only what looks like no word. */
export const saidPassword =
  /(?<=(?:password|passcode|pwd?|пароль|паролем|密码)[ :=：]{0,3}(?:is |это |是|为)?)(?=[!-~]{0,30}\d)(?=[!-~]{0,30}[a-z])[!-~]{4,63}[a-z0-9]/giu;

/** Microsoft's own numbers: sixteen digits that begin with the day. One in ten would pass for a card. */
const serviceRequestNumber = /^2\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{10}$/;

/** Replaces passwords, tokens, keys and card numbers before anything is stored. */
export function mask(text: string): { readonly text: string; readonly masked: number } {
  let masked = 0;
  const hide = (kept: string) => {
    masked += 1;
    return `${kept}•••`;
  };
  let result = text.replace(/\b\d(?:[ -]?\d){12,18}\b/g, (digits) =>
    passesLuhn(digits) && !serviceRequestNumber.test(digits) ? hide('') : digits,
  );
  for (const pattern of secretPatterns) result = result.replace(pattern, (_all, kept: string) => hide(kept));
  const { errorCodes } = extractFacts(result);
  result = result.replace(saidPassword, (found) => (errorCodes.includes(found) ? found : hide('')));
  return { text: result, masked };
}

function passesLuhn(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].map(Number).reverse();
  const sum = digits.reduce((total, d, i) => total + (i % 2 === 0 ? d : d > 4 ? d * 2 - 9 : d * 2), 0);
  return sum % 10 === 0;
}

export interface Assessment {
  readonly severity: Severity;
  /** Which cell of the matrix decided, for the agent: `whole-org/none`. */
  readonly rule: string;
}

const matrix: Readonly<Record<string, Readonly<Record<string, Severity>>>> = {
  'whole-org': { none: 'A', partial: 'B', full: 'C' },
  'one-site': { none: 'A', partial: 'B', full: 'C' },
  'some-users': { none: 'B', partial: 'B', full: 'C' },
  'one-user': { none: 'B', partial: 'C', full: 'C' },
};

/** Impact by scope and workaround; what is unknown is taken for the milder reading. Forms without scope give C. */
export function assessSeverity(answers: Answers): Assessment {
  const scope = answers.scope && answers.scope !== 'unknown' ? answers.scope : 'one-user';
  const workaround = answers.workaround && answers.workaround !== 'unknown' ? answers.workaround : 'partial';
  if (answers.scope === undefined) return { severity: 'C', rule: 'request' };
  return { severity: matrix[scope]?.[workaround] ?? 'C', rule: `${scope}/${workaround}` };
}
