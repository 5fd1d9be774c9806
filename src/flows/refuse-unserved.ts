// A customer who was taken out of the settings: their words are not taken any more, so the desk must not speak into a void.
import type { Flash } from '../domain/notice.ts';
import type { Act } from '../domain/permissions.ts';
import { customerOf } from '../domain/settings.ts';
import type { TicketRef, Turn } from './ports.ts';

/** Why not, for all that the desk may do with a ticket but to keep a note. */
export function refuseUnserved({ settings }: Turn, { tenantId }: TicketRef, act: Act): Flash | undefined {
  if (act === 'add-note' || customerOf(settings, tenantId)) return undefined;
  return { reason: 'customer-not-served' };
}
