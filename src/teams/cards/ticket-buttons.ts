// What an agent may do with a ticket now, and the words on the buttons and their forms.

import type { CardMoment } from '../../domain/notice.ts';
import { clip } from '../../domain/plain-text.ts';
import { severities } from '../../domain/support-offer.ts';
import { isOpen, isWithOutside, type Ticket } from '../../domain/ticket.ts';
import type { Facts } from '../../flows/ports.ts';
import type { Translate } from '../../i18n/translate.ts';
import { wordsToSendAgain } from '../texts/delivery.ts';
import { nameOnButton, outsideName, requesterName } from './agent-words.ts';
import { maxWords } from './form-fields.ts';
import type { CardData } from './render.ts';

/** For `cards/ticket.json`; an ended ticket offers nothing. */
export function ticketButtons(ticket: Ticket, facts: Facts, moment: CardMoment, t: Translate): CardData {
  return {
    ...typedBack(moment),
    ...allowed(ticket, facts),
    ...replyForm(ticket, t),
    ...solveForm(ticket, t),
    claim: t('agent.button.claim'),
    ...sendAgain(ticket, facts, t),
    more: t('agent.button.more'),
    ...noteForm(ticket, t),
    ...transferForm(ticket, facts, t),
    ...severityForm(ticket, t),
    escalate: t('agent.button.escalate', { target: outsideName(facts, t) }),
  };
}

/** A press sends one form; more of them, invented, would not fit into the card. */
function typedBack({ typed = {} }: CardMoment): CardData {
  const sent = (['text', 'resolution', 'note', 'reason'] as const).find((id) => typed[id]);
  const back = (id: typeof sent, points: number) => (id === sent ? clip(typed[id ?? ''] ?? '', points) : '');
  return {
    typedReply: back('text', maxWords),
    typedResolution: back('resolution', maxWords),
    typedNote: back('note', maxWords),
    typedReason: back('reason', 300),
  };
}

function allowed(ticket: Ticket, { settings, escalation }: Facts): CardData {
  const open = isOpen(ticket);
  const active = open && ticket.state !== 'solved';
  const owned = ticket.assigneeId !== undefined;
  const escalated = isWithOutside(ticket) || (escalation !== undefined && escalation.state !== 'ended');
  return {
    isOpen: open,
    canClaim: active && !owned,
    canAsk: active,
    canSolve: active && owned,
    canTransfer: active && (owned || settings.queues.length > 1),
    canChangeSeverity: active,
    canEscalate: active && !escalated,
  };
}

/** Offered while the requester can be reached, for as many words as did not reach them. */
function sendAgain(ticket: Ticket, facts: Facts, t: Translate): CardData {
  const count = isOpen(ticket) ? wordsToSendAgain(facts).length : 0;
  return { canSendAgain: count > 0, sendAgain: t('agent.button.send-again', { count }) };
}

function replyForm(ticket: Ticket, t: Translate): CardData {
  const language = t(`agent.language.${ticket.language}`);
  return {
    reply: t('agent.button.reply'),
    replyLabel: t('agent.reply.label'),
    replyHint: t('agent.reply.hint', { name: requesterName(ticket), language }),
    replyError: t('agent.reply.error'),
    send: t('agent.reply.send', { name: nameOnButton(ticket, t) }),
    ask: t('agent.reply.ask'),
  };
}

function solveForm(ticket: Ticket, t: Translate): CardData {
  return {
    solve: t('agent.button.solve'),
    solveLabel: t('agent.solve.label'),
    solveHint: t('agent.solve.hint', { name: requesterName(ticket) }),
    solveError: t('agent.solve.error'),
    solveSend: t('agent.solve.send'),
  };
}

function noteForm(ticket: Ticket, t: Translate): CardData {
  return {
    note: t('agent.button.note'),
    noteLabel: t('agent.note.label'),
    noteHint: t('agent.note.hint', { name: requesterName(ticket) }),
    noteError: t('agent.note.error'),
    noteKeep: t('agent.note.keep'),
  };
}

function transferForm(ticket: Ticket, { settings }: Facts, t: Translate): CardData {
  return {
    transfer: t('agent.button.transfer'),
    transferLabel: t('agent.transfer.label'),
    transferError: t('agent.transfer.error'),
    transferSend: t('agent.transfer.send'),
    queues: settings.queues.flatMap(({ id, name }) => {
      if (id !== ticket.queueId) return { title: name, value: id };
      const title = t('agent.transfer.own', { queue: name });
      return ticket.assigneeId === undefined ? [] : { title, value: id };
    }),
  };
}

function severityForm(ticket: Ticket, t: Translate): CardData {
  return {
    severity: t('agent.button.severity'),
    severityLabel: t('agent.severity.label'),
    severityError: t('agent.severity.error'),
    severityReason: t('agent.severity.reason'),
    severityReasonError: t('agent.severity.reason.error'),
    severitySend: t('agent.severity.send'),
    severities: severities.map((letter) => ({
      title: t('agent.severity.short', { letter, word: t(`severity.${letter}`) }),
      value: letter,
    })),
    severityNow: ticket.severity,
  };
}
