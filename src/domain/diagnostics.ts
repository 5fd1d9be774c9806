// What to ask before a person takes over, as data, and how severe the answers make it.
// Field ids, patterns and the severity matrix follow the request forms of Microsoft 365 and Azure.
import { Temporal } from 'temporal-polyfill';
import type { Category, Product } from './article.ts';
import { extractFacts } from './facts.ts';
import { clip } from './plain-text.ts';
import { mask } from './secrets.ts';
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
  /** What it quotes may have other letters; most of them must be Latin. */
  readonly inEnglish?: true;
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
  'intune',
  'defender',
  'azure',
  'dynamics',
  'power-platform',
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
    { id: 'invoiceNumber', kind: 'text', required: false, maxLength: 60 },
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

/** When a form was sent, in epoch milliseconds, and the IANA zone of who sent it: what is today there. */
export interface SentAt {
  readonly now: number;
  readonly zone: string;
}

/**
 * Reads what a card sent for these fields; keys that no field asks for are dropped. A date is one of the calendar, from
 * today on.
 */
export function readForm<Id extends string>(
  fields: readonly FormField<Id>[],
  raw: Readonly<Record<string, unknown>>,
  sentAt: SentAt,
): ReadForm<Id> {
  const faults: FieldFault<Id>[] = [];
  const values: Partial<Record<Id, string>> = {};
  for (const field of fields) {
    const given = raw[field.id];
    const value = typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '';
    const kept = mask(value).text;
    // Where a secret was hidden may be no address any more.
    const fault = faultOf(field, value, sentAt) ?? (fits(field, kept) ? undefined : 'malformed');
    if (fault) faults.push({ field: field.id, fault });
    else if (value !== '') values[field.id] = kept;
  }
  return { values, faults };
}

function faultOf(field: FormField<string>, value: string, sentAt: SentAt): FieldFault['fault'] | undefined {
  if (value === '') return field.required ? 'missing' : undefined;
  if (field.maxLength !== undefined && [...value].length > field.maxLength) return 'too-long';
  if (field.choices && !field.choices.includes(value)) return 'malformed';
  if (field.kind === 'number' && !/^\d{1,7}$/.test(value)) return 'malformed';
  if (field.kind === 'date' && !(isDate(value) && value >= todayOf(sentAt))) return 'malformed';
  if (field.inEnglish && isMostlyForeign(value)) return 'malformed';
  return fits(field, value) ? undefined : 'malformed';
}

function fits({ pattern }: FormField<string>, value: string): boolean {
  return value === '' || pattern === undefined || new RegExp(pattern).test(value);
}

/** One of the calendar, as `2026-12-01`. */
export function isDate(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/** As `2026-12-01`. */
export function todayOf({ now, zone }: SentAt): string {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString();
}

function isMostlyForeign(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = text.match(/\p{Script=Latin}/gu) ?? [];
  return letters.length > 2 * latin.length;
}

/** What the question already says, so that nobody is asked twice. */
export function prefill(formId: FormId, question: string, about: Product): Answers {
  const facts = extractFacts(question);
  const known: Partial<Record<FieldId, string>> = {
    summary: clip(question, maxSummary),
    product: about,
  };
  const quoted = [...facts.errorCodes, ...facts.correlationIds].join(', ');
  if (quoted) known.errorText = quoted;
  return answersOf(formId, known);
}

/** Those that the form asks for. */
export function answersOf(formId: FormId, known: Answers): Answers {
  const wanted = forms[formId].map((f) => f.id);
  return Object.fromEntries(Object.entries(known).filter(([id]) => wanted.includes(id as FieldId)));
}

export interface Assessment {
  readonly severity: Severity;
  /** Which cell of the matrix decided, for the agent: `whole-org/none`; `urgent` when the topic did. */
  readonly rule: string;
}

const matrix: Readonly<Record<string, Readonly<Record<string, Severity>>>> = {
  'whole-org': { none: 'A', partial: 'B', full: 'C' },
  'one-site': { none: 'A', partial: 'B', full: 'C' },
  'some-users': { none: 'B', partial: 'B', full: 'C' },
  'one-user': { none: 'B', partial: 'C', full: 'C' },
};

/**
 * Impact by scope and workaround; what is unknown is taken for the milder reading. Forms without scope give C.
 * What cannot wait, such as a stolen account, is B at least.
 */
export function assessSeverity(answers: Answers, isUrgent = false): Assessment {
  const told = byImpact(answers);
  return isUrgent && told.severity !== 'A' ? { severity: 'B', rule: 'urgent' } : told;
}

function byImpact({ scope, workaround }: Answers): Assessment {
  if (scope === undefined) return { severity: 'C', rule: 'request' };
  const whom = scope === 'unknown' ? 'one-user' : scope;
  const instead = workaround === undefined || workaround === 'unknown' ? 'partial' : workaround;
  return { severity: matrix[whom]?.[instead] ?? 'C', rule: `${whom}/${workaround ?? 'unknown'}` };
}
