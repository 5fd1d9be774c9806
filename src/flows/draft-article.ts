// A solved ticket becomes the draft of an article: posted in its thread, for a person to correct and to keep.
import { isSolved } from '../domain/article-draft.ts';
import type { Flash } from '../domain/notice.ts';
import type { StaffMember } from '../domain/person.ts';
import type { TicketRef, Turn } from './ports.ts';
import { postNotice, refOf, toThread } from './post-notice.ts';
import { actorOf, recordAct } from './record-audit.ts';
import type { Words } from './relay-message.ts';

/** In two messages: what to do with it, and the draft alone, to be copied whole. */
export async function draftFromTicket(
  turn: Turn,
  staff: StaffMember,
  ref: TicketRef,
  { source }: Words,
): Promise<Flash | undefined> {
  const ticket = await turn.store.tickets.get(ref.tenantId, ref.ticketId);
  if (!ticket) return { reason: 'no-ticket' };
  if (!isSolved(ticket)) return { reason: 'not-solved-yet' };
  await recordAct(turn, actorOf(turn, staff), 'draft-article', { ticket: ref });
  await postNotice(turn, toThread(ticket), { kind: 'draft-ready', ...refOf(ticket) }, source?.activityId);
  await postNotice(turn, toThread(ticket), { kind: 'draft', ...refOf(ticket) });
  return undefined;
}
