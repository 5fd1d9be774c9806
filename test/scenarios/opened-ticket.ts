// The shortest way to an open ticket, for scenarios that begin with one.
import type { Person } from '../support/fake-teams/person.ts';
import type { Place } from '../support/fake-teams/place.ts';
import { type Cast, customers, northwind, type Requester } from '../support/northwind.ts';

export interface OpenedTicket {
  readonly requester: Person;
  readonly number: string;
  /** The ticket's thread, as Ben sees it. */
  readonly thread: Place;
}

export const anna: Requester = { tenantId: customers.contoso, name: 'Anna Petrova', locale: 'en-US' };

/** Asks, is not helped, sends the form: in Anna's name unless told otherwise. */
export async function openTicketAt(desk: Cast, facts: Requester = anna): Promise<OpenedTicket> {
  const requester = desk.requester(facts);
  await requester.installs();
  await requester.says('Outlook keeps asking for my password');
  await requester.presses('article-not-helped');
  const { text } = await requester.presses('send-diagnostics', {
    startedAt: 'today',
    scope: 'one-user',
    workaround: 'partial',
  });
  const [, number = ''] = /#(\d+)/.exec(text) ?? [];
  const thread = await desk.ben.findsThread(northwind.support, new RegExp(`#${number}\\b`));
  return { requester, number, thread };
}

/** The same, and Ben has it. */
export async function claimedTicketAt(desk: Cast, facts: Requester = anna): Promise<OpenedTicket> {
  const ticket = await openTicketAt(desk, facts);
  await ticket.thread.presses('claim-ticket');
  await ticket.requester.sees('Ben Carter');
  return ticket;
}
