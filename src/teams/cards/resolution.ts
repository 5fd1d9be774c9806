// The end of a ticket, as its requester decides it: solved or not, and how good it was.

import { clip } from '../../domain/plain-text.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Facts } from '../../flows/ports.ts';
import { type Translate, translator } from '../../i18n/translate.ts';
import { datedInZone } from '../../i18n/when.ts';
import { cardFrame } from './card-frame.ts';
import { type CardData, render } from './render.ts';
import { closesBySilenceAt, reopenUntil } from './request.ts';
import type { BuildCard } from './view.ts';

const scores = [1, 2, 3, 4, 5] as const;

export const resolutionCard: BuildCard<'resolution'> = (notice, facts, key, moment) => {
  const t = translator(facts.recipient.locale);
  const { ticket } = facts;
  const frame = cardFrame(t, key, moment);
  if (!ticket) {
    const title = t('refused.no-ticket');
    return { card: render('answer-ended', { ...frame, title, text: '' }), summary: title };
  }
  const shown = notice.isEarlier ? pointerOf(ticket, t) : shownOf(ticket, facts, t);
  const solver = ticket.solvedByName ?? ticket.assigneeName;
  const card = render('resolution', {
    ...frame,
    by: solver === undefined ? '' : t('resolution.by', { name: solver }),
    resolution: '',
    text: '',
    asks: false,
    rates: false,
    mayComment: false,
    mayReopen: reopenUntil(ticket, facts) !== undefined,
    score: ticket.satisfaction?.score ?? 0,
    yes: t('resolution.yes'),
    no: t('resolution.no'),
    scale: t('resolution.scale'),
    scores: scores.map((score) => ({
      score,
      title: String(score),
      tooltip: t(`resolution.score.${score}`),
    })),
    typedComment: clip(moment.typed?.comment ?? '', 1000),
    comment: t('resolution.comment'),
    commentLabel: t('resolution.comment.label'),
    commentError: t('resolution.comment.error'),
    commentSend: t('resolution.comment.send'),
    reopen: t('resolution.reopen'),
    ...shown,
  });
  return { card, summary: shown.title };
};

function pointerOf({ number }: Ticket, t: Translate): CardData & { readonly title: string } {
  return { title: t('request.title', { number }), text: t('resolution.earlier'), mayReopen: false };
}

function shownOf(ticket: Ticket, facts: Facts, t: Translate): CardData & { readonly title: string } {
  const { number, satisfaction } = ticket;
  if (ticket.state === 'solved') {
    const closesAt = datedInZone(closesBySilenceAt(ticket, facts), facts.recipient);
    return {
      title: t('resolution.title', { number }),
      resolution: clip(ticket.resolution ?? '', 3000),
      text: t('resolution.closes', { when: closesAt }),
      asks: true,
    };
  }
  if (ticket.state === 'withdrawn') return { title: t('resolution.withdrawn', { number }) };
  if (ticket.state !== 'closed')
    return { title: t('resolution.reopened', { number }), text: t('resolution.reopened.text') };
  const title = t('resolution.closed', { number });
  if (!satisfaction) return { title, text: t('resolution.rate'), rates: true };
  const { score, comment } = satisfaction;
  return comment === undefined
    ? { title, text: t('resolution.thanks', { score }), mayComment: true }
    : { title, text: t('resolution.thanks.comment', { score }) };
}
