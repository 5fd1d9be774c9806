// What Teams' events say about a place: is the app there, and can anything be written. They come in any order.
import type { Chat, Closing } from './chat.ts';

/** When something happened: by our clock, and by Teams' where the event says it. */
export interface Moment {
  readonly now: number;
  readonly sentAt?: number;
}

/** An event that was sent before the one that counts changes nothing; without a time the last to arrive counts. */
function isOvertaken(changedAt: number | undefined, { sentAt }: Moment): boolean {
  return changedAt !== undefined && sentAt !== undefined && sentAt < changedAt;
}

/** The app was added: what held messages up is over. */
export function installed(chat: Chat, moment: Moment): Chat {
  if (isOvertaken(chat.installationChangedAt, moment)) return chat;
  const open = chat.closed ? reopened(chat, moment) : chat;
  const changed = moment.sentAt === undefined ? {} : { installationChangedAt: moment.sentAt };
  const installedAt = open.installedAt ?? open.closed?.installedAt ?? moment.now;
  if (open.closed) return { ...open, closed: { ...open.closed, installedAt }, ...changed };
  const { unreachable: _u, goneAt: _g, alarmedAt: _a, ...rest } = open;
  return { ...rest, installedAt, ...changed };
}

/** The app was removed: who adds it again is welcomed again. */
export function removed(chat: Chat, moment: Moment): Chat {
  if (isOvertaken(chat.installationChangedAt, moment)) return chat;
  const { installedAt: _i, welcomedAt: _w, unreachable: _u, closed, ...rest } = chat;
  return {
    ...rest,
    ...(closed && { closed: { reason: closed.reason } }),
    ...(moment.sentAt !== undefined && { installationChangedAt: moment.sentAt }),
  };
}

/**
 * Speaking proves that the app is there and that the channel takes words. Pressing proves the first only: a
 * card can be pressed where nothing can be written any more.
 */
export function spokenIn(chat: Chat, moment: Moment, how: 'words' | 'press'): Chat {
  const open = chat.closed && how === 'words' ? reopened(chat, moment) : chat;
  if (open.closed) return open;
  if (open.installedAt === undefined) return installed(open, moment);
  const { goneAt, ...rest } = open;
  return goneAt === undefined ? open : rest;
}

/** Nothing can be written in this channel until Teams says otherwise. */
export function closed(chat: Chat, reason: Closing, moment: Moment): Chat {
  if (isOvertaken(chat.closingChangedAt, moment)) return chat;
  const { installedAt = chat.closed?.installedAt, ...rest } = chat;
  return {
    ...rest,
    closed: { reason, ...(installedAt !== undefined && { installedAt }) },
    ...(moment.sentAt !== undefined && { closingChangedAt: moment.sentAt }),
  };
}

/** A channel from which the app was removed meanwhile comes back without the app. */
export function reopened(chat: Chat, moment: Moment): Chat {
  if (isOvertaken(chat.closingChangedAt, moment)) return chat;
  const changed = moment.sentAt === undefined ? {} : { closingChangedAt: moment.sentAt };
  if (!chat.closed) return { ...chat, ...changed };
  const { closed: was, alarmedAt: _a, unreachable: _u, goneAt: _g, ...rest } = chat;
  return { ...rest, ...(was.installedAt !== undefined && { installedAt: was.installedAt }), ...changed };
}
