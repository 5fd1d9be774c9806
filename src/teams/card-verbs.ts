// What each button may carry: the card's id, the rendering's nonce, and the inputs that its verb asks for.
import { z } from 'zod';
import { fieldIds } from '../domain/diagnostics.ts';
import { escalationFieldIds } from '../domain/escalation.ts';
import { locales } from '../domain/locale.ts';
import type { Verb } from '../domain/permissions.ts';
import { plainText } from '../domain/plain-text.ts';
import { severities } from '../domain/support-offer.ts';

const text = z.string().max(40_000).transform(plainText);
const shortText = z.string().max(1000).transform(plainText);
/** Inputs that were left empty are missing from what Teams sends. */
const optionalText = text.optional().default('');
const nothing = z.object({});
const index = z.coerce.number().int().min(0).max(20);
const pick = z.object({ n: index });
const words = z.object({ text: optionalText });

/** Every key of a form is a string or missing; which of them count is the form's affair. */
function formOf<Id extends string>(ids: readonly Id[]) {
  return z.object(
    Object.fromEntries(ids.map((id) => [id, text.optional()])) as Record<Id, z.ZodOptional<typeof text>>,
  );
}

/** Keys that a verb does not name are dropped: a folded form sends its parent's inputs along. */
export const inputSchemas = {
  'ask-example': pick,
  'set-language': z.object({ locale: z.enum(locales) }),
  'choose-article': pick,
  'article-helped': nothing,
  'article-not-helped': nothing,
  'talk-to-person': nothing,
  'send-diagnostics': formOf(fieldIds),
  'choose-ticket': pick,
  'confirm-solved': nothing,
  'not-solved': nothing,
  rate: z.object({ score: z.coerce.number().int().min(1).max(5), comment: shortText.optional().default('') }),
  'withdraw-ticket': nothing,
  'show-ticket': pick,
  'claim-ticket': nothing,
  'reply-ticket': words,
  'ask-requester': words,
  // Forms folded into one card must not share an input's id.
  'add-note': z.object({ note: optionalText }),
  'transfer-ticket': z.object({ queue: z.string().max(100) }),
  'change-severity': z.object({ severity: z.enum(severities), reason: shortText.optional().default('') }),
  'solve-ticket': z.object({ resolution: optionalText }),
  'escalate-ticket': nothing,
  'fill-escalation': formOf(escalationFieldIds),
  'record-number': z.object({ number: shortText.optional().default('') }),
  'relay-outside-news': words,
  'end-escalation': nothing,
} as const satisfies Record<Verb, z.ZodType>;

export type Input<V extends Verb> = z.infer<(typeof inputSchemas)[V]>;

/** What every button carries; an id that is no id of ours is refused here. */
export const keySchema = z.object({ card: z.uuid(), nonce: z.string().min(1).max(64) });
