import { describe, expect, it } from 'vitest';
import { clockState } from '../../src/domain/sla.ts';
import { sampleTicket } from '../support/samples.ts';

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
