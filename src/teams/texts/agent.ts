// What the bot says to the desk: short lines in a ticket's thread or a queue's channel.
import type { Message } from '../../domain/message.ts';
import type { TextNotice } from '../../domain/notice.ts';
import { clip, oneLine } from '../../domain/plain-text.ts';
import { customerOf, queueById } from '../../domain/settings.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Facts } from '../../flows/ports.ts';
import { type Translate, translator } from '../../i18n/translate.ts';
import { shortWhen, span, when } from '../../i18n/when.ts';
import { requesterName, severityShort, subject, targetName } from '../cards/agent-words.ts';
import { deliveryText, quoteOf, wordsToSendAgain } from './delivery.ts';
import { draftReadyText, draftText } from './draft.ts';

export type AgentTextNotice = Extract<
  TextNotice,
  {
    kind:
      | 'help'
      | 'stranger-tenant'
      | 'thread-event'
      | 'delivery'
      | 'note-kept'
      | 'clock'
      | 'escalation-check'
      | 'queue-linked'
      | 'draft-ready'
      | 'draft'
      | 'app-disabled'
      | 'moved-here'
      | 'reachable-again'
      | 'no-channel';
  }
>;

/** Plain text, never Markdown: people's own words stand in it. */
export function agentText(notice: AgentTextNotice, facts: Facts): string {
  const t = translator(facts.recipient.locale);
  switch (notice.kind) {
    case 'help':
      return t('agent.help');
    case 'stranger-tenant':
      return t('agent.stranger', { tenant: notice.strangerTenantId });
    case 'draft-ready':
      return draftReadyText(ticketOf(facts), facts);
    case 'draft':
      return draftText(ticketOf(facts), facts);
    case 'queue-linked':
      return t('agent.queue-linked', { queue: queueName(notice.queueId, facts) });
    case 'app-disabled':
      return t('agent.app-disabled', {
        customer: customerOf(facts.settings, notice.customerTenantId)?.name ?? notice.customerTenantId,
      });
    case 'no-channel':
      return t('agent.no-channel');
    case 'moved-here':
      return t(`agent.moved.${notice.reason}`, { queue: queueName(ticketOf(facts).queueId, facts) });
    case 'reachable-again':
      return reachableText(facts);
    case 'thread-event':
      return eventText(notice, ticketOf(facts), facts);
    case 'delivery': {
      const name = requesterName(ticketOf(facts));
      return notice.of === 'change'
        ? t('agent.delivery.change-lost', { name })
        : deliveryText(subject(facts.message, 'message'), name, facts);
    }
    case 'note-kept':
      return noteText(subject(facts.message, 'message'), requesterName(ticketOf(facts)), t);
    case 'clock':
      return clockText(notice.state, ticketOf(facts), facts);
    case 'escalation-check':
      return checkText(facts);
  }
}

/** What was typed in the thread stands there already; what was typed into the card does not. */
function noteText(note: Message, name: string, t: Translate): string {
  return note.sourceActivityId === undefined
    ? t('agent.note-quoted', { author: note.authorName, text: note.text })
    : t('agent.note-kept', { name });
}

/** The offer is gone when somebody took it, or the requester cannot be reached again. */
function reachableText(facts: Facts): string {
  const t = translator(facts.recipient.locale);
  const name = requesterName(ticketOf(facts));
  const quotes = wordsToSendAgain(facts).map((m) => quoteOf(m, facts));
  return quotes.length === 0
    ? t('agent.reachable', { name })
    : t('agent.reachable.offer', { name, quotes: quotes.join('\n') });
}

type ThreadEventNotice = Extract<TextNotice, { kind: 'thread-event' }>;

const ticketOf = (facts: Facts) => subject(facts.ticket, 'ticket');

const queueName = (id: string, { settings }: Facts) => queueById(settings, id)?.name ?? id;

function eventText({ event, by }: ThreadEventNotice, ticket: Ticket, facts: Facts): string {
  const t = translator(facts.recipient.locale);
  const name = requesterName(ticket);
  switch (event) {
    case 'claimed':
    case 'left-team':
    case 'released':
      return t(`agent.event.${event}`, { name: by ?? ticket.assigneeName ?? '?' });
    case 'requester-confirmed':
    case 'requester-reopened':
    case 'requester-withdrew':
    case 'resolution-not-delivered':
    case 'question-back':
      return t(`agent.event.${event}`, { name });
    case 'question-deleted':
      return t(ticket.question === '' ? 'agent.event.question-deleted' : 'agent.event.question-cut', {
        name,
      });
    case 'rated': {
      const { score, comment } = subject(ticket.satisfaction, 'satisfaction');
      return comment === undefined
        ? t('agent.event.rated', { name, score })
        : t('agent.event.rated.comment', { name, score, comment: clip(oneLine(comment), 1000) });
    }
    case 'moved-away':
      return t('agent.event.moved-away', { queue: queueName(ticket.queueId, facts) });
    case 'severity-changed':
      return severityText(ticket, facts);
    case 'closed-by-silence':
      return ticket.isUnasked
        ? t('agent.event.closed-unasked', { name })
        : t('agent.event.closed-by-silence', { name, days: facts.settings.closeAfterDays.close });
  }
}

function severityText(ticket: Ticket, { now, recipient }: Facts): string {
  const { locale, zone } = recipient;
  const t = translator(locale);
  const change = {
    severity: severityShort(ticket, t),
    reason: clip(oneLine(ticket.severityReason ?? ''), 300).replace(/[.。]$/, ''),
  };
  return ticket.firstRespondedAt === undefined
    ? t('agent.event.severity-changed.due', {
        ...change,
        when: when(ticket.firstResponseDueAt, now, zone, locale),
      })
    : t('agent.event.severity-changed', change);
}

/** Beyond this a number of hours says less than the day does. */
const soonMinutes = 180;

function clockText(state: 'warning' | 'breached', ticket: Ticket, { now, recipient }: Facts): string {
  const { locale, zone } = recipient;
  const t = translator(locale);
  const number = String(ticket.number);
  const owner =
    ticket.assigneeName === undefined
      ? t('agent.alarm.nobody', { number })
      : t('agent.alarm.owner', { name: ticket.assigneeName, number });
  const about = {
    name: requesterName(ticket),
    when: when(ticket.firstResponseDueAt, now, zone, locale),
    owner,
  };
  if (state === 'breached') return t('agent.alarm.breached', about);
  const minutes = Math.round((ticket.firstResponseDueAt - now) / 60_000);
  return minutes > 0 && minutes <= soonMinutes
    ? t('agent.alarm.warning', { ...about, span: span(minutes, locale) })
    : t('agent.alarm.warning.later', about);
}

function checkText({ escalation, customer, settings, now, recipient }: Facts): string {
  const t = translator(recipient.locale);
  const { target, number, checkDueAt } = subject(escalation, 'escalation');
  return t('agent.outside-check', {
    target: targetName(target, settings, customer, t),
    outside: clip(number ?? '?', 60),
    when: shortWhen(checkDueAt ?? now, now, recipient.zone, recipient.locale),
  });
}
