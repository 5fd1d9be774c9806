import { expect, it } from 'vitest';
import { createMetrics, type Waiting } from '../src/metrics.ts';

it('counts and times what it is told, apart from any other registry', async () => {
  const metrics = createMetrics(async () => [{ state: 'parked', rows: 3, oldestAt: 1_500 }]);
  createMetrics().turn('message', 'ok', 1);
  metrics.turn('message', 'ok', 0.02);
  metrics.turn('message', 'failed', 3);
  metrics.delivery('sent', 'owed');
  metrics.deliveryLag(0.3);
  metrics.timer('clock-warning');
  metrics.limited('person');
  metrics.staleActivity();
  metrics.refusedActivity('token-missing');
  metrics.refusedPress('unknown-card');
  metrics.latePress();
  metrics.ranking('new-order');
  metrics.answered('sure');
  metrics.learned('confirmed');
  const page = await metrics.text();
  for (const line of [
    'support_turns_total{kind="message",outcome="ok"} 1',
    'support_turns_total{kind="message",outcome="failed"} 1',
    'support_turn_seconds_bucket{le="0.025",kind="message"} 1',
    'support_turn_seconds_count{kind="message"} 2',
    'support_deliveries_total{outcome="sent",class="owed"} 1',
    'support_delivery_lag_seconds_bucket{le="0.25"} 0',
    'support_delivery_lag_seconds_bucket{le="0.5"} 1',
    'support_timers_total{kind="clock-warning"} 1',
    'support_limited_total{limit="person"} 1',
    'support_stale_activities_total 1',
    'support_refused_activities_total{reason="token-missing"} 1',
    'support_refused_presses_total{reason="unknown-card"} 1',
    'support_late_presses_total 1',
    'support_answers_total{confidence="sure"} 1',
    'support_article_verdicts_total{verdict="confirmed"} 1',
    'support_rankings_total{outcome="new-order"} 1',
    'support_outbox_rows{state="parked"} 3',
    'support_outbox_oldest_timestamp_seconds{state="parked"} 1.5',
  ]) {
    expect(page).toContain(`${line}\n`);
  }
  expect(page).toMatch(/^process_resident_memory_bytes \d+$/m);
});

it('forgets what waits no more, and goes without when the store does not say', async () => {
  let answer: () => Promise<readonly Waiting[]> = async () => [{ state: 'pending', rows: 1, oldestAt: 1 }];
  const metrics = createMetrics(() => answer());
  expect(await metrics.text()).toContain('support_outbox_rows{state="pending"} 1\n');
  answer = async () => [];
  expect(await metrics.text()).not.toContain('support_outbox_rows{');
  answer = () => Promise.reject(new Error('away'));
  expect(await metrics.text()).toContain('support_outbox_rows');
});
