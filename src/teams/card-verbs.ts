// What each button may carry: the card's id, the rendering's nonce, and the inputs that its verb asks for.
import { z } from 'zod';
import { fieldIds } from '../domain/diagnostics.ts';
import { escalationFieldIds } from '../domain/escalation.ts';
import { locales } from '../domain/locale.ts';
import { type Verb, verbs } from '../domain/permissions.ts';
import { plainText } from '../domain/plain-text.ts';
import { severities } from '../domain/support-offer.ts';

const text = z.string().transform(plainText);
/** Inputs that were left empty are missing from what Teams sends. */
const optionalText = text.optional().default('');
const shortText = z.string().max(1000).transform(plainText).optional().default('');
const nothing = z.object({});
const digits = z.stringFormat('digits', /^\d{1,2}$/).transform(Number);
/** Cards once had a button for every open ticket; whether this one has so many is the flow's affair. */
const pick = z.object({ n: z.union([z.int(), digits]).pipe(z.int().min(0).max(99)) });
const score = z.union([z.int(), digits]).pipe(z.int().min(1).max(5));
const words = z.object({ text: optionalText });

/** Every key of a form is a string or missing; which of them count is the form's affair. */
function formOf<Id extends string>(ids: readonly Id[]) {
  return z.object(
    Object.fromEntries(ids.map((id) => [id, text.optional()])) as Record<Id, z.ZodOptional<typeof text>>,
  );
}

export const inputSchemas = {
  'ask-example': pick,
  'set-language': z.object({ locale: z.enum(locales) }),
  'choose-article': pick,
  'article-helped': nothing,
  'article-not-helped': nothing,
  'talk-to-person': nothing,
  'watch-issue': nothing,
  'unwatch-issue': nothing,
  'send-diagnostics': formOf(fieldIds),
  'choose-ticket': pick,
  'ask-held': nothing,
  'confirm-solved': nothing,
  'not-solved': nothing,
  rate: z.object({ score, comment: shortText }),
  'withdraw-ticket': nothing,
  'show-ticket': pick,
  'claim-ticket': nothing,
  'reply-ticket': words,
  'ask-requester': words,
  'send-again': nothing,
  // Forms folded into one card must not share an input's id.
  'add-note': z.object({ note: optionalText }),
  'transfer-ticket': z.object({ queue: z.string().max(100) }),
  'change-severity': z.object({ severity: z.enum(severities), reason: shortText }),
  'solve-ticket': z.object({ resolution: optionalText }),
  'escalate-ticket': nothing,
  'fill-escalation': formOf(escalationFieldIds),
  'change-answers': nothing,
  'record-number': z.object({ number: shortText }),
  'correct-number': z.object({ number: shortText }),
  'relay-outside-news': words,
  'end-escalation': nothing,
} as const satisfies Record<Verb, z.ZodObject>;

export type Input<V extends Verb> = z.infer<(typeof inputSchemas)[V]>;

const keySchema = z.object({ card: z.uuid(), nonce: z.string().min(1).max(64) });

/** A folded form sends its parent's inputs along, and an old packet came back with its card's: known, not read. */
const knownKeys = new Set([
  ...Object.keys(keySchema.shape),
  ...Object.values(inputSchemas).flatMap((schema) => Object.keys(schema.shape)),
  'packet',
]);

/** Whatever a card of ours can carry fits, full forms in Chinese too; a contract test fills them. */
export const maxDataBytes = 8_192;

export type ReadPress =
  | {
      readonly ok: true;
      readonly verb: Verb;
      readonly card: string;
      readonly nonce: string;
      readonly input: Readonly<Record<string, unknown>>;
    }
  | { readonly ok: false; readonly reason: 'not-understood' | 'too-long' };

/** Takes nothing on trust: not the verb, not the size, not one key that no card of ours has. */
export function readPress(verb: string, data: unknown): ReadPress {
  if (Buffer.byteLength(JSON.stringify(data) ?? '') > maxDataBytes) return { ok: false, reason: 'too-long' };
  if (!isVerb(verb) || !Object.keys(Object(data)).every((name) => knownKeys.has(name))) return notUnderstood;
  const key = keySchema.safeParse(data);
  const input = inputSchemas[verb].safeParse(data);
  if (!key.success || !input.success) return notUnderstood;
  return { ok: true, verb, ...key.data, input: input.data };
}

const notUnderstood = { ok: false, reason: 'not-understood' } as const;

function isVerb(verb: string): verb is Verb {
  return Object.hasOwn(verbs, verb);
}
