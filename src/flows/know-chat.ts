// Remembers a chat or channel, and how it is reached now; only a verified activity may teach this.
import { type Chat, type Inbound, teamOf } from '../domain/chat.ts';
import { installed, type Moment, spokenIn } from '../domain/installation.ts';
import { enableTenant } from './disable-tenant.ts';
import type { Turn } from './ports.ts';
import { reachAgain } from './reach-again.ts';

/** What happened; a pressed button is no kind of it. */
export type Heard = Pick<Inbound, 'speaker' | 'chat' | 'sentAt'> & { readonly kind?: Inbound['kind'] };

/** The chat as this activity leaves it, saved. */
export async function knowChat(turn: Turn, heard: Heard): Promise<Chat> {
  const { chat, arrived } = await learn(turn, heard);
  if (arrived && chat.kind === 'channel') await learnQueueChannels(turn, chat);
  else if (arrived) await reachAgain(turn, chat);
  // Whoever is heard while the administrator has the app switched off: it is on again.
  if (chat.installedAt !== undefined) await enableTenant(turn, chat.tenantId, arrived);
  return chat;
}

/** `arrived`: the app is there, for the first time or again. */
async function learn(turn: Turn, heard: Heard): Promise<{ chat: Chat; arrived: boolean }> {
  const { chats } = turn.store;
  const { tenantId, id, kind } = heard.chat;
  // A channel is shared by all agents, and nothing of a single turn is kept with it: locked only to be changed.
  const seen = await (kind === 'personal' ? chats.lock : chats.get)(tenantId, id);
  if (seen && sameChat(seen, asHeard(turn, heard, seen))) return { chat: seen, arrived: false };
  const stored = kind === 'personal' ? seen : await chats.lock(tenantId, id);
  const chat = asHeard(turn, heard, stored);
  await chats.save(chat);
  if (stored && chat.kind === 'channel') await moveTeam(turn, stored, chat);
  return { chat, arrived: stored?.installedAt === undefined && chat.installedAt !== undefined };
}

function asHeard(turn: Turn, heard: Heard, stored: Chat | undefined): Chat {
  const chat: Chat = {
    ...stored,
    ...heard.chat,
    ...(heard.chat.kind === 'personal' && { personId: heard.speaker.personId }),
  };
  const moment = momentOf(turn, heard);
  return heard.kind?.type === 'installed'
    ? installed(chat, moment)
    : spokenIn(chat, moment, heard.kind ? 'words' : 'press');
}

/** Further ahead of our clock than this, Teams' time is of no use: it would silence what really comes later. */
const clockSkewMs = 300_000;

export function momentOf({ now }: Turn, { sentAt }: Pick<Inbound, 'sentAt'>): Moment {
  return { now, ...(sentAt !== undefined && sentAt <= now + clockSkewMs && { sentAt }) };
}

function sameChat(stored: Chat, chat: Chat): boolean {
  return (
    stored.installedAt === chat.installedAt &&
    stored.installationChangedAt === chat.installationChangedAt &&
    stored.closed === chat.closed &&
    stored.goneAt === chat.goneAt &&
    stored.serviceUrl === chat.serviceUrl &&
    stored.botId === chat.botId &&
    stored.personId === chat.personId &&
    stored.teamId === chat.teamId
  );
}

/** An installation speaks for the whole team; its other channels are reached the same way. */
async function learnQueueChannels(turn: Turn, spokenIn: Chat): Promise<void> {
  const { store, settings, now } = turn;
  if (spokenIn.tenantId !== settings.partner.tenantId) return;
  const { tenantId, kind, serviceUrl, botId, teamId } = spokenIn;
  for (const { channelId } of settings.queues) {
    if (channelId === undefined || channelId === spokenIn.id) continue;
    const known = await store.chats.lock(tenantId, channelId);
    const elsewhere = known?.teamId !== undefined && known.teamId !== teamId;
    if (known?.installedAt !== undefined || known?.closed || elsewhere) continue;
    const team = { tenantId, kind, serviceUrl, botId, ...(teamId !== undefined && { teamId }) };
    await store.chats.save(installed({ ...known, ...team, id: channelId }, { now }));
  }
}

/** What this activity says of where its chat is reached, if it is one that we know; it says nothing of the app. */
export async function refreshReach(turn: Turn, heard: Pick<Inbound, 'chat'>): Promise<void> {
  const { chats } = turn.store;
  const { tenantId, id, serviceUrl, botId } = heard.chat;
  const seen = await chats.get(tenantId, id);
  if (!seen || (seen.serviceUrl === serviceUrl && seen.botId === botId)) return;
  const stored = (await chats.lock(tenantId, id)) ?? seen;
  const chat = { ...stored, serviceUrl, botId };
  await chats.save(chat);
  if (chat.kind === 'channel') await moveTeam(turn, stored, chat);
}

/** Teams moves a team as a whole to another region. */
async function moveTeam(turn: Turn, before: Chat, { tenantId, id, serviceUrl, botId }: Chat): Promise<void> {
  if (before.serviceUrl === serviceUrl && before.botId === botId) return;
  const { chats } = turn.store;
  for (const other of await chats.ofTenant(tenantId)) {
    if (other.id === id || other.kind !== 'channel' || teamOf(other) !== teamOf(before)) continue;
    const locked = await chats.lock(tenantId, other.id);
    if (locked) await chats.save({ ...locked, serviceUrl, botId });
  }
}
