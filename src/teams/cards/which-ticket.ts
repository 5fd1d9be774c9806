// Several tickets are open: which one was meant?
import { translator } from '../../i18n/translate.ts';
import { cardFrame, titleOf } from './card-frame.ts';
import { render } from './render.ts';
import { rowColor, stateWord } from './request.ts';
import type { BuildCard } from './view.ts';

export const whichTicketCard: BuildCard<'which-ticket'> = (notice, facts, key, moment) => {
  const t = translator(facts.recipient.locale);
  const { tickets = [], settings } = facts;
  const title = t('which.title');
  const card = render('which-ticket', {
    ...cardFrame(t, key, moment),
    title,
    text: t('which.text'),
    choose: t('which.choose'),
    tickets: tickets.map((ticket) => ({
      n: notice.ticketIds.indexOf(ticket.id),
      number: `#${ticket.number}`,
      state: stateWord(ticket, settings, undefined, t),
      stateColor: rowColor(ticket),
      title: titleOf(ticket),
      chooseThis: t('request.title', { number: ticket.number }),
    })),
  });
  return { card, summary: title };
};
