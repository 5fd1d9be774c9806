// The requester's view of a ticket: how it stands, what happens next and by when, who has it.

import { isOpen as isDeskOpen, nextOpening } from '../../domain/business-hours.ts';
import type { Escalation } from '../../domain/escalation.ts';
import { localText } from '../../domain/locale.ts';
import { clip } from '../../domain/plain-text.ts';
import { customerOf, planOf, providerById, type Settings } from '../../domain/settings.ts';
import { askedLate, closesAt } from '../../domain/silence.ts';
import { clockState } from '../../domain/sla.ts';
import { isOpen, isWithOutside, type Ticket, type TicketState } from '../../domain/ticket.ts';
import type { Facts } from '../../flows/ports.ts';
import { type Translate, translator } from '../../i18n/translate.ts';
import { dated, datedInZone } from '../../i18n/when.ts';
import { cardFrame, titleOf } from './card-frame.ts';
import { render } from './render.ts';
import type { BuildCard } from './view.ts';

const dayMs = 86_400_000;

/**
 * Container styles and not text colours: yellow or green letters on white are not to be read.
 * What needs the requester stands out.
 */
const stateStyles: Readonly<Record<TicketState, string>> = {
  new: 'emphasis',
  assigned: 'emphasis',
  'waiting-requester': 'warning',
  'waiting-microsoft': 'emphasis',
  'waiting-provider': 'emphasis',
  solved: 'good',
  closed: 'emphasis',
  withdrawn: 'emphasis',
};

/** A promise that was not kept is not shown as if all were well. */
function isLate(ticket: Ticket, { now }: Facts): boolean {
  return clockState(ticket, now) === 'breached';
}

export const requestCard: BuildCard<'request'> = (_notice, facts, key, moment) => {
  const t = translator(facts.recipient.locale);
  const { ticket } = facts;
  const frame = cardFrame(t, key, moment);
  if (!ticket) {
    const title = t('refused.no-ticket');
    return { card: render('answer-ended', { ...frame, title, text: '' }), summary: title };
  }
  const { number } = ticket;
  const state = stateText(ticket, facts, t);
  const card = render('request', {
    ...frame,
    number: t('request.title', { number }),
    title: titleOf(ticket, t),
    state,
    stateStyle: isLate(ticket, facts) ? 'warning' : stateStyles[ticket.state],
    next: nextSteps(ticket, facts, t).map((text) => ({ text })),
    facts: factsOf(ticket, facts, t),
    add: needsNothing(ticket) ? t('request.add') : '',
    mayWithdraw: isOpen(ticket) && ticket.state !== 'solved',
    mayReopen: reopenUntil(ticket, facts) !== undefined,
    reopen: t('resolution.reopen'),
    withdraw: t('request.withdraw'),
    withdrawAsk: t('request.withdraw.ask', { number }),
    withdrawYes: t('request.withdraw.yes'),
  });
  return { card, summary: t('request.summary', { number, state }) };
};

/** In a list, where a button stands beside it: only what waits for the requester is coloured. */
export function rowColor({ state }: Ticket): string {
  if (state === 'waiting-requester') return 'Attention';
  return state === 'solved' ? 'Accent' : 'Default';
}

/** The desk works on it and waits for nobody: more can be said, but need not. */
function needsNothing(ticket: Ticket): boolean {
  return isOpen(ticket) && ticket.state !== 'waiting-requester' && ticket.state !== 'solved';
}

/** How the requester reads the state: "With Microsoft since today 10:05". */
function stateText(ticket: Ticket, facts: Facts, t: Translate): string {
  const state = stateWord(ticket, facts.settings, facts.escalation, t);
  const since = facts.escalation?.filedAt ?? facts.escalation?.startedAt;
  if (!isWithOutside(ticket) || since === undefined) return state;
  return t('request.since', {
    state,
    when: dated(since, facts.recipient),
  });
}

