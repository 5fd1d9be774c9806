import { describe, expect, it } from 'vitest';
import type { StaffMember } from '../../src/domain/person.ts';
import {
  backFromOutside,
  claim,
  close,
  handedOutside,
  isSign,
  rate,
  replied,
  requesterSpoke,
  solve,
  type Ticket,
  type TicketState,
  ticketStates,
  transfer,
  withdraw,
} from '../../src/domain/ticket.ts';
import { sampleTicket } from '../support/samples.ts';

const ben: StaffMember = { id: 'ben', name: 'Ben Carter', roles: ['agent'], email: 'ben@northwind.example' };
const mei: StaffMember = { id: 'mei', name: 'Mei Lin', roles: ['agent'], email: 'mei@northwind.example' };
const now = Date.parse('2026-11-23T10:00:00Z');
const day = 86_400_000;

function unowned(state: TicketState, more: Partial<Ticket> = {}): Ticket {
  const {
    assigneeId: _a,
    assigneeName: _n,
    claimedAt: _c,
    firstRespondedAt: _f,
    solvedAt: _s,
    endedAt: _e,
    satisfaction: _sat,
    ...rest
  } = sampleTicket({});
  return { ...rest, state, ...more };
}
const owned = (state: TicketState, more: Partial<Ticket> = {}) =>
  unowned(state, { assigneeId: ben.id, assigneeName: ben.name, ...more });

describe('claim', () => {
  it('gives a new ticket to who asks first', () => {
    const outcome = claim(unowned('new'), ben, now);
    expect(outcome).toMatchObject({
      ok: true,
      value: { state: 'assigned', assigneeId: 'ben', claimedAt: now },
    });
  });

  it.each([
    ['another one has it', owned('assigned'), mei, 'claimed-by-other'],
    ['it is theirs already', owned('assigned'), ben, 'already-yours'],
    ['closed', unowned('closed'), ben, 'ended'],
    ['withdrawn', unowned('withdrawn'), ben, 'ended'],
  ])('refuses when %s', (_name, ticket, agent, reason) => {
    expect(claim(ticket, agent, now)).toEqual({ ok: false, reason });
  });

  it('keeps a waiting ticket waiting', () => {
    expect(claim(unowned('waiting-microsoft'), ben, now)).toMatchObject({
      value: { state: 'waiting-microsoft' },
    });
  });
});

describe('replied', () => {
  it('ends the first-response clock once and makes the ticket the speaker’s', () => {
    const first = replied(unowned('new'), ben, now, false);
    expect(first).toMatchObject({ value: { state: 'assigned', assigneeId: 'ben', firstRespondedAt: now } });
    if (!first.ok) return;
    expect(replied(first.value, mei, now + 1, false)).toMatchObject({
      value: { assigneeId: 'ben', firstRespondedAt: now },
    });
  });

  it.each([
    ['assigned', 'waiting-requester'],
    ['waiting-microsoft', 'waiting-microsoft'],
    ['solved', 'solved'],
  ] as const)('waiting for an answer, %s becomes %s', (from, to) => {
    expect(replied(owned(from), ben, now, true)).toMatchObject({ value: { state: to } });
  });
});

describe('requesterSpoke', () => {
  it.each([
    ['new', 'new'],
    ['assigned', 'assigned'],
    ['waiting-requester', 'assigned'],
    ['waiting-microsoft', 'waiting-microsoft'],
    ['solved', 'assigned'],
  ] as const)('%s becomes %s', (from, to) => {
    expect(requesterSpoke(owned(from), now, 7)).toMatchObject({ ok: true, value: { state: to } });
  });

  it('reopens a closed ticket inside the window and not after it', () => {
    expect(requesterSpoke(owned('closed', { endedAt: now - 7 * day }), now, 7).ok).toBe(true);
    expect(requesterSpoke(owned('closed', { endedAt: now - 7 * day - 1 }), now, 7)).toEqual({
      ok: false,
      reason: 'reopen-window-over',
    });
  });

  it('forgets the resolution of a reopened ticket', () => {
    const outcome = requesterSpoke(owned('solved', { resolution: 'done', solvedAt: now }), now, 7);
    expect(outcome.ok && 'resolution' in outcome.value).toBe(false);
  });

  it('forgets how a reopened ticket was rated, so that its new end can be', () => {
    const ended = owned('closed', { endedAt: now, satisfaction: { score: 1, comment: 'slow' } });
    const outcome = requesterSpoke(ended, now, 7);
    expect(outcome.ok && 'satisfaction' in outcome.value).toBe(false);
  });
});

describe('isSign', () => {
  it.each(['👍', '👍🏽', '❤️', '!!!', '?', ':)', '。'])('%s says nothing', (text) => {
    expect(isSign(text)).toBe(true);
  });
  it.each(['', 'no 👎', '2', '不', '👍 да'])('"%s" is no sign', (text) => {
    expect(isSign(text)).toBe(false);
  });
});

describe('the end', () => {
  it('is solved, confirmed, rated once', () => {
    const solved = solve(owned('assigned'), ben, 'Profile repaired', now);
    if (!solved.ok) throw new Error(solved.reason);
    expect(solved.value).toMatchObject({ state: 'solved', cycle: 1, resolution: 'Profile repaired' });
    const closed = close(solved.value, now + 1);
    if (!closed.ok) throw new Error(closed.reason);
    const rated = rate(closed.value, { score: 5 });
    if (!rated.ok) throw new Error(rated.reason);
    expect(rate(rated.value, { score: 1 })).toEqual({ ok: false, reason: 'already-rated' });
    const told = rate(rated.value, { score: 5, comment: 'thanks' });
    if (!told.ok) throw new Error(told.reason);
    expect(rate(told.value, { score: 5, comment: 'on second thoughts' })).toEqual({
      ok: false,
      reason: 'already-rated',
    });
  });

  it.each(ticketStates.filter((s) => s !== 'solved'))('can not be confirmed from %s', (state) => {
    expect(close(owned(state), now)).toEqual({ ok: false, reason: 'not-solved' });
  });

  it('may be withdrawn while open', () => {
    expect(withdraw(owned('assigned'), now)).toMatchObject({ value: { state: 'withdrawn', endedAt: now } });
    expect(withdraw(owned('closed'), now)).toEqual({ ok: false, reason: 'ended' });
  });
});

describe('going elsewhere', () => {
  it('a transferred ticket has no owner', () => {
    const outcome = transfer(owned('assigned', { queueId: 'support' }), 'billing');
    expect(outcome).toMatchObject({ value: { queueId: 'billing', state: 'new' } });
    expect(outcome.ok && 'assigneeId' in outcome.value).toBe(false);
  });

  it('in its own queue a ticket is freed from its owner, and keeps what it waits for', () => {
    const mine = (state: TicketState) => transfer(owned(state, { queueId: 'support' }), 'support');
    expect(mine('assigned')).toMatchObject({ ok: true, value: { queueId: 'support', state: 'new' } });
    expect(mine('waiting-microsoft')).toMatchObject({ ok: true, value: { state: 'waiting-microsoft' } });
    expect(transfer(unowned('new', { queueId: 'support' }), 'support')).toEqual({
      ok: false,
      reason: 'same-queue',
    });
    expect(mine('closed')).toEqual({ ok: false, reason: 'ended' });
  });

  it('comes back from outside to its owner', () => {
    const outside = handedOutside(owned('assigned'), 'microsoft');
    expect(outside.state).toBe('waiting-microsoft');
    expect(backFromOutside(outside).state).toBe('assigned');
    expect(backFromOutside(owned('solved')).state).toBe('solved');
  });
});
