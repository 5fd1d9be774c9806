// The packet for Microsoft or a provider: plain English text, whatever language the ticket is in.
// Fields: the request forms of Microsoft 365, Azure and Partner Center; the contact is always the partner's.
import type { Customer } from '../../domain/customer.ts';
import { type FieldId, type FormField, forms } from '../../domain/diagnostics.ts';
import type { Escalation } from '../../domain/escalation.ts';
import { extractFacts } from '../../domain/facts.ts';
import { localText } from '../../domain/locale.ts';
import { clip } from '../../domain/plain-text.ts';
import { planOf, providerById, type Settings, staffMember } from '../../domain/settings.ts';
import { askedIn, type Ticket } from '../../domain/ticket.ts';
import { packet as label, packetValues as words } from '../../i18n/en/packet.ts';
import { type Key, translator } from '../../i18n/translate.ts';

const t = translator('en');

export interface PacketSubject {
  readonly ticket: Ticket;
  readonly customer: Customer;
  readonly escalation: Escalation;
  readonly settings: Settings;
  /** Names of files that were sent on the ticket. */
  readonly files: readonly string[];
}

type Entry = readonly [label: string, value: string | undefined];

/** The summary first, then labelled lines in sections; lines without a value are left out. */
export function packetText(subject: PacketSubject): string {
  const { escalation, ticket } = subject;
  const { englishSummary = '' } = escalation.answers;
  return [
    clip(englishSummary, 2000),
    section(label.customer, customerEntries(subject)),
    section(label.partner, partnerEntries(subject)),
    section(label.problem, problemEntries(subject)),
    section(label.done, doneEntries(subject)),
    section(label.contact, contactEntries(subject)),
    ...originalWords(ticket, englishSummary),
  ].join('\n\n');
}

/** What was asked and, when they changed it in the form, what they made of it. */
function originalWords(ticket: Ticket, englishSummary: string): string[] {
  const { question, answers } = ticket;
  const own = [question, answers.summary ?? ''].map((text) => clip(text, 1500));
  const texts = own.filter((text, at) => own.indexOf(text) === at && text !== '' && text !== englishSummary);
  const title = `${label.original} (${words.languages[askedIn(ticket)]})`;
  return texts.map((text, at) => (at === 0 ? `${title}\n${text}` : text));
}

function section(title: string, entries: readonly Entry[]): string {
  const lines = entries
    .filter((entry) => entry[1] !== undefined && entry[1] !== '')
    .map(([name, value]) => `${name}: ${value}`);
  return [title, ...lines].join('\n');
}

function customerEntries({ customer }: PacketSubject): Entry[] {
  return [
    [label.name, customer.name],
    [label.tenantId, customer.tenantId],
    [label.domain, customer.domain],
    [label.cloud, words.clouds[customer.cloud]],
    [label.model, words.models[customer.partnerModel]],
  ];
}

function partnerEntries({ ticket, escalation, settings }: PacketSubject): Entry[] {
  const { target } = escalation;
  const provider = target.kind === 'provider' ? providerById(settings, target.providerId) : undefined;
  return [
    [label.name, settings.partner.name],
    [label.partnerId, settings.partner.partnerId],
    [label.reseller, provider?.resellerId],
    [label.ticket, `#${ticket.number}`],
    [label.plan, localText(planOf(settings, ticket.planId).plan.name, 'en')],
  ];
}

function problemEntries({ ticket, escalation }: PacketSubject): Entry[] {
  const { answers } = escalation;
  const texts = [
    ticket.question,
    ticket.answers.summary,
    ticket.answers.errorText,
    answers.englishSummary,
    answers.triedSteps,
  ];
  const { errorCodes, correlationIds, serviceIssueIds } = extractFacts(texts.join('\n'));
  const { workaround } = ticket.answers;
  const foundId = answers.health === 'nothing-published' ? undefined : ticket.health?.issue?.id;
  const issueIds = new Set([...(foundId === undefined ? [] : [foundId]), ...serviceIssueIds]);
  return [
    [label.product, t(`product.${ticket.product}`)],
    [label.kind, t(`category.${ticket.category}`)],
    [label.reason, choice('category', answers.category)],
    [label.severity, words.severities[ticket.severity]],
    [label.started, startedText(ticket, escalation)],
    [label.scope, choice('scope', answers.scope)],
    [label.affected, answers.affectedCount],
    [label.impact, clip(answers.businessImpact ?? '', 1000)],
    [label.workaround, workaroundText(workaround)],
    [label.errorText, clip(ticket.answers.errorText ?? '', 700)],
    ...formEntries(ticket),
    [label.codes, clip(errorCodes.join(', '), 300)],
    [label.ids, clip(correlationIds.join(', '), 300)],
    [label.issues, clip([...issueIds].join(', '), 300)],
  ];
}

/** What stands in lines and sections of its own. */
const toldElsewhere: readonly FieldId[] = [
  'summary',
  'product',
  'startedAt',
  'scope',
  'workaround',
  'errorText',
];

/** Whatever else the requester's form asked; "I don't know" tells nothing. */
function formEntries({ formId, answers }: Ticket): Entry[] {
  return (formId === undefined ? [] : forms[formId])
    .filter(({ id }) => !toldElsewhere.includes(id))
    .map((field) => [t(`field.${field.id}.short`), answerWords(field, answers[field.id])]);
}

function answerWords({ id, choices, maxLength = 200 }: FormField, value = ''): string | undefined {
  if (choices === undefined) return clip(value, maxLength);
  return value === 'unknown' || !choices.includes(value) ? undefined : t(`choice.${id}.${value}` as Key);
}

function choice(field: 'category' | 'scope' | 'health' | 'startedAt', value: string | undefined) {
  return value === undefined ? undefined : t(`choice.${field}.${value}` as Key);
}

function workaroundText(value: string | undefined): string | undefined {
  return value === 'none' || value === 'partial' || value === 'full' ? words.workarounds[value] : undefined;
}

/** "Today" is nothing to an engineer who reads it next week: the moment it was said stands beside it. */
function startedText(ticket: Ticket, escalation: Escalation): string | undefined {
  const { startedAt } = escalation.answers;
  const saidAt = ticket.answers.startedAt === startedAt ? ticket.openedAt : escalation.startedAt;
  const utc = `${new Date(saidAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const answer = choice('startedAt', startedAt);
  return answer && `${answer} (${label.saidAt} ${utc})`;
}

function doneEntries({ ticket, escalation, files }: PacketSubject): Entry[] {
  const { answers } = escalation;
  const shown = ticket.shown.map((s) => `${s.articleId.replaceAll('-', ' ')} (${words.verdicts[s.verdict]})`);
  const ids = ticket.shown.map((s) => s.articleId);
  const steps = answers.triedSteps?.split(', ').every((step) => ids.includes(step)) ? '' : answers.triedSteps;
  return [
    [label.health, choice('health', answers.health)],
    [label.selfHelp, clip(shown.join(', '), 500)],
    [label.steps, clip(steps ?? '', 1000)],
    [label.files, clip(files.join(', '), 200)],
    [label.consent, answers.consent],
  ];
}

function contactEntries({ escalation, settings }: PacketSubject): Entry[] {
  const contact = staffMember(settings, escalation.contactId);
  const { name, contact: desk } = settings.partner;
  return [
    [label.name, contact?.name ?? name],
    [label.email, contact?.email ?? desk.email],
    [label.phone, escalation.answers.contactPhone ?? contact?.phone ?? desk.phone],
  ];
}
