import { describe, expect, it } from 'vitest';
import { askedLate, closesAt, remindsAt, unasked, unreachedDays } from '../../src/domain/silence.ts';
import { requesterSpoke, type Ticket } from '../../src/domain/ticket.ts';
import { sampleTicket } from '../support/samples.ts';

const now = Date.parse('2026-11-23T10:00:00Z');
const day = 86_400_000;

describe('silence after a solution', () => {
  const days = { reminder: 3, close: 7 };
  const solved = (more: Partial<Ticket> = {}) => sampleTicket({ state: 'solved', solvedAt: now, ...more });

  it.each<[string, Ticket, number | undefined, number | undefined]>([
    ['solved', solved(), now + 3 * day, now + 7 * day],
    ['reminded in time', solved({ remindedAt: now + 3 * day }), now + 3 * day, now + 7 * day],
    ['reminded late', solved({ remindedAt: now + 8 * day }), now + 3 * day, now + 12 * day],
    ['not known to the requester', solved({ isUnasked: true }), undefined, now + unreachedDays * day],
    ['known late', solved({ askedAt: now + 9 * day }), now + 12 * day, now + 16 * day],
    ['open', sampleTicket({ state: 'assigned', solvedAt: now }), undefined, undefined],
    ['closed', sampleTicket({ state: 'closed', solvedAt: now, endedAt: now }), undefined, undefined],
  ])('%s', (_name, ticket, reminds, closes) => {
    expect([remindsAt(ticket, days), closesAt(ticket, days)]).toEqual([reminds, closes]);
  });

  it('settings that wait longer than for somebody who is away count for both', () => {
    const patient = { reminder: 3, close: unreachedDays + 1 };
    expect(closesAt(solved({ isUnasked: true }), patient)).toBe(now + (unreachedDays + 1) * day);
  });

  it('is of no meaning from when the resolution is missing until it has arrived', () => {
    const missed = unasked(solved());
    expect(missed).toMatchObject({ isUnasked: true });
    if (!missed) return;
    expect(unasked(missed)).toBeUndefined();
    expect(unasked(sampleTicket({ state: 'assigned' }))).toBeUndefined();
    expect(askedLate(missed, now + day)).toEqual(solved({ askedAt: now + day }));
    expect(askedLate(solved(), now)).toBeUndefined();
    expect(askedLate({ ...missed, state: 'closed' }, now)).toBeUndefined();
  });

  it('is forgotten when it is opened again', () => {
    const outcome = requesterSpoke(solved({ isUnasked: true, askedAt: now, remindedAt: now }), now, 7);
    if (!outcome.ok) throw new Error(outcome.reason);
    for (const gone of ['isUnasked', 'askedAt', 'remindedAt']) expect(outcome.value).not.toHaveProperty(gone);
  });
});
