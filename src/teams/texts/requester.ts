// The sentences a requester reads, and the refusals of both sides.
import { AppError } from '../../domain/errors.ts';
import type { TextNotice } from '../../domain/notice.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Facts } from '../../flows/ports.ts';
import { type Translate, translator } from '../../i18n/translate.ts';
import { when } from '../../i18n/when.ts';
import { closesBySilenceAt, providerName, reopenUntil } from '../cards/request.ts';
import { issueNews } from './issue-news.ts';
import { refusalText } from './refusal.ts';

export type RequesterTextNotice = Extract<
  TextNotice,
  {
    kind:
      | 'help'
      | 'greeting'
      | 'about-bot'
      | 'thanks'
      | 'upset'
      | 'not-ours'
      | 'language-set'
      | 'not-served'
      | 'refused'
      | 'self-help-settled'
      | 'asked-again'
      | 'issue-watched'
      | 'issue-news'
      | 'ticket-noted'
      | 'claimed'
      | 'takes-over'
      | 'with-outside'
      | 'number-corrected'
      | 'back-from-outside'
      | 'still-solved'
      | 'closed-by-silence';
  }
>;

/** Throws when the facts lack the ticket that the notice is about. */
export function requesterText(notice: RequesterTextNotice, facts: Facts): string {
  const t = translator(facts.recipient.locale);
  switch (notice.kind) {
    case 'help':
    case 'greeting':
    case 'thanks':
    case 'upset':
    case 'not-ours':
    case 'self-help-settled':
    case 'asked-again':
      return t(`text.${notice.kind}`);
    case 'about-bot':
      return t('text.about-bot', { partner: facts.settings.partner.name });
    case 'issue-watched':
      return t(notice.watched ? 'text.issue-watched' : 'text.issue-unwatched', { id: notice.issueId });
    case 'issue-news':
      return issueNews(notice, facts, t);
    case 'language-set':
      return translator(notice.locale)('text.language-set');
    case 'not-served': {
      const { name, contact } = facts.settings.partner;
      return t('text.not-served', { partner: name, email: contact.email });
    }
    case 'refused':
      return refusalText(notice.flash, t);
    case 'ticket-noted':
      return t(notice.isAnswer ? 'text.answer-noted' : 'text.ticket-noted', {
        number: ticketOf(facts).number,
      });
    case 'takes-over':
    case 'back-from-outside':
      return t(`text.${notice.kind}`, { number: ticketOf(facts).number });
    case 'claimed': {
      const { number, assigneeName } = ticketOf(facts);
      return t('text.claimed', { number, name: assigneeName ?? facts.settings.partner.name });
    }
    case 'with-outside':
      return withOutside(ticketOf(facts), facts, t);
    case 'number-corrected':
      return numberCorrected(ticketOf(facts), facts, t);
    case 'still-solved':
    case 'closed-by-silence':
      return aboutTheEnd(notice.kind, ticketOf(facts), facts, t);
  }
}

function ticketOf(facts: Facts): Ticket {
  if (!facts.ticket) throw new AppError('unexpected', 'a text about a ticket without the ticket');
  return facts.ticket;
}

function withOutside(ticket: Ticket, facts: Facts, t: Translate): string {
  const { escalation, settings, now, recipient } = facts;
  if (escalation?.number === undefined || escalation.filedAt === undefined) {
    throw new AppError('unexpected', 'a text about an escalation that was not filed');
  }
  const filed = {
    number: ticket.number,
    outside: escalation.number,
    when: when(escalation.filedAt, now, recipient.zone, t.locale),
  };
  return escalation.target.kind === 'provider'
    ? t('text.with-provider', { ...filed, provider: providerName(ticket, settings, escalation) })
    : t('text.with-microsoft', filed);
}

function numberCorrected(ticket: Ticket, { escalation, settings }: Facts, t: Translate): string {
  if (escalation?.number === undefined) {
    throw new AppError('unexpected', 'a text about the number of an escalation that has none');
  }
  const target =
    escalation.target.kind === 'provider'
      ? providerName(ticket, settings, escalation)
      : t('agent.target.microsoft');
  return t('text.number-corrected', { number: ticket.number, target, outside: escalation.number });
}

function aboutTheEnd(
  kind: 'still-solved' | 'closed-by-silence',
  ticket: Ticket,
  facts: Facts,
  t: Translate,
): string {
  const at =
    kind === 'still-solved' ? closesBySilenceAt(ticket, facts) : (reopenUntil(ticket, facts) ?? facts.now);
  const { now, recipient } = facts;
  return t(`text.${kind}`, { number: ticket.number, when: when(at, now, recipient.zone, t.locale) });
}
