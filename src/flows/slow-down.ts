// Somebody writes more than is taken: they are told once, in their language; their words are not kept.
import type { Inbound } from '../domain/chat.ts';
import type { Turn } from './ports.ts';
import { refuseThere } from './post-notice.ts';

/** Says nothing where the bot is not installed. */
export async function slowDown(turn: Turn, inbound: Inbound): Promise<void> {
  // Only a message can be replied to: a reaction has an id of its own.
  const replyToId = inbound.kind.type === 'text' ? inbound.activityId : undefined;
  await refuseThere(turn, inbound, { reason: 'too-fast' }, replyToId);
}
