import { describe, expect, it } from 'vitest';
import type { Chat } from '../../src/domain/chat.ts';
import {
  closed,
  installed,
  type Moment,
  removed,
  reopened,
  spokenIn,
} from '../../src/domain/installation.ts';

const now = 100_000;
const at = (sentAt?: number): Moment => ({ now, ...(sentAt !== undefined && { sentAt }) });

const place: Chat = {
  tenantId: 't',
  id: 'c',
  kind: 'channel',
  serviceUrl: 'https://smba.example/emea/',
  botId: '28:bot',
};

type Event = readonly [what: 'add' | 'remove' | 'words' | 'press' | 'close' | 'open', sentAt?: number];

function after(events: readonly Event[], from: Chat = place): Chat {
  return events.reduce<Chat>((chat, [what, sentAt]) => {
    switch (what) {
      case 'add':
        return installed(chat, at(sentAt));
      case 'remove':
        return removed(chat, at(sentAt));
      case 'close':
        return closed(chat, 'archived', at(sentAt));
      case 'open':
        return reopened(chat, at(sentAt));
      default:
        return spokenIn(chat, at(sentAt), what);
    }
  }, from);
}

describe('the app is there', () => {
  it.each<[string, boolean, readonly Event[]]>([
    ['added', true, [['add', 1]]],
    [
      'added and removed',
      false,
      [
        ['add', 1],
        ['remove', 2],
      ],
    ],
    [
      'removed, and the addition before comes late',
      false,
      [
        ['remove', 2],
        ['add', 1],
      ],
    ],
    [
      'added again, and the removal before comes late',
      true,
      [
        ['add', 3],
        ['remove', 2],
      ],
    ],
    [
      'at the same moment the last to come counts',
      false,
      [
        ['add', 2],
        ['remove', 2],
      ],
    ],
    ['without times the last to come counts', false, [['add'], ['remove']]],
    ['an event without a time counts, whatever was before', true, [['remove', 9], ['add']]],
    [
      'and what was sent before the last time said is still too old',
      true,
      [['remove', 9], ['add'], ['remove', 8]],
    ],
    ['somebody speaks', true, [['words', 1]]],
    ['somebody presses', true, [['press', 1]]],
    [
      'words of before the removal come late',
      false,
      [
        ['add', 1],
        ['remove', 3],
        ['words', 2],
      ],
    ],
    [
      'words after the removal',
      true,
      [
        ['add', 1],
        ['remove', 3],
        ['words', 4],
      ],
    ],
    [
      'and the removal that they overtook comes late',
      true,
      [
        ['words', 4],
        ['remove', 3],
      ],
    ],
  ])('%s: %s', (_name, isThere, events) => {
    expect(after(events).installedAt !== undefined).toBe(isThere);
  });

  it('since its first installation, and what kept messages back is over', () => {
    const blocked: Chat = { ...place, unreachable: 'blocked', goneAt: 5, alarmedAt: 6 };
    expect(installed(blocked, at(7))).toEqual({ ...place, installedAt: now, installationChangedAt: 7 });
    expect(installed({ ...place, installedAt: 3 }, at(7)).installedAt).toBe(3);
  });

  it('costs nothing to see again', () => {
    const there: Chat = { ...place, installedAt: 3 };
    expect(spokenIn(there, at(7), 'words')).toBe(there);
    expect(spokenIn({ ...there, goneAt: 5 }, at(7), 'press')).toEqual(there);
  });

  it('and once removed who adds it is welcomed again', () => {
    const there: Chat = { ...place, installedAt: 3, welcomedAt: 4, unreachable: 'blocked' };
    expect(removed(there, at(7))).toEqual({ ...place, installationChangedAt: 7 });
  });
});

describe('the channel takes words', () => {
  const there: Chat = { ...place, installedAt: 3 };
  it.each<[string, boolean, readonly Event[]]>([
    ['archived', false, [['close', 1]]],
    [
      'archived and back',
      true,
      [
        ['close', 1],
        ['open', 2],
      ],
    ],
    [
      'back, and the archiving before comes late',
      true,
      [
        ['open', 2],
        ['close', 1],
      ],
    ],
    [
      'archived, and the way back before comes late',
      false,
      [
        ['close', 2],
        ['open', 1],
      ],
    ],
    [
      'closed twice, and what lies between comes late',
      false,
      [
        ['close', 1],
        ['close', 3],
        ['open', 2],
      ],
    ],
    [
      'an old card is pressed there',
      false,
      [
        ['close', 1],
        ['press', 2],
      ],
    ],
    [
      'somebody writes there after all',
      true,
      [
        ['close', 1],
        ['words', 2],
      ],
    ],
    [
      'what was written before comes late',
      false,
      [
        ['close', 2],
        ['words', 1],
      ],
    ],
    [
      'the app is removed meanwhile',
      false,
      [
        ['close', 1],
        ['remove', 2],
        ['open', 3],
      ],
    ],
    [
      'the app is added meanwhile',
      true,
      [
        ['remove', 1],
        ['close', 2],
        ['add', 1],
        ['open', 3],
      ],
    ],
    [
      'an addition of before comes late',
      false,
      [
        ['close', 2],
        ['add', 1],
      ],
    ],
  ])('%s: %s', (_name, takes, events) => {
    expect(after(events, there).installedAt !== undefined).toBe(takes);
  });

  it('as before when it is back', () => {
    const closing = closed(there, 'deleted', at(5));
    expect(closing).toEqual({ ...place, closed: { reason: 'deleted', installedAt: 3 }, closingChangedAt: 5 });
    expect(reopened({ ...closing, alarmedAt: 6 }, at(7))).toEqual({ ...there, closingChangedAt: 7 });
  });
});
