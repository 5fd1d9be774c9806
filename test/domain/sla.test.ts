import { describe, expect, it } from 'vitest';
import { planOf } from '../../src/domain/settings.ts';
import { clockState, firstResponseDue, firstResponseWarning, isTold } from '../../src/domain/sla.ts';
import { minutes, sampleSettings, sampleTicket } from '../support/samples.ts';

it('warns when three quarters of the promised working time are gone', () => {
  const { plan, hours } = planOf(sampleSettings, sampleTicket().planId);
  const monday = Date.parse('2026-11-23T09:00:00Z');
  const promised = plan.targets.A.firstResponseMinutes;
  expect(firstResponseDue(plan, hours, 'A', monday).dueAt).toBe(monday + minutes(promised));
  expect(firstResponseWarning(plan, hours, 'A', monday)).toBe(monday + minutes(promised * 0.75));
});

describe('clockState', () => {
  const clock = { firstResponseWarnAt: 75, firstResponseDueAt: 100 };
  const { firstRespondedAt: _f, ...unanswered } = sampleTicket({ state: 'new', ...clock });

  it.each([
    [74, 'running'],
    [75, 'warning'],
    [99, 'warning'],
    [100, 'breached'],
  ] as const)('unanswered at %s is %s', (now, state) => {
    expect(clockState(unanswered, now)).toBe(state);
  });

  it.each([
    [100, 'met'],
    [101, 'missed'],
  ] as const)('answered at %s is %s for good', (firstRespondedAt, state) => {
    expect(clockState({ ...unanswered, firstRespondedAt }, 1000)).toBe(state);
  });

  it('stops when the requester withdraws unanswered', () => {
    expect(clockState({ ...unanswered, state: 'withdrawn' }, 1000)).toBe('stopped');
  });
});

it.each([
  [{}, false, false],
  [{ warningToldAt: 1 }, true, false],
  [{ breachToldAt: 1 }, true, true],
] as const)('of %o the desk knows', (told, warning, breach) => {
  const ticket = sampleTicket(told);
  expect([isTold(ticket, 'warning'), isTold(ticket, 'breached')]).toEqual([warning, breach]);
});
