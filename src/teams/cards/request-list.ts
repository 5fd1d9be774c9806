// A requester's own tickets, newest first.
import { translator } from '../../i18n/translate.ts';
import { cardFrame, titleOf } from './card-frame.ts';
import { render } from './render.ts';
import { rowColor, stateWord } from './request.ts';
import type { BuildCard } from './view.ts';

export const requestListCard: BuildCard<'request-list'> = (notice, facts, key, moment) => {
  const t = translator(facts.recipient.locale);
  const { tickets = [], settings } = facts;
  const title = t('list.title');
  const card = render('request-list', {
    ...cardFrame(t, key, moment),
    title,
    text: tickets.length === 0 ? t('list.empty') : '',
    show: t('list.show'),
    tickets: tickets.map((ticket) => ({
      n: notice.ticketIds.indexOf(ticket.id),
      number: `#${ticket.number}`,
      state: stateWord(ticket, settings, undefined, t),
      stateColor: rowColor(ticket),
      title: titleOf(ticket),
      showThis: t('request.title', { number: ticket.number }),
    })),
  });
  return { card, summary: title };
};
