// Work that another system takes part in: no transaction is open while it is asked.
import type { ClaimedTimer, Timer, Turn } from './ports.ts';

export interface Job<Plan, Answer> {
  /** What to ask for, decided by what is stored; undefined when there is nothing to do any more. */
  plan(turn: Turn, timer: Timer): Promise<Plan | undefined>;
  /** Answers within ten seconds, by itself; what can be expected to go wrong is an answer too. */
  ask(plan: Plan): Promise<Answer>;
  /** Reads again what it decides on: others have spoken meanwhile. */
  finish(turn: Turn, timer: Timer, plan: Plan, answer: Answer): Promise<void>;
}

export type RunTurn = <Result>(work: (turn: Turn) => Promise<Result>) => Promise<Result>;

export type RunJob = (runTurn: RunTurn, timer: ClaimedTimer) => Promise<void>;

/** A job that is done by its timer's kind alone, whatever it plans and is answered. */
export function jobOf<Plan, Answer>(job: Job<Plan, Answer>): RunJob {
  return async (runTurn, { leaseOwner, leaseUntil, ...timer }) => {
    const claimed = { ...timer, leaseOwner, leaseUntil };
    const plan = await runTurn((turn) => job.plan(turn, timer));
    if (plan === undefined) return void (await runTurn((turn) => turn.store.timers.take(claimed)));
    const answer = await job.ask(plan);
    // Who asked for longer than the lease finds that somebody else has asked as well.
    await runTurn(async (turn) => {
      if (await turn.store.timers.take(claimed)) await job.finish(turn, timer, plan, answer);
    });
  };
}
