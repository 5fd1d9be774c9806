// The one door to the SDK: it verifies tokens and runs turns; it sends nothing and answers no HTTP itself.
import { randomUUID } from 'node:crypto';
import { type Activity, CloudAdapter, type InvokeResponse } from 'botbuilder';
import type { AuthenticateRequestResult } from 'botframework-connector';
import { AppError } from '../domain/errors.ts';
import type { FetchJson } from '../flows/ports.ts';
import { createAgeWatch } from './activity-age.ts';
import type { Bot } from './bot.ts';
import { ChannelAuthentication, type ChannelTokens } from './channel-authentication.ts';
import { type GatedActivity, type GateOptions, gate } from './gate.ts';
import { createSigningKeys } from './signing-keys.ts';
import type { WireLog } from './wire-log.ts';

export interface AdapterOptions extends GateOptions {
  readonly bot: Bot;
  readonly log: WireLog;
  /** Metadata that names the signing keys. */
  readonly openIdUrl: string;
  readonly fetchJson: FetchJson;
  /** The judge of our clock, by which tokens are judged; a clock that is right when not given. */
  readonly clock?: ClockJudge;
  /** An activity says a time that is far from ours. */
  readonly stale?: () => void;
  /** An activity was refused with this code. */
  readonly refused?: (reason: string) => void;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

interface ClockJudge {
  isOff(): boolean;
  /** A time was refused that may have been right. */
  suspect(): void;
}

interface WireAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Adapter {
  /**
   * Takes one POST of the channel to its end. Never throws: what is wrong with the request is 400, 401 or
   * 403, what may pass is 503, the rest 500, each with a short code and nothing of the error's own text.
   */
  receive(request: {
    readonly authorization: string | undefined;
    readonly body: unknown;
  }): Promise<WireAnswer>;
  /** False while tokens cannot be checked. */
  keysUsable(): Promise<boolean>;
}

export function createAdapter(options: AdapterOptions): Adapter {
  const { appId, bot, log, now = Date.now, clock = rightClock } = options;
  const tokens = appId === undefined ? undefined : channelTokens(appId, options, { now, clock });
  const sdk = new TurnAdapter(new ChannelAuthentication(tokens));
  const refuse = createRefusals(now, options.refused ?? (() => undefined), log);
  const watchAge = createAgeWatch(now, options.stale ?? (() => undefined), log);
  return {
    async receive({ authorization, body }) {
      const gated = gate(authorization, body, options, now());
      if (!gated.ok && refusedTimes.includes(gated.code)) {
        clock.suspect();
        if (clock.isOff()) return { status: 503, body: { error: 'clock-off' } };
      }
      if (!gated.ok) return refuse(gated.status, gated.code);
      const activity = asSdkActivity(gated.activity);
      let caller: AuthenticateRequestResult;
      try {
        caller = await sdk.authenticate(activity, authorization ?? '');
      } catch (error) {
        if (error instanceof AppError) return { status: 503, body: { error: error.code } };
        return refuse(401, 'token-refused');
      }
      watchAge(gated.activity);
      try {
        const answer = await sdk.turn(caller, activity, bot);
        return answer ? { status: answer.status, body: answer.body } : { status: 200 };
      } catch (error) {
        return failed(error, log);
      }
    },
    keysUsable: async () => (tokens ? tokens.keys.usable() : true),
  };
}

const rightClock: ClockJudge = { isOff: () => false, suspect: () => undefined };
const refusedTimes: readonly string[] = ['token-expired', 'token-not-yet-valid'];

function channelTokens(
  appId: string,
  { openIdUrl, fetchJson, log }: AdapterOptions,
  { now, clock }: { now: () => number; clock: ClockJudge },
): ChannelTokens {
  const keys = createSigningKeys({ url: openIdUrl, fetchJson, log, now });
  return { appId, openIdUrl, keys, now, clockIsOff: clock.isOff };
}

const logAgainAfterMs = 60_000;

/** Counts each, and logs one a minute of each kind: anybody can send them, and as many as the line carries. */
function createRefusals(
  now: () => number,
  count: (reason: string) => void,
  log: WireLog,
): (status: number, code: string) => WireAnswer {
  const loggedAt = new Map<string, number>();
  return (status, code) => {
    count(code);
    if (now() - (loggedAt.get(code) ?? Number.NEGATIVE_INFINITY) >= logAgainAfterMs) {
      loggedAt.set(code, now());
      log.warn({ event: 'activity-refused', status, reason: code });
    }
    return { status, body: { error: code } };
  };
}

function failed(error: unknown, log: WireLog): WireAnswer {
  if (error instanceof AppError && error.retryable) {
    log.warn({ event: 'turn-postponed', reason: error.code });
    return { status: 503, body: { error: 'busy' } };
  }
  const errorId = randomUUID();
  log.error({ event: 'turn-failed', errorId, error });
  return { status: 500, body: { error: 'internal', id: errorId } };
}

/** Replies are never asked for in the HTTP answer: all of them leave by the outbox. */
function asSdkActivity(activity: GatedActivity): Activity {
  return { ...activity, deliveryMode: 'normal' } as unknown as Activity;
}

class TurnAdapter extends CloudAdapter {
  authenticate(activity: Activity, authorization: string): Promise<AuthenticateRequestResult> {
    return this.botFrameworkAuthentication.authenticateRequest(activity, authorization);
  }

  turn(caller: AuthenticateRequestResult, activity: Activity, bot: Bot): Promise<InvokeResponse | undefined> {
    return this.processActivity(caller, activity, bot);
  }
}
