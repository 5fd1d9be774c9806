// The requester says that it is not solved: the ticket is open again, for whoever had it, if they are still here.
import { staffMember } from '../domain/settings.ts';
import { released, type Ticket } from '../domain/ticket.ts';
import { releaseUnknown } from './check-staff.ts';
import { hasLeftQueue } from './leave-team.ts';
import type { Turn } from './ports.ts';
import { postNotice, refOf, toThread } from './post-notice.ts';
import { tellReleased } from './transfer-ticket.ts';

/** Saves it as it is after the reopening. Who went while it was closed was not looked for then: it is back in the queue. */
export async function reopenTicket(turn: Turn, ticket: Ticket): Promise<void> {
  const { store, settings } = turn;
  const { assigneeId, queueId } = ticket;
  await postNotice(turn, toThread(ticket), {
    kind: 'thread-event',
    ...refOf(ticket),
    event: 'requester-reopened',
  });
  const staff = staffMember(settings, assigneeId);
  if (assigneeId !== undefined && !staff) return releaseUnknown(turn, ticket);
  const person = staff && (await store.people.get(settings.partner.tenantId, staff.id));
  if (!staff || !person || !(await hasLeftQueue(turn, person, queueId))) return store.tickets.save(ticket);
  await store.tickets.save(released(ticket));
  await tellReleased(turn, ticket, 'left-team', staff);
}
