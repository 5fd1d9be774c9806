// Handing a problem on to Microsoft, or to the indirect provider: what allows it, what is missing, its own clock.
// Rules: Partner Center, "Escalate problems to Microsoft" and "Report problems on behalf of a customer".
import type { Product } from './article.ts';
import { type BusinessHours, openAtOrAfter } from './business-hours.ts';
import type { Cloud, Customer } from './customer.ts';
import { type FormField, scopeChoices, startedChoices } from './diagnostics.ts';
import type { StaffMember } from './person.ts';
import { clip } from './plain-text.ts';
import type { Severity } from './support-offer.ts';
import type { Ticket } from './ticket.ts';

const escalationCategories = [
  'not-as-described',
  'unavailable',
  'fault',
  'network-outage',
  'regional',
  'billing-dispute',
  'fraud',
] as const;

/** `documented` ends the attempt: a published issue in progress is not escalated. */
const healthChoices = ['nothing-published', 'declared-fixed', 'documented'] as const;

export const escalationFieldIds = [
  'category',
  'health',
  'triedSteps',
  'startedAt',
  'scope',
  'affectedCount',
  'businessImpact',
  'englishSummary',
  'contactPhone',
  'consent',
] as const;
export type EscalationFieldId = (typeof escalationFieldIds)[number];
export type EscalationAnswers = Readonly<Partial<Record<EscalationFieldId, string>>>;

export type EscalationTarget =
  | { readonly kind: 'microsoft' }
  | { readonly kind: 'provider'; readonly providerId: string };

/** `asking` while something is missing, `ready` while the packet waits for its number, then `filed`, `ended`. */
export type EscalationState = 'asking' | 'ready' | 'filed' | 'ended';

export interface Escalation {
  readonly id: string;
  readonly tenantId: string;
  readonly ticketId: string;
  readonly target: EscalationTarget;
  readonly state: EscalationState;
  readonly answers: EscalationAnswers;
  /** While it is asking: all that was answered stands in the form again, to be changed. */
  readonly isReopened?: true;
  /** Who files it; Microsoft wants the partner's contact, never the customer's. */
  readonly contactId: string;
  /** The service-request number of Microsoft, or the provider's own. */
  readonly number?: string;
  /** When somebody should ask for news: the reminder's time, moved on each time it fires. */
  readonly checkDueAt?: number;
  readonly startedAt: number;
  readonly filedAt?: number;
  readonly endedAt?: number;
  readonly version: number;
}

/**
 * Where it is raised: an indirect reseller has no support contract with Microsoft, the provider has.
 * Source: Partner Center, "GDAP role guidance".
 */
export function targetFor(customer: Customer): EscalationTarget {
  return customer.partnerModel === 'indirect-reseller' && customer.providerId !== undefined
    ? { kind: 'provider', providerId: customer.providerId }
    : { kind: 'microsoft' };
}

/**
 * Whether it may be what a support desk gives out: it has a digit; at Microsoft, whose numbers have eight to sixteen,
 * at least six.
 */
export function isRequestNumber({ kind }: EscalationTarget, number: string): boolean {
  const digits = number.match(/\d/g)?.length ?? 0;
  return digits >= (kind === 'microsoft' ? 6 : 1);
}

const englishLength = 1400;
/** The agent is asked to put it into English. */
const isForeign = (text: string) => /[\p{L}--\p{Script=Latin}]/v.test(text);

const known = (value: string | undefined) => value !== undefined && value !== 'unknown';

/** What the ticket, the settings and a fresh look at Microsoft's service issues already tell. */
export function knownAnswers(
  ticket: Ticket,
  contact: StaffMember,
  nothingPublished: boolean,
): EscalationAnswers {
  const summary = summaryOf(ticket);
  const tried = ticket.shown.filter((s) => s.verdict === 'not-helped').map((s) => s.articleId);
  return {
    ...(nothingPublished && { health: 'nothing-published' }),
    ...(tried.length > 0 && { triedSteps: tried.join(', ') }),
    ...(known(ticket.answers.startedAt) && { startedAt: ticket.answers.startedAt }),
    ...(known(ticket.answers.scope) && { scope: ticket.answers.scope }),
    ...(summary !== '' && !isForeign(summary) && { englishSummary: clip(summary, englishLength) }),
    ...(contact.phone !== undefined && { contactPhone: contact.phone }),
  };
}

/**
 * Its requester deleted words of the ticket: what was taken over from them goes, and what a packet lacks now is asked
 * for. Undefined when nothing was.
 */
export function withoutDeleted(
  escalation: Escalation,
  before: Ticket,
  after: Ticket,
): Escalation | undefined {
  const { englishSummary, ...others } = escalation.answers;
  if (englishSummary !== clip(summaryOf(before), englishLength)) return undefined;
  const left = clip(summaryOf(after), englishLength);
  return {
    ...escalation,
    answers: { ...others, ...(left && { englishSummary: left }) },
    state: escalation.state === 'ready' && !left ? 'asking' : escalation.state,
  };
}