/** The state alone, for lists. */
export function stateWord(
  ticket: Ticket,
  settings: Settings,
  escalation: Escalation | undefined,
  t: Translate,
): string {
  if (ticket.state !== 'waiting-provider') return t(`state.requester.${ticket.state}`);
  return t('state.requester.waiting-provider', { provider: providerName(ticket, settings, escalation) });
}

export function providerName(ticket: Ticket, settings: Settings, escalation: Escalation | undefined): string {
  const customer = customerOf(settings, ticket.tenantId);
  const id = escalation?.target.kind === 'provider' ? escalation.target.providerId : customer?.providerId;
  return providerById(settings, id)?.name ?? settings.partner.name;
}

/** Until when a closed ticket can be opened again; undefined when that time is over. */
export function reopenUntil(ticket: Ticket, facts: Facts): number | undefined {
  const until = (ticket.endedAt ?? 0) + facts.settings.reopenWithinDays * dayMs;
  return ticket.state === 'closed' && until > facts.now ? until : undefined;
}

/** When silence closes a solved ticket; who reads this has its resolution. */
export function closesBySilenceAt(ticket: Ticket, { now, settings }: Facts): number {
  return closesAt(askedLate(ticket, now) ?? ticket, settings.closeAfterDays) ?? now;
}

function nextSteps(ticket: Ticket, facts: Facts, t: Translate): string[] {
  const at = (time: number) => datedInZone(time, facts.recipient);
  switch (ticket.state) {
    case 'new':
    case 'assigned':
      return ticket.firstRespondedAt === undefined
        ? firstAnswer(ticket, facts, t)
        : [t('request.next.assigned')];
    case 'waiting-requester':
      return [t('request.next.waiting-requester')];
    case 'waiting-microsoft':
    case 'waiting-provider': {
      const checkAt = facts.escalation?.checkDueAt;
      return checkAt !== undefined && checkAt > facts.now
        ? [t('request.next.outside-check', { when: at(checkAt) })]
        : [t('request.next.outside')];
    }
    case 'solved':
      return [t('request.next.solved', { when: at(closesBySilenceAt(ticket, facts)) })];
    case 'closed': {
      const until = reopenUntil(ticket, facts);
      return [
        until === undefined
          ? t('request.next.closed-for-good')
          : t('request.next.closed', { when: at(until) }),
      ];
    }
    case 'withdrawn':
      return [t('request.next.withdrawn')];
  }
}

/** The promise, or that it was not kept; outside hours also when the desk opens and what can be done till then. */
function firstAnswer(ticket: Ticket, facts: Facts, t: Translate): string[] {
  const { now, settings, recipient } = facts;
  const at = (time: number) => datedInZone(time, recipient);
  const due = ticket.firstResponseDueAt;
  const promise =
    due > now ? t('request.next.first-answer', { when: at(due) }) : t('request.next.late', { when: at(due) });
  const { plan, hours } = planOf(settings, ticket.planId);
  const opensAt = isDeskOpen(hours, now) ? undefined : nextOpening(hours, now);
  if (opensAt === undefined) {
    const mayCall = ticket.severity === 'A' || ticket.severityRule === 'urgent';
    const { phone } = settings.partner.contact;
    return [promise, ...(mayCall ? [t('request.by-phone', { phone })] : [])];
  }
  const emergency = plan.emergency && t('request.emergency', { way: localText(plan.emergency, t.locale) });
  return [t('request.desk-closed', { when: at(opensAt) }), promise, ...(emergency ? [emergency] : [])];
}

function factsOf(ticket: Ticket, facts: Facts, t: Translate) {
  const outside = isWithOutside(ticket) ? facts.escalation?.number : undefined;
  const all = [
    { label: t('request.assignee'), value: ticket.assigneeName ?? '' },
    { label: t('request.urgency'), value: isOpen(ticket) ? t(`request.urgency.${ticket.severity}`) : '' },
    { label: t('request.outside-number'), value: clip(outside ?? '', 100) },
    { label: t('request.resolution'), value: clip(ticket.resolution ?? '', 1000) },
  ];
  return all.filter(({ value }) => value !== '');
}
