import { describe, expect, it } from 'vitest';
import { canBeFound, copiesOf, hasArrived, type Message } from '../../src/domain/message.ts';

function said(change: Partial<Message>): Message {
  return {
    id: 'm',
    tenantId: 't',
    ticketId: 'k',
    kind: 'relay',
    from: 'agent',
    authorId: 'ben',
    authorName: 'Ben',
    text: 'Hello',
    files: [],
    edited: false,
    deleted: false,
    delivery: 'sending',
    saidAt: 0,
    ...change,
  };
}

const named = { conversationId: 'a:1', activityId: '1' };
const unnamed = { conversationId: 'a:1' };

describe('whether words stand on the other side', () => {
  it.each<[string, Partial<Message>, boolean, boolean]>([
    ['on their way', {}, false, false],
    ['never arrived', { delivery: 'not-delivered', copies: [] }, false, false],
    ['arrived', { delivery: 'delivered', copies: [named] }, true, true],
    ['arrived, and Teams named none', { delivery: 'delivered', copies: [unnamed] }, true, false],
    ['perhaps', { delivery: 'unsure' }, true, false],
    ['perhaps, while they are tried on', { copies: [unnamed] }, true, false],
    ['in a part, before the rest was refused', { delivery: 'not-delivered', copies: [named] }, true, true],
    ['where a change was refused', { copies: [{ ...named, doubtful: true }] }, true, true],
    ['as an older version wrote it', { delivery: 'not-delivered', deliveredActivityId: '1' }, true, true],
    ['written by both, and gone since', { copies: [], deliveredActivityId: '1' }, false, false],
  ])('%s', (_name, change, arrived, found) => {
    expect([hasArrived(said(change)), canBeFound(said(change))]).toEqual([arrived, found]);
  });

  it('of an older version’s message the place is where it is looked for', () => {
    expect(copiesOf(said({ deliveredActivityId: '1' }), 'a:1')).toEqual([named]);
  });
});
