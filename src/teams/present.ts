// The one place that turns a notice and its reader into a Teams activity.
import { AppError } from '../domain/errors.ts';
import { type CardMoment, type CardNotice, isCard, type Notice } from '../domain/notice.ts';
import { inParts } from '../domain/plain-text.ts';
import type { Content } from '../flows/outbox-ports.ts';
import type { CardKey, Facts, Present } from '../flows/ports.ts';
import { translator } from '../i18n/translate.ts';
import { answerCard } from './cards/answer.ts';
import { escalationCard } from './cards/escalation.ts';
import { requestCard } from './cards/request.ts';
import { requestListCard } from './cards/request-list.ts';
import { resolutionCard } from './cards/resolution.ts';
import { ticketCard } from './cards/ticket.ts';
import { unansweredCard } from './cards/unanswered.ts';
import type { CardView } from './cards/view.ts';
import { weakArticlesCard } from './cards/weak-articles.ts';
import { welcomeCard } from './cards/welcome.ts';
import { whichTicketCard } from './cards/which-ticket.ts';
import { agentText } from './texts/agent.ts';
import { relayText } from './texts/relay.ts';
import { requesterText } from './texts/requester.ts';

const cardContentType = 'application/vnd.microsoft.card.adaptive';

/** Throws an AppError when a card has no key, or when the facts lack what the notice is about. */
export const present: Present = (notice, facts, key, moment = {}) => {
  if (!isCard(notice)) return spoken(textOf(notice, facts), facts);
  if (!key) throw new AppError('card-invalid', `card ${notice.kind} without a key`);
  const { card, summary } = cardOf(notice, facts, key, moment);
  if (facts.part !== undefined) return withoutCard(summary, facts);
  return {
    activity: { type: 'message', summary, attachments: [{ contentType: cardContentType, content: card }] },
  };
};

/** The whole, or the part of it that is wanted because Teams found the whole too big. */
function spoken({ text, textFormat }: Spoken, { part, recipient }: Facts): Content {
  if (part === undefined) return { activity: { type: 'message', textFormat, text } };
  const pieces = inParts(text, partLength);
  const parts = pieces.length;
  const piece =
    parts === 1 ? text : translator(recipient.locale)('part', { part, parts, text: pieces[part - 1] ?? '' });
  return { activity: { type: 'message', textFormat, text: piece }, parts };
}

function withoutCard(summary: string, { recipient }: Facts): Content {
  const text = translator(recipient.locale)('card.too-big', { summary });
  return { activity: { type: 'message', textFormat: 'plain', text } };
}

interface Spoken {
  readonly textFormat: string;
  readonly text: string;
}

/** Far below what any client accepts (Teams documentation, "Format your bot messages"). */
const partLength = 4_000;

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
    case 'unanswered':
      return unansweredCard(facts, key, moment);
    case 'weak-articles':
      return weakArticlesCard(facts, key, moment);
  }
}

/** Plain, so that nothing people wrote is read as Markdown; only help, which holds no word of theirs, has lines to keep. */
function textOf(notice: Exclude<Notice, CardNotice>, facts: Facts): Spoken {
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
    case 'about-bot':
    case 'thanks':
    case 'upset':
    case 'not-ours':
    case 'language-set':
    case 'not-served':
    case 'refused':
    case 'self-help-settled':
    case 'asked-again':
    case 'issue-watched':
    case 'issue-news':
    case 'ticket-noted':
    case 'claimed':
    case 'takes-over':
    case 'with-outside':
    case 'number-corrected':
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
    case 'draft-ready':
    case 'draft':
    case 'app-disabled':
    case 'moved-here':
    case 'reachable-again':
    case 'no-channel':
      return agentText(notice, facts);
  }
}
