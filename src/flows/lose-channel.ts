// A channel can take no more messages: its tickets go where somebody sees them, or wait until there is such a place.
import { type ChannelLoss, type Chat, type Inbound, teamOf } from '../domain/chat.ts';
import { closed, type Moment, removed, reopened } from '../domain/installation.ts';
import { cardIn } from './begin-thread.ts';
import { momentOf } from './know-chat.ts';
import { queueChannels } from './load-facts.ts';
import type { TicketRef, Timer, Turn } from './ports.ts';
import { postNotice, refreshThread, toThread } from './post-notice.ts';

type Closed = Extract<Inbound['kind'], { type: 'channel-closed' }>;
type Reopened = Extract<Inbound['kind'], { type: 'channel-reopened' }>;

/** An app that is updated may go and come back: nobody's tickets move for that. */
const removalGraceMs = 30_000;

/**
 * From now on nothing is sent to this channel. The open tickets whose thread stands there move to a channel
 * that still can be used, some at a time, by a timer. Losing it again changes nothing.
 */
export async function loseChannel(
  turn: Turn,
  tenantId: string,
  channelId: string,
  reason: ChannelLoss,
  moment: Moment = { now: turn.now },
): Promise<void> {
  const { chats } = turn.store;
  const channel = await chats.lock(tenantId, channelId);
  if (!channel) return;
  const lost = reason === 'removed' ? removed(channel, moment) : closed(channel, reason, moment);
  if (lost === channel) return;
  await chats.save(lost);
  await moveSoon(turn, lost, reason);
}

async function moveSoon({ store, settings, now }: Turn, lost: Chat, reason: ChannelLoss): Promise<void> {
  const { tenantId, id } = lost;
  if (tenantId !== settings.partner.tenantId) return;
  await store.timers.set({
    id: `move-tickets ${id}`,
    kind: 'move-tickets',
    tenantId,
    subjectId: id,
    dueAt: now + (reason === 'removed' ? removalGraceMs : 0),
  });
}

/** A thread may have begun while its channel was being lost: then it moves like those that stood there before. */
export async function moveIfLost(turn: Turn, tenantId: string, channelId: string): Promise<void> {
  // Locked: who loses it at this moment sees the thread, or is seen here.
  const channel = await turn.store.chats.lock(tenantId, channelId);
  if (channel && channel.installedAt === undefined) await moveSoon(turn, channel, lossOf(channel));
}

/** Teams says that a channel, or a team with all its channels, was deleted or archived. */
export async function closeChannels(turn: Turn, inbound: Inbound, kind: Closed): Promise<void> {
  const { tenantId } = inbound.chat;
  for (const { id } of await channelsMeant(turn, inbound, kind.channelId)) {
    await loseChannel(turn, tenantId, id, kind.reason, momentOf(turn, inbound));
  }
}

/** New tickets go there again; those that moved stay where they are. */
export async function reopenChannels(turn: Turn, inbound: Inbound, kind: Reopened): Promise<void> {
  const { chats } = turn.store;
  for (const { tenantId, id } of await channelsMeant(turn, inbound, kind.channelId)) {
    const channel = await chats.lock(tenantId, id);
    if (channel) await chats.save(reopened(channel, momentOf(turn, inbound)));
  }
}

async function channelsMeant(turn: Turn, { chat }: Inbound, channelId: string | undefined): Promise<Chat[]> {
  const team = teamOf(chat);
  return (await turn.store.chats.ofTenant(chat.tenantId)).filter(
    (c) => c.kind === 'channel' && (channelId === undefined ? teamOf(c) === team : c.id === channelId),
  );
}

/** One transaction's worth: short enough that nobody else waits. */
const ticketsAtOnce = 50;
/** How often to look again for a channel while there is none at all. */
const noChannelMs = 30_000;

/** The next tickets of a lost channel move; one that can be used again meanwhile keeps the rest. */
export async function moveTickets(turn: Turn, timer: Timer): Promise<void> {
  const { chats, threads, timers } = turn.store;
  const { tenantId, subjectId: channelId } = timer;
  const channel = await chats.get(tenantId, channelId);
  if (!channel || channel.installedAt !== undefined) return;
  const channels = await queueChannels(turn);
  if (channels.every((c) => c.installedAt === undefined)) {
    await alarmLeads(turn, channels);
    return timers.set({ ...timer, dueAt: turn.now + noChannelMs });
  }
  const standing = await threads.openIn(tenantId, channelId, ticketsAtOnce);
  for (const { queueId, ...ref } of standing) await moveTicket(turn, ref, queueId, lossOf(channel));
  if (standing.length === ticketsAtOnce) return timers.set({ ...timer, dueAt: turn.now });
  // What comes back to life later, or to this queue, begins a new thread as well.
  await threads.forgetOthers(tenantId, channelId, turn.now - turn.settings.reopenWithinDays * 86_400_000);
}

function lossOf({ closed: closing, unreachable }: Chat): ChannelLoss {
  return closing?.reason ?? (unreachable === 'gone' ? 'gone' : 'removed');
}

/** Its card begins a new thread, and the first line below says where it came from. */
async function moveTicket(turn: Turn, ref: TicketRef, queueId: string, reason: ChannelLoss): Promise<void> {
  const { tickets, threads } = turn.store;
  const ticket = await tickets.lock(ref.tenantId, ref.ticketId);
  if (ticket?.queueId !== queueId) return;
  await threads.forget(ref, queueId);
  if (await cardIn(turn, ref, queueId)) await refreshThread(turn, ref);
  else await postNotice(turn, toThread(ticket), { kind: 'ticket', ...ref });
  await postNotice(turn, toThread(ticket), { kind: 'moved-here', ...ref, reason });
}

/** Once for each time that the last channel is lost. */
async function alarmLeads(turn: Turn, channels: readonly Chat[]): Promise<void> {
  const { settings, store, now } = turn;
  const news = channels.filter((c) => c.alarmedAt === undefined);
  if (news.length === 0) return;
  for (const { tenantId, id } of news) {
    const channel = await store.chats.lock(tenantId, id);
    if (channel) await store.chats.save({ ...channel, alarmedAt: now });
  }
  const { tenantId } = settings.partner;
  for (const { id, roles } of settings.staff) {
    if (!roles.includes('lead') && !roles.includes('admin')) continue;
    const person = await store.people.get(tenantId, id);
    if (person?.chatId === undefined) continue;
    await postNotice(turn, { to: 'chat', tenantId, chatId: person.chatId }, { kind: 'no-channel' });
  }
}
