// The ticket as the desk sees it: one card in its queue's channel, over the ticket's whole life.
import { isOpen as deskIsOpen, nextOpening } from '../../domain/business-hours.ts';
import { planOf } from '../../domain/settings.ts';
import { clockState } from '../../domain/sla.ts';
import { askedIn, type Ticket, type TicketState } from '../../domain/ticket.ts';
import type { Facts } from '../../flows/ports.ts';
import { type Translate, translator } from '../../i18n/translate.ts';
import { dated, datedInZone } from '../../i18n/when.ts';
import { deliveryText, quoteOf } from '../texts/delivery.ts';
import { linesOf, outsideName, requesterName, subject } from './agent-words.ts';
import { cardFrame, titleOf } from './card-frame.ts';
import { type CardData, render } from './render.ts';
import { ticketButtons } from './ticket-buttons.ts';
import { ticketRows } from './ticket-rows.ts';
import type { BuildCard } from './view.ts';

const failuresShown = 2;

export const ticketCard: BuildCard<'ticket'> = (_notice, facts, key, moment) => {
  const ticket = subject(facts.ticket, 'ticket');
  const t = translator(facts.recipient.locale);
  // A customer who left the settings may still have tickets.
  const customer = facts.customer?.name ?? ticket.tenantId;
  const who = { number: String(ticket.number), customer, person: requesterName(ticket) };
  const data = {
    ...cardFrame(t, key, moment),
    fallback: t('agent.fallback', who),
    title: t('agent.title', who),
    ...stateLine(ticket, facts, t),
    ...clockLine(ticket, facts, t),
    failures: failures(ticket, facts, t),
    asked: askedLine(ticket, t),
    question: linesOf(ticket.question, 1500, 12),
    rows: ticketRows(ticket, facts),
    ...ticketButtons(ticket, facts, moment, t),
  };
  return {
    card: render('ticket', data),
    summary: t('agent.summary', { ...who, question: titleOf(ticket, t) }),
  };
};

/** Above what was asked; it says also what is not there any more. */
function askedLine(ticket: Ticket, t: Translate): string {
  if (ticket.questionDeleted && ticket.question === '') return t('agent.asked.deleted');
  const language = t(`agent.language.${askedIn(ticket)}`);
  return t(ticket.questionDeleted ? 'agent.asked.cut' : 'agent.asked', { language });
}

/** Not `Warning`: its yellow cannot be read on white. */
type Color = 'Default' | 'Accent' | 'Good' | 'Attention';

const stateColors: Readonly<Record<TicketState, Color>> = {
  new: 'Accent',
  assigned: 'Accent',
  'waiting-requester': 'Default',
  'waiting-microsoft': 'Default',
  'waiting-provider': 'Default',
  solved: 'Good',
  closed: 'Good',
  withdrawn: 'Default',
};

function stateLine(ticket: Ticket, facts: Facts, t: Translate): CardData {
  const opened = dated(ticket.openedAt, facts.recipient);
  return {
    state: stateWords(ticket, facts, t),
    stateColor: stateColors[ticket.state],
    status:
      ticket.assigneeName === undefined
        ? t('agent.unclaimed', { when: opened })
        : t('agent.claimed', { name: ticket.assigneeName, when: opened }),
  };
}

function stateWords(ticket: Ticket, facts: Facts, t: Translate): string {
  const { state } = ticket;
  return state === 'waiting-provider' || state === 'waiting-microsoft'
    ? t('state.agent.outside', { target: outsideName(facts, t) })
    : t(`state.agent.${state}`);
}

function clockLine(ticket: Ticket, facts: Facts, t: Translate): { clock: string; clockColor: Color } {
  const { now, recipient } = facts;
  const due = datedInZone(ticket.firstResponseDueAt, recipient);
  const given = dated(ticket.firstRespondedAt ?? now, recipient);
  switch (clockState(ticket, now)) {
    case 'running':
      return { clock: runningClock(ticket, facts, due, t), clockColor: 'Default' };
    case 'warning':
      return { clock: t('agent.clock.warning', { when: due }), clockColor: 'Attention' };
    case 'breached':
      return { clock: t('agent.clock.breached', { when: due }), clockColor: 'Attention' };
    case 'met':
      return { clock: t('agent.clock.met', { when: given }), clockColor: 'Default' };
    case 'missed':
      return {
        clock: t('agent.clock.missed', { when: given, due: dated(ticket.firstResponseDueAt, recipient) }),
        clockColor: 'Attention',
      };
    case 'stopped':
      return { clock: t('agent.clock.stopped'), clockColor: 'Default' };
  }
}

function runningClock(
  ticket: Ticket,
  { settings, now, recipient }: Facts,
  due: string,
  t: Translate,
): string {
  const { hours } = planOf(settings, ticket.planId);
  const opensAt = deskIsOpen(hours, now) ? undefined : nextOpening(hours, now);
  if (opensAt === undefined) return t('agent.clock.running', { when: due });
  const opening = dated(opensAt, recipient);
  const counted = nextOpening(hours, ticket.openedAt) !== opensAt;
  return counted
    ? t('agent.clock.resting', { when: due, opening })
    : t('agent.clock.not-started', { when: due, opening });
}

/** What did not reach the requester, and why, where nobody can overlook it; each reason is said once. */
function failures(ticket: Ticket, facts: Facts, t: Translate): readonly CardData[] {
  const reasons = new Map<string, string[]>();
  const failed = (facts.undelivered ?? []).filter((m) => !m.deleted);
  for (const message of failed.slice(-failuresShown)) {
    const text = deliveryText(message, requesterName(ticket), facts);
    reasons.set(text, [...(reasons.get(text) ?? []), quoteOf(message, facts)]);
  }
  const more = failed.length - failuresShown;
  if (more > 0) [...reasons.values()].at(-1)?.push(t('agent.failed.more', { count: more }));
  return [...reasons].map(([text, quotes]) => ({ text, quotes: quotes.map((quote) => ({ quote })) }));
}
