// A requester's tickets one under the other, each with its button.
import type { Facts } from '../../flows/ports.ts';
import type { Translate } from '../../i18n/translate.ts';
import { titleOf } from './card-frame.ts';
import type { CardData } from './render.ts';
import { rowColor, stateWord } from './request.ts';

/** `n` is the ticket's place among the ids that the notice keeps, whatever has gone since. */
export function ticketChoice(ticketIds: readonly string[], facts: Facts, t: Translate): CardData[] {
  return (facts.tickets ?? []).map((ticket) => ({
    n: ticketIds.indexOf(ticket.id),
    number: `#${ticket.number}`,
    state: stateWord(ticket, facts.settings, undefined, t),
    stateColor: rowColor(ticket),
    title: titleOf(ticket, t),
    buttonTip: t('request.title', { number: ticket.number }),
  }));
}
