// Small phrases that several of the agents' cards and texts need.
import type { Customer } from '../../domain/customer.ts';
import { AppError } from '../../domain/errors.ts';
import { type EscalationTarget, targetFor } from '../../domain/escalation.ts';
import { clip } from '../../domain/plain-text.ts';
import type { Verdict } from '../../domain/question.ts';
import { providerById, type Settings } from '../../domain/settings.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { isCommercial } from '../../domain/triage.ts';
import type { Facts } from '../../flows/ports.ts';
import type { Translate } from '../../i18n/translate.ts';

/** One line of text, never Markdown. */
export type Line = { readonly text: string };
/** A label and what stands beside it. */
export type Row = { readonly label: string; readonly lines: readonly Line[] };

export const row = (label: string, ...texts: readonly string[]): Row => ({
  label,
  lines: texts.map((text) => ({ text })),
});

/** What the notice is about; its absence means that the store lost it, which is no sentence for a reader. */
export function subject<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new AppError('card-invalid', `the ${name} to be shown is not there`);
  return value;
}

/** The text clipped and split where its author began a new line; many lines become one. */
export function linesOf(text: string, points: number, maxLines: number): Line[] {
  const lines = clip(text, points)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const last = lines.slice(maxLines - 1).join(' ');
  return [...lines.slice(0, maxLines - 1), last]
    .filter((line) => line !== '')
    .map((line) => ({ text: line }));
}

/** For a TextRun: people choose their names themselves. */
export function requesterName(ticket: Ticket): string {
  return clip(ticket.requesterName, 60);
}

const harmlessName = /^[\p{L}\p{M}\p{N} .,'’()·-]{1,60}$/u;

/** For a button, which must say who gets the words: the name where it can be nothing but a name. */
export function nameOnButton(ticket: Ticket, t: Translate): string {
  return harmlessName.test(ticket.requesterName) ? ticket.requesterName : t('agent.requester');
}

/** Who takes an escalation: the provider by name, else who runs the customer's cloud. */
export function targetName(
  target: EscalationTarget,
  settings: Settings,
  customer: Customer | undefined,
  t: Translate,
): string {
  if (target.kind === 'provider') return providerById(settings, target.providerId)?.name ?? target.providerId;
  return t(customer?.cloud === '21vianet' ? 'agent.target.21vianet' : 'agent.target.microsoft');
}

/** Whom an escalation of this ticket goes to, or went to. */
export function outsideName({ customer, escalation, settings }: Facts, t: Translate): string {
  const target = escalation?.target ?? (customer ? targetFor(customer) : { kind: 'microsoft' });
  return targetName(target, settings, customer, t);
}

export function severityShort(ticket: Ticket, t: Translate): string {
  return t('agent.severity.short', { letter: ticket.severity, word: t(`severity.${ticket.severity}`) });
}

/** "B · Moderate · several people, no workaround": the severity and the rule that set it. */
export function severityWithRule(ticket: Ticket, t: Translate): string {
  return t('agent.severity', {
    letter: ticket.severity,
    word: t(`severity.${ticket.severity}`),
    rule: ruleWords(ticket, t),
  });
}

const scopes = ['one-user', 'some-users', 'one-site', 'whole-org'] as const;
const workarounds = ['none', 'partial', 'full', 'unknown'] as const;

function ruleWords(ticket: Ticket, t: Translate): string {
  if (ticket.severityRule === 'agent') {
    return t('agent.rule.agent', { reason: clip(ticket.severityReason ?? '', 200) });
  }
  if (ticket.severityRule === 'urgent') return t('agent.rule.urgent');
  const [scopeId, workaroundId] = ticket.severityRule.split('/');
  const scope = scopes.find((id) => id === scopeId);
  const workaround = workarounds.find((id) => id === workaroundId);
  if (!scope || !workaround) {
    return t(isCommercial(ticket.category) ? 'agent.rule.request' : 'agent.rule.unsaid');
  }
  return t('agent.rule.matrix', {
    scope: t(`agent.rule.${scope}`),
    workaround: t(`agent.rule.${workaround}`),
  });
}

/** What self-help was shown and how it was judged, one text each. */
export function shownArticles(ticket: Ticket, article: Facts['article'], t: Translate): string[] {
  const verdictOf = (verdict: Verdict) => t(`agent.verdict.${verdict}`);
  return ticket.shown.map(({ articleId, verdict }) =>
    t('agent.shown', { article: article(articleId)?.title ?? articleId, verdict: verdictOf(verdict) }),
  );
}
