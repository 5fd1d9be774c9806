// Who may start a turn: the SDK verifies the channel's tokens, with our keys and our clock. Its other ways in,
// for emulators, skills and streams, do not exist here, and neither does its way out.
import type { Activity } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  BotFrameworkAuthentication,
  ClaimsIdentity,
  type ConnectorClient,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor.js';
import { AppError } from '../domain/errors.ts';
import { botFrameworkIssuer, clockSkewSeconds, signingAlgorithms } from './gate.ts';
import { createKnownTokens, type KnownTokens } from './known-tokens.ts';
import type { SigningKeys } from './signing-keys.ts';

export interface ChannelTokens {
  readonly appId: string;
  /** Address of the OpenID metadata document: the name under which the SDK finds the keys. */
  readonly openIdUrl: string;
  readonly keys: SigningKeys;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly clockIsOff: () => boolean;
}

/** Without `tokens` every caller is taken as genuine. */
export class ChannelAuthentication extends BotFrameworkAuthentication {
  readonly #tokens: ChannelTokens | undefined;
  readonly #known: KnownTokens = createKnownTokens();

  constructor(tokens: ChannelTokens | undefined) {
    super();
    this.#tokens = tokens;
    if (tokens) giveToSdk(tokens.openIdUrl, tokens.keys);
  }

  /**
   * @throws AppError `keys-unavailable` or `clock-off` while the token cannot be judged, any other error when it
   * is refused.
   */
  override async authenticateRequest(
    activity: Activity,
    authorization: string,
  ): Promise<AuthenticateRequestResult> {
    const claimsIdentity = this.#tokens
      ? await verified(this.#tokens, this.#known, authorization, activity)
      : new ClaimsIdentity([], 'anonymous');
    return { audience: botFrameworkIssuer, callerId: '', claimsIdentity, connectorFactory: noConnectors };
  }

  override authenticateStreamingRequest(): never {
    throw new AppError('unexpected', 'streaming is not served');
  }

  override createConnectorFactory(): ConnectorFactory {
    return noConnectors;
  }

  override async createUserTokenClient(): Promise<UserTokenClient> {
    return {} as UserTokenClient;
  }
}

async function verified(
  tokens: ChannelTokens,
  known: KnownTokens,
  authorization: string,
  activity: Activity,
): Promise<ClaimsIdentity> {
  const identity =
    (await known.identityOf(authorization, tokens)) ??
    (await signedIdentity(tokens, authorization, activity.channelId));
  // The gate has read the same claims before anybody had verified them.
  const genuine =
    identity?.isAuthenticated &&
    identity.getClaimValue('aud') === tokens.appId &&
    identity.getClaimValue('serviceurl') === activity.serviceUrl;
  if (!genuine) throw new Error('the token is not for this bot or not for this address');
  if (tokens.clockIsOff())
    throw new AppError('clock-off', 'our clock is wrong, and so may be what we think of times', {
      retryable: true,
    });
  await known.remember(authorization, identity, tokens);
  return identity;
}

/** What the SDK makes of the token: its signature, its issuer, its times, and its key's endorsement. */
function signedIdentity(
  { openIdUrl, now }: ChannelTokens,
  authorization: string,
  channelId: string,
): Promise<ClaimsIdentity | null> {
  const rules = {
    issuer: [botFrameworkIssuer],
    clockTolerance: clockSkewSeconds,
    clockTimestamp: Math.floor(now() / 1_000),
  };
  const extractor = new JwtTokenExtractor(rules, openIdUrl, signingAlgorithms);
  return extractor.getIdentityFromAuthHeader(authorization, channelId);
}

const noConnectors: ConnectorFactory = {
  create: async () =>
    ({
      get conversations(): never {
        throw new AppError('unexpected', 'nothing is sent in a turn: messages leave by the outbox');
      },
    }) as unknown as ConnectorClient,
};

/**
 * Puts our keys where the SDK looks for its own: a private, process-wide map by metadata address. The SDK
 * is archived and its version pinned, so this does not move; the token tests fail if it ever does.
 */
function giveToSdk(url: string, keys: SigningKeys): void {
  const sdk = JwtTokenExtractor as unknown as { openIdMetadataCache: Map<string, SigningKeys> };
  sdk.openIdMetadataCache.set(url, keys);
}
