// A requester's own tickets, the open ones first.
import { translator } from '../../i18n/translate.ts';
import { cardFrame } from './card-frame.ts';
import { render } from './render.ts';
import { ticketChoice } from './ticket-choice.ts';
import type { BuildCard } from './view.ts';

export const requestListCard: BuildCard<'request-list'> = (notice, facts, key, moment) => {
  const t = translator(facts.recipient.locale);
  const title = t('list.title');
  const tickets = ticketChoice(notice.ticketIds, facts, t);
  const text = tickets.length === 0 ? t('list.empty') : '';
  const frame = cardFrame(t, key, moment);
  return {
    card: render('request-list', { ...frame, title, text, show: t('list.show'), tickets }),
    summary: title,
  };
};
