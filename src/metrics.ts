// What is counted and timed, in Prometheus' terms.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** One activity, from its arrival to its answer. */
  turn(kind: string, outcome: string, seconds: number): void;
  /** One attempt to send a message of the outbox. */
  delivery(outcome: string, deliveryClass: string): void;
  /** From the commit that caused a message until Teams took it. */
  deliveryLag(seconds: number): void;
  timer(kind: string): void;
  /**
   * Something was not taken because of a limit: of its `person`, its `tenant`, of `changes` in one place, of
   * `turns` in work, or of the `connections` of one address.
   */
  limited(limit: string): void;
  /** An activity whose own time is far from ours. */
  staleActivity(): void;
  /** An activity that no genuine Teams would send, by the code that it was answered with. */
  refusedActivity(reason: string): void;
  /** A button that no card of ours has, or has no more: forged, or of a card that is forgotten. */
  refusedPress(reason: string): void;
  /** A button whose turn took longer than Teams waits. */
  latePress(): void;
  /** A question was answered, with this confidence. */
  answered(confidence: string): void;
  /** Something came of an article that was shown; silence is nothing that comes. */
  learned(upshot: string): void;
  /** What came of asking a model for another order. */
  ranking(outcome: string): void;
  /** The page in Prometheus' text format 0.0.4. */
  text(): Promise<string>;
}

/** What waits to leave in one state, and since when the oldest does; epoch milliseconds. */
export interface Waiting {
  readonly state: string;
  readonly rows: number;
  readonly oldestAt: number;
}

const turnBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
const lagBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1800];

/**
 * With a registry of its own, so that two of them in one process do not meet. `readBacklog` is asked for each page;
 * without its answer the page is without those lines.
 */
export function createMetrics(readBacklog: () => Promise<readonly Waiting[]> = async () => []): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const turns = new Counter({
    name: 'support_turns_total',
    help: 'Activities handled, by kind and outcome',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const turnSeconds = new Histogram({
    name: 'support_turn_seconds',
    help: 'Time from the arrival of an activity to its answer',
    labelNames: ['kind'],
    buckets: turnBuckets,
    registers,
  });
  const deliveries = new Counter({
    name: 'support_deliveries_total',
    help: 'Attempts to send a message of the outbox, by outcome and class',
    labelNames: ['outcome', 'class'],
    registers,
  });
  const lagSeconds = new Histogram({
    name: 'support_delivery_lag_seconds',
    help: 'Time from the commit of a message to its delivery',
    buckets: lagBuckets,
    registers,
  });
  const timers = new Counter({
    name: 'support_timers_total',
    help: 'Timers that fired, by kind',
    labelNames: ['kind'],
    registers,
  });
  const limits = new Counter({
    name: 'support_limited_total',
    help: 'Activities and connections not taken because of a limit',
    labelNames: ['limit'],
    registers,
  });
  const stale = new Counter({
    name: 'support_stale_activities_total',
    help: 'Activities whose own time is more than ten minutes off',
    registers,
  });
  const refusedActivities = new Counter({
    name: 'support_refused_activities_total',
    help: 'Activities refused before anything was done, by reason',
    labelNames: ['reason'],
    registers,
  });
  const refusedPresses = new Counter({
    name: 'support_refused_presses_total',
    help: 'Buttons pressed that no card of ours has, by reason',
    labelNames: ['reason'],
    registers,
  });
  const latePresses = new Counter({
    name: 'support_late_presses_total',
    help: 'Buttons answered before their turn had ended',
    registers,
  });
  const answers = new Counter({
    name: 'support_answers_total',
    help: 'Questions answered, by confidence',
    labelNames: ['confidence'],
    registers,
  });
  const lessons = new Counter({
    name: 'support_article_verdicts_total',
    help: 'What came of articles that were shown',
    labelNames: ['verdict'],
    registers,
  });
  const rankings = new Counter({
    name: 'support_rankings_total',
    help: 'Times a model was to put found articles in another order, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const waiting = new Gauge({
    name: 'support_outbox_rows',
    help: 'Messages that have not left yet, by state',
    labelNames: ['state'],
    registers,
  });
  const oldest = new Gauge({
    name: 'support_outbox_oldest_timestamp_seconds',
    help: 'When the oldest of them was written, by state',
    labelNames: ['state'],
    registers,
  });
  async function lookAtBacklog(): Promise<void> {
    const backlog = await readBacklog().catch(() => []);
    waiting.reset();
    oldest.reset();
    for (const { state, rows, oldestAt } of backlog) {
      waiting.set({ state }, rows);
      oldest.set({ state }, oldestAt / 1000);
    }
  }
  return {
    turn: (kind, outcome, seconds) => {
      turns.inc({ kind, outcome });
      turnSeconds.observe({ kind }, seconds);
    },
    delivery: (outcome, deliveryClass) => deliveries.inc({ outcome, class: deliveryClass }),
    deliveryLag: (seconds) => lagSeconds.observe(seconds),
    timer: (kind) => timers.inc({ kind }),
    limited: (limit) => limits.inc({ limit }),
    staleActivity: () => stale.inc(),
    refusedActivity: (reason) => refusedActivities.inc({ reason }),
    refusedPress: (reason) => refusedPresses.inc({ reason }),
    latePress: () => latePresses.inc(),
    answered: (confidence) => answers.inc({ confidence }),
    learned: (verdict) => lessons.inc({ verdict }),
    ranking: (outcome) => rankings.inc({ outcome }),
    text: async () => {
      await lookAtBacklog();
      return registry.metrics();
    },
  };
}