/** A packet that was ready may lack what the new severity asks for; undefined when it lacks nothing. */
export function withSeverity(escalation: Escalation, severity: Severity): Escalation | undefined {
  const isReady = escalation.state === 'ready';
  if (!isReady || missingFields(escalation.answers, severity).length === 0) return undefined;
  return { ...escalation, state: 'asking' };
}

function summaryOf({ answers, question }: Ticket): string {
  return answers.summary ?? question;
}

const fields: Readonly<Record<EscalationFieldId, FormField<EscalationFieldId>>> = {
  category: { id: 'category', kind: 'choice', required: true, choices: escalationCategories },
  health: { id: 'health', kind: 'choice', required: true, choices: healthChoices },
  triedSteps: { id: 'triedSteps', kind: 'multiline', required: true, maxLength: 600 },
  startedAt: {
    id: 'startedAt',
    kind: 'choice',
    required: true,
    choices: startedChoices.filter((c) => c !== 'unknown'),
  },
  scope: {
    id: 'scope',
    kind: 'choice',
    required: true,
    choices: scopeChoices.filter((c) => c !== 'unknown'),
  },
  affectedCount: { id: 'affectedCount', kind: 'number', required: true },
  businessImpact: { id: 'businessImpact', kind: 'multiline', required: true, maxLength: 500 },
  englishSummary: {
    id: 'englishSummary',
    kind: 'multiline',
    required: true,
    maxLength: englishLength,
    inEnglish: true,
  },
  contactPhone: {
    id: 'contactPhone',
    kind: 'text',
    required: true,
    maxLength: 20,
    pattern: '^\\+[1-9]\\d{6,14}$',
  },
  consent: { id: 'consent', kind: 'choice', required: true, choices: ['yes', 'no'] },
};

/** The fields still to be asked, in the order in which an agent would think of them. */
export function missingFields(
  answers: EscalationAnswers,
  severity: Severity,
): FormField<EscalationFieldId>[] {
  return wantedFields(severity).filter(({ id }) => answers[id] === undefined);
}

/** What the form asks: what is missing, or all once more but for the articles that were tried, which nobody typed. */
export function askedFields(
  { answers, isReopened }: Pick<Escalation, 'answers' | 'isReopened'>,
  { severity, shown }: Pick<Ticket, 'severity' | 'shown'>,
): FormField<EscalationFieldId>[] {
  if (!isReopened) return missingFields(answers, severity);
  const isArticle = (step: string) => shown.some(({ articleId }) => articleId === step);
  const wereFound = answers.triedSteps?.split(', ').every(isArticle);
  return wantedFields(severity).filter(({ id }) => !(id === 'triedSteps' && wereFound));
}

function wantedFields(severity: Severity): FormField<EscalationFieldId>[] {
  return escalationFieldIds
    .filter((id) => !(id === 'affectedCount' && severity !== 'A'))
    .filter((id) => !(id === 'businessImpact' && severity === 'C'))
    .map((id) => fields[id]);
}

export type Workload = 'microsoft-365' | 'azure' | 'business-applications' | 'entra';

export interface Portal {
  readonly workload: Workload;
  /** Opens in the customer's context, so that the request carries the CSP entitlement; 21Vianet's has no such address. */
  readonly url?: string;
  /** Least role that may file it (Partner Center, "Least-privileged roles by task"). */
  readonly role: 'service-support-administrator' | 'support-request-contributor';
}

const azureHosts: Readonly<Record<Cloud, string>> = {
  global: 'portal.azure.com',
  'us-government': 'portal.azure.us',
  '21vianet': 'portal.azure.cn',
};

export function portalFor(customer: Customer, product: Product): Portal {
  if (product === 'azure') {
    const url = `https://${azureHosts[customer.cloud]}/${encodeURIComponent(customer.domain)}`;
    return { workload: 'azure', url, role: 'support-request-contributor' };
  }
  const workload =
    product === 'dynamics' || product === 'power-platform'
      ? 'business-applications'
      : product === 'entra'
        ? 'entra'
        : 'microsoft-365';
  const role = 'service-support-administrator';
  if (customer.cloud === '21vianet') return { workload, role };
  const page = `${encodeURIComponent(customer.tenantId)}/servicemanagementpage`;
  return { workload, role, url: `https://partner.microsoft.com/dashboard/v2/customers/${page}` };
}

/** Hours until Microsoft's first answer is expected for English break-fix requests, by severity. */
const upstreamHours: Readonly<Record<Severity, number>> = { A: 2, B: 4, C: 8 };

/** When the agent is reminded to look for the answer, epoch milliseconds: while somebody is there. */
export function firstCheckAt(severity: Severity, filedAt: number, desk: BusinessHours): number {
  return openAtOrAfter(desk, filedAt + upstreamHours[severity] * 3_600_000);
}

/** After the first answer time, news is asked for once a day on which the desk is open. */
export function nextCheckAt(firedAt: number, desk: BusinessHours): number {
  return openAtOrAfter(desk, firedAt + 24 * 3_600_000);
}
