// The one place that turns a notice and its reader into a Teams activity.
import { AppError } from '../domain/errors.ts';
import { type CardMoment, type CardNotice, isCard, type Notice } from '../domain/notice.ts';
import type { CardKey, Facts, Present } from '../flows/ports.ts';
import { answerCard } from './cards/answer.ts';
import { escalationCard } from './cards/escalation.ts';
import { requestCard } from './cards/request.ts';
import { requestListCard } from './cards/request-list.ts';
import { resolutionCard } from './cards/resolution.ts';
import { ticketCard } from './cards/ticket.ts';
import type { CardView } from './cards/view.ts';
import { welcomeCard } from './cards/welcome.ts';
import { whichTicketCard } from './cards/which-ticket.ts';
import { agentText } from './texts/agent.ts';
import { relayText } from './texts/relay.ts';
import { requesterText } from './texts/requester.ts';

const cardContentType = 'application/vnd.microsoft.card.adaptive';

/** Throws an AppError when a card has no key, or when the facts lack what the notice is about. */
export const present: Present = (notice, facts, key, moment = {}) => {
  if (!isCard(notice)) return { activity: { type: 'message', ...textOf(notice, facts) } };
  if (!key) throw new AppError('card-invalid', `card ${notice.kind} without a key`);
  const { card, summary } = cardOf(notice, facts, key, moment);
  return {
    activity: { type: 'message', summary, attachments: [{ contentType: cardContentType, content: card }] },
  };
};

function cardOf(notice: CardNotice, facts: Facts, key: CardKey, moment: CardMoment): CardView {
  switch (notice.kind) {
    case 'welcome':
      return welcomeCard(notice, facts, key, moment);
    case 'answer':
      return answerCard(notice, facts, key, moment);
    case 'request':
      return requestCard(notice, facts, key, moment);
    case 'request-list':
      return requestListCard(notice, facts, key, moment);
    case 'which-ticket':
      return whichTicketCard(notice, facts, key, moment);
    case 'resolution':
      return resolutionCard(notice, facts, key, moment);
    case 'ticket':
      return ticketCard(notice, facts, key, moment);
    case 'escalation':
      return escalationCard(notice, facts, key, moment);
  }
}

/** Plain, so that nothing people wrote is read as Markdown; only help, which holds no word of theirs, has lines to keep. */
function textOf(notice: Exclude<Notice, CardNotice>, facts: Facts): { textFormat: string; text: string } {
  const text = wordsOf(notice, facts);
  return notice.kind === 'help'
    ? { textFormat: 'markdown', text: text.replace(/\n+/g, '\n\n') }
    : { textFormat: 'plain', text };
}

function wordsOf(notice: Exclude<Notice, CardNotice>, facts: Facts): string {
  switch (notice.kind) {
    case 'relay':
      return relayText(facts);
    case 'help':
      return notice.side === 'agent' ? agentText(notice, facts) : requesterText(notice, facts);
    case 'greeting':
    case 'thanks':
    case 'language-set':
    case 'not-served':
    case 'refused':
    case 'self-help-settled':
    case 'asked-again':
    case 'ticket-noted':
    case 'claimed':
    case 'with-outside':
    case 'back-from-outside':
    case 'still-solved':
    case 'closed-by-silence':
      return requesterText(notice, facts);
    case 'stranger-tenant':
    case 'thread-event':
    case 'delivery':
    case 'note-kept':
    case 'clock':
    case 'escalation-check':
    case 'queue-linked':
      return agentText(notice, facts);
  }
}
