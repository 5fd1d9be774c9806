// What was done with power over a customer's data, and what was refused to whom.
import type { AuditActor, AuditedAct } from '../domain/audit.ts';
import type { RefusalReason } from '../domain/notice.ts';
import type { StaffMember } from '../domain/person.ts';
import { sideOf } from './know-speaker.ts';
import type { TicketRef, Turn } from './ports.ts';

export interface AuditSubject {
  readonly ticket?: TicketRef;
  readonly queueId?: string;
}

/** Written with the turn's transaction: without its audit row the act does not happen. */
export async function recordAct(
  turn: Turn,
  actor: AuditActor,
  act: AuditedAct,
  about: AuditSubject = {},
): Promise<void> {
  await turn.store.audit.append({ ...entryOf(turn, actor, about), act, outcome: 'done' });
}

/**
 * A lost race or a fault in a form is no denial: only what this person may not do. Of one person and act one
 * a minute is written: who tries again and again must not fill the trail. Nothing is written of tenants that are
 * not served, for nothing of them is kept.
 */
export async function recordDenial(
  turn: Turn,
  actor: AuditActor,
  act: AuditedAct,
  reason: RefusalReason,
  about: AuditSubject = {},
): Promise<void> {
  if (sideOf(turn.settings, actor.tenantId) === 'stranger') return;
  if (!(await isFirstOfMinute(turn, actor, act))) return;
  await turn.store.audit.append({ ...entryOf(turn, actor, about), act, outcome: 'denied', reason });
}

function isFirstOfMinute(turn: Turn, { tenantId, personId }: AuditActor, act: AuditedAct): Promise<boolean> {
  const minute = String(Math.floor(turn.now / 60_000));
  const key = { tenantId, conversationId: personId, type: `denied ${act}`, activityId: minute };
  return turn.store.inbox.take(key, turn.now);
}

/** The partner's people act from the partner's tenant. */
export function actorOf(turn: Turn, staff: StaffMember): AuditActor {
  return { tenantId: turn.settings.partner.tenantId, personId: staff.id };
}

function entryOf(turn: Turn, actor: AuditActor, { ticket, queueId }: AuditSubject) {
  return {
    at: turn.now,
    actor: { tenantId: actor.tenantId, personId: actor.personId },
    tenantId: ticket?.tenantId ?? actor.tenantId,
    ...(ticket && { ticketId: ticket.ticketId }),
    ...(queueId !== undefined && { queueId }),
    ...(turn.activityId !== undefined && { activityId: turn.activityId }),
  };
}
