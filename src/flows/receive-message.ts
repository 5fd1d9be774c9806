// Everything that happens in Teams but a pressed button: one activity, one turn.
import type { Inbound } from '../domain/chat.ts';
import { forgetInstallation, greet, turnAway } from './greet.ts';
import { hearAgent } from './hear-agent.ts';
import { hearRequester } from './hear-requester.ts';
import { refreshReach } from './know-chat.ts';
import { knowSpeaker, sideOf } from './know-speaker.ts';
import { joinTeam, leaveTeam } from './leave-team.ts';
import { closeChannels, reopenChannels } from './lose-channel.ts';
import type { Turn } from './ports.ts';
import { recordDenial } from './record-audit.ts';
import { followEdit } from './relay-message.ts';

/** Teams sends again what it thinks unanswered: the second time has no effect. */
export async function receiveMessage(turn: Turn, inbound: Inbound): Promise<void> {
  const { kind } = inbound;
  if (sideOf(turn.settings, inbound.chat.tenantId) === 'stranger') return hearStranger(turn, inbound);
  // An edit carries the id of the message it changes and may come often; following it twice does no harm.
  const isChange = kind.type === 'edited' || kind.type === 'deleted';
  if (kind.type === 'other') return refreshReach(turn, inbound);
  if (!isChange && !(await isNew(turn, inbound))) return;
  // A change of old words teaches nothing of somebody who was forgotten meanwhile.
  if (isChange && !(await isKnown(turn, inbound))) return;

  switch (kind.type) {
    case 'removed':
    case 'members-added':
    case 'members-removed':
    case 'channel-closed':
    case 'channel-reopened':
      return seeChange(turn, inbound, kind);
    default:
      return hear(turn, inbound, kind);
  }
}

type Change = Extract<
  Inbound['kind'],
  { type: 'removed' | 'members-added' | 'members-removed' | 'channel-closed' | 'channel-reopened' }
>;

/** Who or what is there changed. Nobody spoke: that the app is installed is not proved by it. */
async function seeChange(turn: Turn, inbound: Inbound, change: Change): Promise<void> {
  await refreshReach(turn, inbound);
  const isDesk = sideOf(turn.settings, inbound.chat.tenantId) === 'partner';
  switch (change.type) {
    case 'removed':
      return forgetInstallation(turn, inbound);
    case 'members-added':
      return isDesk ? joinTeam(turn, inbound, change.members) : undefined;
    case 'members-removed':
      // Without the other person a chat is no way to them any more.
      if (inbound.chat.kind !== 'channel') return forgetInstallation(turn, inbound);
      return isDesk ? leaveTeam(turn, inbound, change.members) : undefined;
    case 'channel-closed':
      return closeChannels(turn, inbound, change);
    case 'channel-reopened':
      return reopenChannels(turn, inbound, change);
  }
}

type Speech = Exclude<Inbound['kind'], Change | { type: 'other' }>;

async function hear(turn: Turn, inbound: Inbound, kind: Speech): Promise<void> {
  const known = await knowSpeaker(turn, inbound);
  const isCustomer = sideOf(turn.settings, inbound.chat.tenantId) === 'customer';
  if (kind.type === 'edited' || kind.type === 'deleted') {
    // Who was an agent and is none any more reaches nobody by changing old words.
    if (!isCustomer && !known.staff) return recordDenial(turn, inbound.speaker, 'reply-ticket', 'not-staff');
    return followEdit(turn, inbound, kind.type === 'edited' ? kind : undefined);
  }
  const chatNow = isCustomer ? await greet(turn, known.chat) : known.chat;
  if (kind.type === 'installed') return;
  if (isCustomer) await hearRequester(turn, { ...known, chat: chatNow }, inbound, kind);
  else await hearAgent(turn, known, inbound, kind);
}

/** Nothing of a tenant that is not served is kept, not even which activities it sent: answers are counted by day. */
async function hearStranger(turn: Turn, { kind, chat, speaker, activityId }: Inbound): Promise<void> {
  if (kind.type !== 'text' && kind.type !== 'installed') return;
  await turnAway(turn, chat, speaker.clientLocale ?? 'en', activityId);
}

async function isKnown(turn: Turn, { speaker }: Inbound): Promise<boolean> {
  return (await turn.store.people.get(speaker.tenantId, speaker.personId)) !== undefined;
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
