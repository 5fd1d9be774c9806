// Several tickets are open: which one was meant?
import { translator } from '../../i18n/translate.ts';
import { cardFrame } from './card-frame.ts';
import { render } from './render.ts';
import { ticketChoice } from './ticket-choice.ts';
import type { BuildCard } from './view.ts';

export const whichTicketCard: BuildCard<'which-ticket'> = (notice, facts, key, moment) => {
  const t = translator(facts.recipient.locale);
  const title = t('which.title');
  const words = { title, text: t('which.text'), choose: t('which.choose') };
  const more = notice.hasMore ? t('which.more', { count: notice.ticketIds.length }) : '';
  // A file alone asks nothing, nor does a bare yes or no.
  const { text, command } = notice.held;
  const somethingElse = text === '' || command ? '' : t('which.something-else');
  const tickets = ticketChoice(notice.ticketIds, facts, t);
  return {
    card: render('which-ticket', { ...cardFrame(t, key, moment), ...words, more, tickets, somethingElse }),
    summary: title,
  };
};
