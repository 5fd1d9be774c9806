// A draft in the shape of an article's file, in the language of the question.
import { type ArticleDraft, draftArticle, isSolved } from '../../domain/article-draft.ts';
import { askedIn, type Ticket } from '../../domain/ticket.ts';
import type { Facts } from '../../flows/ports.ts';
import { type Translate, translator } from '../../i18n/translate.ts';

const fewestSteps = 3;

/** To be copied whole; a sentence instead once the ticket is open again. */
export function draftText(ticket: Ticket, { customer, recipient }: Facts): string {
  if (!isSolved(ticket)) return translator(recipient.locale)('refused.not-solved-yet');
  const names = [ticket.requesterName, ticket.assigneeName, ticket.solvedByName, customer?.name];
  const draft = draftArticle(
    ticket,
    names.filter((name) => name !== undefined),
  );
  const t = translator(draft.locale);
  return `${frontMatter(draft, t)}\n\n${body(draft, t)}`;
}

export function draftReadyText(ticket: Ticket, { recipient }: Facts): string {
  const file = `ticket-${ticket.number}/${askedIn(ticket)}.md`;
  return translator(recipient.locale)('draft.ready', { number: String(ticket.number), file });
}

/** A text in JSON's quotes is one in YAML as well, whatever people typed. */
const quoted = (text: string): string => JSON.stringify(text);

const list = (texts: readonly string[]): string => texts.map((text) => `\n  - ${quoted(text)}`).join('');

function frontMatter(draft: ArticleDraft, t: Translate): string {
  const { title, products, category, fixableBy, symptoms, codes, collect } = draft;
  return [
    '---',
    `title: ${quoted(title)}`,
    `products: [${products.join(', ')}]`,
    `category: ${category}`,
    `fixableBy: [${fixableBy.join(', ')}]`,
    `symptoms:${list(symptoms)}`,
    ...(codes.length > 0 ? [`codes:${list(codes)}`] : []),
    `collect:${list(collect.map((field) => t(`field.${field}.short`)))}`,
    '---',
  ].join('\n');
}

function body(draft: ArticleDraft, t: Translate): string {
  const { title, outcome } = draft;
  const steps = stepsOf(draft, t).map((step, n) => `${n + 1}. ${step}`);
  return [
    t('draft.summary', { title }),
    ...(steps.length > 0 ? [steps.join('\n')] : []),
    ...(outcome === undefined ? [] : [outcome]),
    `> ${t('draft.stop')}`,
  ].join('\n\n');
}

/** An article has three at least: few words of an agent stand between what is right for any trouble. */
function stepsOf({ steps, symptoms: [symptom = ''] }: ArticleDraft, t: Translate): readonly string[] {
  if (steps.length === 0 || steps.length >= fewestSteps) return steps;
  return [t('draft.step.check', { symptom }), ...steps, t('draft.step.again')];
}
