// Somebody writes more than is taken: they are told once, in their language; their words are not kept.
import type { Inbound } from '../domain/chat.ts';
import type { Turn } from './ports.ts';
import { postNotice, toChat } from './post-notice.ts';

/** Says nothing where the bot is not installed. */
export async function slowDown(turn: Turn, { chat, threadId, activityId }: Inbound): Promise<void> {
  const known = await turn.store.chats.get(chat.tenantId, chat.id);
  if (known?.installedAt === undefined) return;
  await postNotice(
    turn,
    toChat(known, threadId),
    { kind: 'refused', flash: { reason: 'too-fast' } },
    activityId,
  );
}
