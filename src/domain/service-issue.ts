// A disturbance of its own services that Microsoft reports for a tenant, and whether it is what somebody asks about.
import type { Category, Product, Route } from './article.ts';
import type { Answers } from './diagnostics.ts';

/** Everything in it is Microsoft's, in English, as plain text. */
export interface ServiceIssue {
  /** Such as `EX123456`; unique within a tenant. */
  readonly id: string;
  /** As Microsoft names it for this tenant, such as `Exchange Online`. */
  readonly service: string;
  readonly feature?: string;
  readonly title: string;
  /** An incident stops a service or its main function; an advisory leaves it usable. */
  readonly classification: 'incident' | 'advisory';
  /** Whatever Microsoft wrote: new words appear without notice. */
  readonly status: string;
  readonly impact: string;
  readonly startedAt: number;
  readonly changedAt: number;
  readonly isResolved: boolean;
  readonly lastWord?: Word;
  /** As the last word says it. */
  readonly nextUpdateAt?: number;
}

/** What Microsoft said, and when. */
export interface Word {
  readonly text: string;
  readonly saidAt: number;
}

/** What a ticket keeps of the issue that was found when it was opened. */
export type IssueFound = Pick<ServiceIssue, 'id' | 'service' | 'title'>;

/** Why the list of a tenant's issues could not be read; `no-consent` is for the customer's administrator to mend. */
export type HealthFailure =
  | 'no-consent'
  | 'sign-in-refused'
  | 'no-secret'
  | 'throttled'
  | 'unreachable'
  | 'not-understood'
  | 'too-big';

/** How asking for a tenant's issues went the last time. */
export interface HealthCheck {
  readonly tenantId: string;
  readonly triedAt: number;
  /** Nobody asks before. */
  readonly nextAt: number;
  /** When the list was read last. */
  readonly checkedAt?: number;
  /** Of the attempts since then. */
  readonly failure?: { readonly reason: HealthFailure; readonly times: number };
}

/** Whether Microsoft was asked because of a question of that moment, and has not answered yet. */
export function isBeingAsked(check: HealthCheck | undefined, askedAt: number): boolean {
  return check === undefined || (check.triedAt < askedAt && check.nextAt <= askedAt);
}

/** Somebody who wants to hear of an issue until it is over. */
export interface Watcher {
  readonly tenantId: string;
  readonly issueId: string;
  readonly personId: string;
  readonly chatId: string;
  /** On whose card the wish stands. */
  readonly questionId: string;
  readonly since: number;
  /** What Microsoft said until then, they know. */
  readonly toldAt: number;
}

/** Microsoft Graph, serviceHealthStatus: what means that nobody is affected any more. */
const overStatuses: readonly string[] = [
  'serviceOperational',
  'verifyingService',
  'serviceRestored',
  'postIncidentReviewPublished',
  'falsePositive',
  'resolved',
  'resolvedExternal',
  'mitigated',
  'mitigatedExternal',
];

/** A status that nobody knows is trouble as long as the issue is not resolved. */
export function isOver({ isResolved, status }: Pick<ServiceIssue, 'isResolved' | 'status'>): boolean {
  return isResolved || overStatuses.includes(status);
}

const minuteMs = 60_000;
/** A question asks Microsoft again when what is known is older (Graph's limits: at most once in five minutes). */
export const checkEveryMs = 5 * minuteMs;
/** What was read longer ago says nothing of now. */
const trustedMs = 60 * minuteMs;
const longestWaitMs = 60 * minuteMs;
/** An administrator has to act first. */
const consentWaitMs = 30 * minuteMs;

/** Whether the stored issues may be shown as Microsoft's present word. */
export function isTrusted(check: HealthCheck | undefined, now: number): boolean {
  return check?.checkedAt !== undefined && now - check.checkedAt <= trustedMs;
}

/** Milliseconds until Microsoft may be asked again, after so many failures in a row. */
export function waitAfter({ reason, times }: { reason: HealthFailure; times: number }): number {
  const first = reason === 'no-consent' || reason === 'no-secret' ? consentWaitMs : checkEveryMs;
  return Math.min(longestWaitMs, first * 2 ** Math.min(times - 1, 10));
}

type Kind = { readonly category: Category; readonly route?: Route };

/** Asked about a service being down, or about something that many have at once. */
export function looksLikeOutage({ category, route }: Kind): boolean {
  return route === 'escalate-microsoft' || category === 'technical-availability';
}

/** Wishes and invoices are never Microsoft's disturbance, and how-to questions only if they tell of trouble. */
export function mayBeMicrosofts(kind: Kind, { isTrouble }: Pick<Mentions, 'isTrouble'>): boolean {
  const { category, route } = kind;
  if (looksLikeOutage(kind)) return true;
  if (route === 'commercial') return false;
  return category.startsWith('technical-') || category === 'updates' || isTrouble;
}

