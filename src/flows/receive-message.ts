// Everything that happens in Teams but a pressed button: one activity, one turn.
import type { Inbound } from '../domain/chat.ts';
import { forgetInstallation, greet, turnAway } from './greet.ts';
import { hearAgent } from './hear-agent.ts';
import { hearRequester } from './hear-requester.ts';
import { knowSpeaker, sideOf } from './know-speaker.ts';
import type { Turn } from './ports.ts';
import { followEdit } from './relay-message.ts';

/** Teams sends again what it thinks unanswered: the second time has no effect. */
export async function receiveMessage(turn: Turn, inbound: Inbound): Promise<void> {
  const { kind, chat } = inbound;
  const side = sideOf(turn.settings, chat.tenantId);
  if (side === 'stranger') return hearStranger(turn, inbound);
  // An edit carries the id of the message it changes and may come often; following it twice does no harm.
  const isChange = kind.type === 'edited' || kind.type === 'deleted';
  if (kind.type === 'other' || (!isChange && !(await isNew(turn, inbound)))) return;
  if (kind.type === 'removed') return forgetInstallation(turn, chat.tenantId, chat.id);

  const known = await knowSpeaker(turn, inbound);
  if (kind.type === 'edited') return followEdit(turn, inbound, kind);
  if (kind.type === 'deleted') return followEdit(turn, inbound, undefined);
  const chatNow = side === 'customer' ? await greet(turn, known.chat) : known.chat;
  if (kind.type === 'installed') return;
  if (side === 'customer') await hearRequester(turn, { ...known, chat: chatNow }, inbound, kind);
  else await hearAgent(turn, known, inbound, kind);
}

/** Nothing of a tenant that is not served is kept, not even which activities it sent: answers are counted by day. */
async function hearStranger(turn: Turn, { kind, chat, speaker, activityId }: Inbound): Promise<void> {
  if (kind.type !== 'text' && kind.type !== 'installed') return;
  await turnAway(turn, chat, speaker.clientLocale ?? 'en', activityId);
}

async function isNew(turn: Turn, inbound: Inbound): Promise<boolean> {
  const key = {
    tenantId: inbound.chat.tenantId,
    conversationId: inbound.threadId ?? inbound.chat.id,
    type: inbound.kind.type,
    activityId: inbound.activityId,
  };
  return turn.store.inbox.take(key, turn.now);
}
