// A solved ticket as the beginning of a self-help article: what the requester said becomes symptoms, what solved it steps.
import { withoutTraces } from './anonymous.ts';
import type { Article, Category, Fixer, Product } from './article.ts';
import type { FieldId } from './diagnostics.ts';
import { extractFacts } from './facts.ts';
import { clip, oneLine } from './plain-text.ts';
import { askedIn, type Ticket } from './ticket.ts';
import { isCommercial } from './triage.ts';

/** Everything in it is the requester's and the agent's words, without names, to be read by a person first. */
export interface ArticleDraft
  extends Pick<Article, 'locale' | 'title' | 'products' | 'category' | 'fixableBy' | 'symptoms' | 'codes'> {
  /** A folder's name that nobody else has. */
  readonly id: string;
  /** From the resolution; at most six. None where only the partner can act. */
  readonly steps: readonly string[];
  /** The resolution, where it is no steps for the reader. */
  readonly outcome?: string;
  /** What was asked of the requester and answered. */
  readonly collect: readonly FieldId[];
}

const mostSymptoms = 5;
const mostSteps = 6;
const titleLength = 80;
const lineLength = 200;
const outcomeLength = 600;

/** Somebody has said what solved it, and nobody that it did not. */
export function isSolved({ state, resolution }: Pick<Ticket, 'state' | 'resolution'>): boolean {
  return resolution !== undefined && (state === 'solved' || state === 'closed');
}

/** `names` of people and of the customer are left out. Only of a ticket that {@link isSolved}. */
export function draftArticle(ticket: Ticket, names: readonly string[]): ArticleDraft {
  const { resolution = '', category, product } = ticket;
  const clean = (text: string) => withoutTraces(text, names);
  const said = [ticket.answers.summary ?? '', ticket.question].map(clean);
  const symptoms = orGap([...new Set(said.flatMap(linesIn))].slice(0, mostSymptoms));
  const { errorCodes } = extractFacts([ticket.question, ...Object.values(ticket.answers)].join('\n'));
  const done = clean(resolution);
  const fixableBy = fixersOf(category, product, ticket.answers.scope);
  return {
    id: `ticket-${ticket.number}`,
    locale: askedIn(ticket),
    title: clip(symptoms[0] ?? '', titleLength, '…'),
    products: [product],
    category,
    fixableBy,
    symptoms,
    codes: [...new Set(errorCodes)],
    ...(fixableBy.includes('partner')
      ? { steps: [], outcome: paragraphOf(done) }
      : { steps: orGap(stepsOf(linesIn(done))) }),
    collect: collected(ticket),
  };
}

/** Where words said nothing, or had all to be hidden, something is left to be written over. */
function orGap(lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? lines : ['…'];
}

const bullet = /^(?:[-*•·–—]\s+|\d{1,2}(?:[.)]\s+|、\s*))/;
/** A full stop inside an address, a version or a number ends nothing. */
const sentenceEnd = /(?<=[.;]) (?=[\p{Lu}\p{Script=Han}\d«“"])|(?<=[。；！？!?])\s*/u;

/** Sentences and lines, each without its bullet, its number and its full stop. */
function linesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(bullet, ''))
    .flatMap((line) => line.split(sentenceEnd))
    .map((line) =>
      clip(
        oneLine(line.trim())
          .replace(bullet, '')
          .replace(/[.;。；]$/, ''),
        lineLength,
        '…',
      ),
    )
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
}

/** What would look like a list or a quotation in Markdown is neither. */
const looksLikeMarkup = /^(?:[>\s]+|[-*•·–—]\s+|\d+(?:[.)]\s+|、\s*))+/;

function paragraphOf(text: string): string {
  return clip(oneLine(text).replace(looksLikeMarkup, ''), outcomeLength);
}

/** What exceeds the last step is told with it. */
function stepsOf(lines: readonly string[]): string[] {
  const last = lines.slice(mostSteps - 1).join('; ');
  return [...lines.slice(0, mostSteps - 1), last].filter((line) => line !== '');
}

const runByAdministrators: readonly Product[] = ['entra', 'exchange', 'intune', 'defender', 'azure'];

/** A guess, for the lead to correct. */
function fixersOf(category: Category, product: Product, scope: string | undefined): Fixer[] {
  if (isCommercial(category)) return ['partner'];
  const many = scope !== undefined && scope !== 'one-user' && scope !== 'unknown';
  const byAdministrator =
    many || category === 'technical-permissions' || runByAdministrators.includes(product);
  return byAdministrator ? ['customerAdmin'] : ['user'];
}

const saidAnyway: readonly FieldId[] = ['summary', 'product'];

function collected({ answers }: Ticket): FieldId[] {
  const answered = (Object.keys(answers) as FieldId[]).filter((id) => !saidAnyway.includes(id));
  return answered.length > 0 ? answered : ['startedAt', 'scope', 'errorText'];
}
