// An administrator switched the app off for everybody of a tenant, or on again. Its chats follow some at a time, by
// one timer that says where to: what was heard last takes the place of what was heard before.
import type { Chat } from '../domain/chat.ts';
import { installed } from '../domain/installation.ts';
import type { Timer, TimerKind, Turn } from './ports.ts';
import { postNotice } from './post-notice.ts';
import { reachAgain } from './reach-again.ts';

type Direction = Extract<TimerKind, 'disable-chats' | 'reach-again'>;

/** One transaction's worth: short enough that nobody else waits. */
const chatsAtOnce = 50;
/** Who is in a turn of their own is through by then. */
const busyMs = 200;

/**
 * This chat was refused because the app is switched off: no chat of the tenant is tried from now on, this one at
 * once and the others within seconds, until somebody is heard again. The desk is told when it begins.
 */
export async function disableTenant(turn: Turn, tenantId: string, chatId: string): Promise<void> {
  const { store, settings } = turn;
  const chat = await store.chats.lock(tenantId, chatId);
  if (chat?.installedAt === undefined) return;
  await store.chats.save(switchedOff(chat));
  const isNews = await store.timers.begin(timerOf(tenantId, 'disable-chats', turn.now));
  const [queue] = settings.queues;
  if (!isNews || !queue || tenantId === settings.partner.tenantId) return;
  const notice = { kind: 'app-disabled', customerTenantId: tenantId } as const;
  await postNotice(turn, { to: 'queue', queueId: queue.id }, notice);
}

/**
 * Somebody of the tenant was heard, so its administrator allows the app: whoever is not reached because of that
 * comes back. `arrived`: their own chat could not be reached until now, and so perhaps others cannot.
 */
export async function enableTenant(turn: Turn, tenantId: string, arrived: boolean): Promise<void> {
  const { chats, timers } = turn.store;
  const running = await timers.get(tenantId, idOf(tenantId));
  const isOff = running
    ? running.kind === 'disable-chats'
    : arrived && (await chats.disabledIn(tenantId, 1)).length > 0;
  if (isOff) await timers.begin(timerOf(tenantId, 'reach-again', turn.now));
}

/** Whether a refusal of what left at this moment is out of date: somebody of the tenant was heard since. */
export async function isAllowedSince({ store }: Turn, tenantId: string, at: number): Promise<boolean> {
  const running = await store.timers.get(tenantId, idOf(tenantId));
  if (running?.kind === 'disable-chats') return false;
  return (running !== undefined && running.dueAt > at) || (await store.chats.cameSince(tenantId, at));
}

/** The next chats are not tried any more. */
export async function disableChats(turn: Turn, timer: Timer): Promise<void> {
  const { chats } = turn.store;
  const found = await chats.installedIn(timer.tenantId, chatsAtOnce);
  await change(turn, timer, 'disable-chats', found, async (chat) => {
    if (chat.installedAt !== undefined) await chats.save(switchedOff(chat));
  });
}

/** The next chats are reached again, and what waited for them leaves or is offered. */
export async function enableChats(turn: Turn, timer: Timer): Promise<void> {
  const { chats } = turn.store;
  const found = await chats.disabledIn(timer.tenantId, chatsAtOnce);
  await change(turn, timer, 'reach-again', found, async (chat) => {
    if (chat.unreachable !== 'disabled') return;
    const back = installed(chat, { now: turn.now });
    await chats.save(back);
    await reachAgain(turn, back);
  });
}

/** Whoever is in a turn of their own comes later: nobody waits for them here, and they wait for nobody. */
async function change(
  { store, now }: Turn,
  { tenantId, dueAt }: Timer,
  direction: Direction,
  ids: readonly string[],
  to: (chat: Chat) => Promise<void>,
): Promise<void> {
  let busy = 0;
  for (const id of ids) {
    const locked = await store.chats.tryLock(tenantId, id);
    if (locked?.chat) await to(locked.chat);
    if (!locked) busy += 1;
  }
  if (busy === 0 && ids.length < chatsAtOnce) return;
  // Due since it was heard, which says what is older; see `isAllowedSince`.
  await store.timers.set(timerOf(tenantId, direction, busy === ids.length ? now + busyMs : dueAt));
}

/** There is one for each tenant, so that off and on cannot both be going on. */
function timerOf(tenantId: string, kind: Direction, dueAt: number): Timer {
  return { id: idOf(tenantId), kind, tenantId, subjectId: tenantId, dueAt };
}

function idOf(tenantId: string): string {
  return `disable-tenant ${tenantId}`;
}

function switchedOff({ installedAt: _gone, ...chat }: Chat): Chat {
  return { ...chat, unreachable: 'disabled' };
}
