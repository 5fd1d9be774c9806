// What an activity sets off: one turn, within the limits on how many come and how long one may take.
import type { Inbound } from './domain/chat.ts';
import { AppError } from './domain/errors.ts';
import { type Settings, staffMember } from './domain/settings.ts';
import type { Arrival, FloodGate, Verdict } from './flood-gate.ts';
import { sideOf } from './flows/know-speaker.ts';
import type { Turn } from './flows/ports.ts';
import { type Answer, failLatePress, followLatePress, refusePress } from './flows/press-card.ts';
import { receiveMessage } from './flows/receive-message.ts';
import { slowDown } from './flows/slow-down.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { withinTime } from './within-time.ts';

/** A pressed button; what it carries is the affair of `act`. */
type AnyPress = Pick<Inbound, 'speaker' | 'chat' | 'threadId' | 'activityId'>;

export interface TurnsParts<Press extends AnyPress, Shown> {
  runTurn<Result>(work: (turn: Turn) => Promise<Result>, activityId?: string): Promise<Result>;
  readonly settings: () => Settings;
  readonly floods: FloodGate;
  readonly metrics: Pick<Metrics, 'turn' | 'latePress'>;
  readonly log: Pick<Log, 'error'>;
  readonly act: (turn: Turn, press: Press) => Promise<Answer>;
  readonly show: (answer: Answer) => Shown;
}

export interface Turns<Press, Shown> {
  onInbound(heard: Inbound): Promise<void>;
  /** `working` when the turn takes too long for Teams: what comes of it reaches the card by an update. */
  onPress(press: Press): Promise<Shown | 'working'>;
  /** Waits for presses that were answered before they were done, at most so long: nobody sends them again. */
  drain(graceMs: number): Promise<void>;
}

/** Teams gives a button five seconds. */
export const pressLimitMs = 4_000;

/** Too many turns in work are an AppError that the caller may try again. */
export function createTurns<Press extends AnyPress, Shown>(
  parts: TurnsParts<Press, Shown>,
): Turns<Press, Shown> {
  const { runTurn, settings, floods, metrics, log, act, show } = parts;

  async function hear(heard: Inbound): Promise<void> {
    const verdict = judge(heard);
    if (verdict === 'drop') return;
    if (verdict === 'refuse') throw new AppError('too-busy', 'too much comes and goes', { retryable: true });
    await runTurn(
      (turn) => (verdict === 'pass' ? receiveMessage(turn, heard) : slowDown(turn, heard)),
      heard.activityId,
    );
  }

  /** Teams sends again what is refused; nobody hears of what is dropped. */
  function judge(heard: Inbound): Verdict | 'refuse' {
    const { kind, chat } = heard;
    const arrival = arrivalOf(heard, settings(), kind.type === 'text');
    // To miss that would be to show words that were taken back. Of a stranger nothing was kept.
    if (isCorrection(kind) && !arrival.stranger) return floods.takeCorrection(arrival) ? 'pass' : 'refuse';
    if (!isChange(kind)) return floods.judge(arrival);
    // To miss that would be to write to somebody who wants no more; nothing is sent for it, however often it comes.
    if (endsConsent(heard)) return 'pass';
    // Who left the desk must be known, whatever else happens in its team.
    const ofTeam = chat.kind === 'channel' && chat.tenantId === settings().partner.tenantId;
    return ofTeam || floods.takeChange({ tenantId: chat.tenantId, chatId: chat.id }) ? 'pass' : 'refuse';
  }

  function press(pressed: Press): Promise<Answer> {
    const verdict = floods.judge(arrivalOf(pressed, settings(), true));
    return runTurn(
      (turn) => (verdict === 'pass' ? act(turn, pressed) : refusePress(turn, pressed, 'too-fast')),
      pressed.activityId,
    );
  }

  const late = new Set<Promise<void>>();

  function keepFollowing(pressed: Press, answered: Promise<Answer>): void {
    const following = follow(pressed, answered).finally(() => late.delete(following));
    late.add(following);
  }

  async function follow(pressed: Press, answered: Promise<Answer>): Promise<void> {
    try {
      const answer = await answered;
      await runTurn((turn) => followLatePress(turn, pressed, answer));
    } catch (error) {
      log.error({ event: 'late-press-failed', error });
      await tellFailed(pressed);
    }
  }

  async function tellFailed(pressed: Press): Promise<void> {
    try {
      await runTurn((turn) => failLatePress(turn, pressed));
    } catch (error) {
      log.error({ event: 'late-press-untold', error });
    }
  }

  return {
    onInbound: (heard) =>
      admitted(floods, heard, () => measured(metrics, heard.kind.type, () => hear(heard))),
    onPress(pressed) {
      const answered = admitted(floods, pressed, () => measured(metrics, 'press', () => press(pressed)));
      return withinTime(answered.then(show), pressLimitMs, () => {
        metrics.latePress();
        keepFollowing(pressed, answered);
        return 'working' as const;
      });
    },
    drain: (graceMs) => withinTime(Promise.all(late), graceMs, () => undefined).then(() => undefined),
  };
}

/** What was said before is changed, taken back, or there again. */
function isCorrection({ type }: Inbound['kind']): boolean {
  return type === 'edited' || type === 'deleted';
}

/** What says that the app or somebody came or went: lost it would be missed, so it has a limit of its own. */
function isChange({ type }: Inbound['kind']): boolean {
  return !['text', 'edited', 'deleted', 'other'].includes(type);
}

/** The app was removed, or the person of a personal chat is in it no more. */
function endsConsent({ kind, chat }: Inbound): boolean {
  return kind.type === 'removed' || (kind.type === 'members-removed' && chat.kind === 'personal');
}

/** Who is named in the settings is audited in what they do: nothing holds them up. A guest in their tenant is not. */
function arrivalOf(from: AnyPress, settings: Settings, repeatable: boolean): Arrival {
  const { speaker, chat, threadId, activityId } = from;
  const { tenantId, personId } = speaker;
  return {
    tenantId,
    personId,
    exempt: tenantId === settings.partner.tenantId && staffMember(settings, personId) !== undefined,
    stranger: sideOf(settings, tenantId) === 'stranger',
    ...(repeatable && { deliveryKey: JSON.stringify([tenantId, threadId ?? chat.id, activityId]) }),
  };
}

/** Teams sends again what is answered with 503. */
async function admitted<Result>(
  floods: FloodGate,
  { speaker }: AnyPress,
  work: () => Promise<Result>,
): Promise<Result> {
  const leave = floods.enter(speaker.tenantId);
  if (!leave) throw new AppError('too-busy', 'too many turns are in work', { retryable: true });
  try {
    return await work();
  } finally {
    leave();
  }
}

async function measured<Result>(
  metrics: Pick<Metrics, 'turn'>,
  kind: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  const done = (outcome: string) => metrics.turn(kind, outcome, (performance.now() - startedAt) / 1000);
  try {
    const result = await work();
    done('ok');
    return result;
  } catch (error) {
    done('failed');
    throw error;
  }
}
