// Everything that happens in Teams but a pressed button: one activity, one turn.
import type { Inbound } from '../domain/chat.ts';
import { customerOf } from '../domain/settings.ts';
import { followEdit } from './follow-edit.ts';
import { forgetInstallation, greet, turnAway } from './greet.ts';
import { hearAgent } from './hear-agent.ts';
import { hearRequester } from './hear-requester.ts';
import { refreshReach } from './know-chat.ts';
import { knowSpeaker, languageOf, sideOf } from './know-speaker.ts';
import { joinTeam, leaveTeam } from './leave-team.ts';
import { closeChannels, reopenChannels } from './lose-channel.ts';
import type { Turn } from './ports.ts';
import { postNotice, toChat } from './post-notice.ts';
import { recordDenial } from './record-audit.ts';

/** Teams sends again what it thinks unanswered: the second time has no effect. */
export async function receiveMessage(turn: Turn, inbound: Inbound): Promise<void> {
  const { kind } = inbound;
  const side = sideOf(turn.settings, inbound.chat.tenantId);
  if (side === 'stranger') return hearStranger(turn, inbound);
  if (side === 'customer' && inbound.chat.kind !== 'personal') return hearGroup(turn, inbound);
  // An edit carries the id of the message it changes and may come often; what is older than the last is not followed.
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
    const act = kind.type === 'edited' ? 'edit-reply' : 'delete-reply';
    if (!isCustomer && !known.staff) return recordDenial(turn, inbound.speaker, act, 'not-staff');
    const flash = await followEdit(turn, known, inbound, kind.type === 'edited' ? kind : undefined);
    if (flash) await postNotice(turn, toChat(known.chat, inbound.threadId), { kind: 'refused', flash });
    return;
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

/**
 * A customer's group or channel is no place for one person's affairs: it is told so once a day, and nothing of it
 * or of who speaks there is kept.
 */
async function hearGroup(turn: Turn, { kind, chat, threadId, speaker }: Inbound): Promise<void> {
  const { store, settings, now } = turn;
  if (kind.type !== 'text' && kind.type !== 'installed') return;
  const { tenantId, id, serviceUrl, botId } = chat;
  const day = String(Math.floor(now / 86_400_000));
  const key = { tenantId, conversationId: id, type: 'own-chat', activityId: day };
  if (!(await store.inbox.take(key, now))) return;
  const stored = await store.people.get(tenantId, speaker.personId);
  const home = customerOf(settings, tenantId) ?? settings.partner;
  const { locale } = languageOf(stored, speaker.clientLocale, home.locale);
  const conversationId = threadId ?? id;
  const destination = { to: 'address', tenantId, conversationId, serviceUrl, botId, locale } as const;
  await postNotice(turn, destination, { kind: 'refused', flash: { reason: 'own-chat' } });
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
