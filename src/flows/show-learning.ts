// What use has taught is shown to who leads the desk.
import type { Notice } from '../domain/notice.ts';
import { isAllowed } from '../domain/permissions.ts';
import type { StaffMember } from '../domain/person.ts';
import type { Turn } from './ports.ts';
import { actorOf, recordAct, recordDenial } from './record-audit.ts';

/** Read when it is shown, not when it is asked for; leads and administrators only, wherever they ask. */
export async function showLearning(
  turn: Turn,
  staff: StaffMember,
  kind: 'unanswered' | 'weak-articles',
): Promise<Notice> {
  if (isAllowed('read-learning', { side: 'desk', roles: staff.roles, relation: 'desk' })) {
    await recordAct(turn, actorOf(turn, staff), 'read-learning');
    return { kind, tenantId: turn.settings.partner.tenantId };
  }
  await recordDenial(turn, actorOf(turn, staff), 'read-learning', 'not-allowed');
  return { kind: 'refused', flash: { reason: 'not-allowed' } };
}
