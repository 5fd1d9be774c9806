// Who is taken out of the settings has nothing in hand any more: their tickets go back to their queues.
import { staffMember } from '../domain/settings.ts';
import { isOpen, released, type Ticket } from '../domain/ticket.ts';
import type { Turn } from './ports.ts';
import { refOf } from './post-notice.ts';
import { tellReleased } from './transfer-ticket.ts';

const kind = 'staff-check';
/** No turn takes longer, however often it is run again. */
const longestTurnMs = 60_000;

/**
 * At each start, and when the settings were read anew: at once, whatever our clock says, and again when every turn has
 * ended that had begun by other settings, for somebody may be claiming by them just now.
 */
export async function wantStaffCheck(turn: Turn): Promise<void> {
  const { store, settings, now } = turn;
  const { tenantId } = settings.partner;
  await checkAtOnce(turn);
  await store.timers.set({
    id: `${kind} again`,
    kind,
    tenantId,
    subjectId: kind,
    dueAt: now + longestTurnMs,
  });
}

async function checkAtOnce({ store, settings }: Turn): Promise<void> {
  const { tenantId } = settings.partner;
  await store.timers.set({ id: kind, kind, tenantId, subjectId: kind, dueAt: 0 });
}

/** One transaction's worth: short enough that nobody else waits. */
const ticketsAtOnce = 50;

/** The next tickets of whoever it was, each told like those of somebody who left the team; the rest follows. */
export async function checkStaff(turn: Turn): Promise<void> {
  const { store, settings } = turn;
  const staffIds = settings.staff.map(({ id }) => id);
  const found = await store.tickets.assignedToOthers(staffIds, ticketsAtOnce);
  for (const ref of found) {
    const ticket = await store.tickets.lock(ref.tenantId, ref.ticketId);
    if (ticket?.assigneeId === undefined || !isOpen(ticket)) continue;
    if (!staffMember(settings, ticket.assigneeId)) await releaseUnknown(turn, ticket);
  }
  if (found.length === ticketsAtOnce) await checkAtOnce(turn);
}

/** Saves it as nobody's. It is the act of whoever changed the settings. */
export async function releaseUnknown(turn: Turn, ticket: Ticket): Promise<void> {
  const { store, now } = turn;
  const { tenantId, ticketId } = refOf(ticket);
  await store.tickets.save(released(ticket));
  await store.audit.append({
    at: now,
    actor: 'operator',
    act: 'release-ticket',
    outcome: 'done',
    tenantId,
    ticketId,
  });
  await tellReleased(turn, ticket, 'left-team', { name: ticket.assigneeName ?? '' });
}