/** By words in the service's name; Microsoft names them per tenant, and renames them. */
const services: readonly (readonly [name: RegExp, products: readonly Product[]])[] = [
  [/exchange|outlook/i, ['exchange', 'outlook']],
  [/teams|skype/i, ['teams']],
  [/sharepoint/i, ['sharepoint', 'onedrive']],
  [/onedrive/i, ['onedrive']],
  [/entra|azure active directory|identity/i, ['entra']],
  [/intune|mobile device/i, ['intune']],
  [/defender/i, ['defender']],
  [/dynamics/i, ['dynamics']],
  [/power (?:apps|platform|automate|bi|pages)|microsoft flow|dataverse/i, ['power-platform']],
  [/microsoft 365 apps|office/i, ['office']],
];
/** Carries the others: what stops it may show anywhere in Microsoft 365. */
const suite = /suite/i;
const apart: readonly Product[] = ['azure', 'windows', 'dynamics', 'power-platform'];

/** Undefined for the suite, which is all of Microsoft 365; empty for a service of which nothing is known. */
function productsOf(service: string): readonly Product[] | undefined {
  if (suite.test(service)) return undefined;
  return services.find(([name]) => name.test(service))?.[1] ?? [];
}

/** What a text speaks of, whatever its language. */
export interface Mentions {
  readonly products: readonly Product[];
  /** Names of things and troubles, the same for every language. */
  readonly topics: ReadonlySet<string>;
  /** Something fails, or nobody can do it. */
  readonly isTrouble: boolean;
  /** What a form need not ask any more. */
  readonly answers: Answers;
}

export interface AskedAbout extends Pick<Mentions, 'products' | 'topics'> {
  readonly isOutage: boolean;
}

/** Azure itself is not in this list of Microsoft's: it has a status page of its own. */
export function isReportedElsewhere({ products }: Pick<AskedAbout, 'products'>): boolean {
  return products.every((one) => one === 'azure');
}

/** What is asked about: what the words name, else what the article found is about. */
export function askedAbout(question: Kind & { readonly product: Product }, said: Mentions): AskedAbout {
  const named = said.products.length > 0 ? said.products : [question.product];
  // "Office 365" names all of it, and says nothing more beside one of its parts.
  const parts = named.filter((one) => one !== 'm365');
  return {
    products: parts.length > 0 ? parts : named,
    topics: said.topics,
    isOutage: looksLikeOutage(question),
  };
}

/**
 * The open issue that a question is most likely about. To be like an outage it needs to name the service only; any
 * other question, or one that names what is signed in to there, must share what is affected as well: a word of the
 * issue's title or feature, or two of its description. An incident comes before an advisory, then what shares more, then what changed last.
 */
export function fittingIssue(
  issues: readonly ServiceIssue[],
  asked: AskedAbout,
  mentions: (text: string) => Mentions,
): ServiceIssue | undefined {
  const fitting = issues
    .filter((issue) => !isOver(issue) && concerns(issue, asked))
    .map((issue) => ({ issue, shared: sharedTopics(issue, asked, mentions) }))
    .filter(({ issue, shared }) => shared >= 2 || (asked.isOutage && isNamed(issue, asked)));
  const [best] = fitting.sort(
    (a, b) =>
      Number(b.issue.classification === 'incident') - Number(a.issue.classification === 'incident') ||
      b.shared - a.shared ||
      b.issue.changedAt - a.issue.changedAt ||
      (a.issue.id < b.issue.id ? -1 : 1),
  );
  return best?.issue;
}

/** It may be felt in what is asked about. */
function concerns({ service, classification }: ServiceIssue, { products, isOutage }: AskedAbout): boolean {
  const affected = productsOf(service);
  const isWithin = products.some((one) => !apart.includes(one));
  if (affected) {
    // Everything is signed in to there.
    return products.some((one) => affected.includes(one)) || (isWithin && affected.includes('entra'));
  }
  // The suite has many small advisories, about its admin center above all.
  return isWithin && (!isOutage || classification === 'incident' || products.includes('m365'));
}

function isNamed({ service }: ServiceIssue, { products }: AskedAbout): boolean {
  const affected = productsOf(service);
  return affected === undefined || products.some((one) => affected.includes(one));
}

/** A topic of the title or feature counts as two. */
function sharedTopics(
  { feature, title, impact }: ServiceIssue,
  asked: AskedAbout,
  mentions: (text: string) => Mentions,
): number {
  const first = mentions(`${title}. ${feature ?? ''}`).topics;
  const further = mentions(impact).topics;
  return [...asked.topics].reduce(
    (sum, topic) => sum + (first.has(topic) ? 2 : further.has(topic) ? 1 : 0),
    0,
  );
}
