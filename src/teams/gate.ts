// Our own checks before the SDK's: what an activity must carry, and what a token must claim.
import { z } from 'zod';
import { isAllowedServiceUrl } from './service-url.ts';

/** Ids become keys, addresses and parts of them: nothing invisible, no space, no half of a letter. */
export const visibleId = z.string().regex(/^[^\p{C}\s]+$/u);

const activityEnvelope = z.looseObject({
  type: visibleId.max(64),
  id: visibleId.max(512),
  channelId: z.string(),
  serviceUrl: z.string().min(1),
  conversation: z.looseObject({ id: visibleId.max(1_024) }),
  from: z.looseObject({ id: visibleId.max(512) }),
});

/** An activity with the fields that everything stands on; all others are still of any type. */
export type GatedActivity = z.infer<typeof activityEnvelope>;

export interface GateOptions {
  /** Undefined: development without a bot registration, tokens are not looked at. */
  readonly appId: string | undefined;
  /** Loopback `host:port` pairs that may be a serviceUrl besides Microsoft's hosts. */
  readonly connectorHosts: readonly string[];
}

export type GateAnswer =
  | { readonly ok: true; readonly activity: GatedActivity }
  | { readonly ok: false; readonly status: 400 | 401 | 403; readonly code: string };

export const botFrameworkIssuer = 'https://api.botframework.com';
/** All that the channel's metadata document names. */
export const signingAlgorithms = ['RS256'];
export const clockSkewSeconds = 300;

/**
 * Refuses what no genuine Teams activity looks like; the signature is the SDK's part. The answer says
 * with a short code what is wrong, never with what.
 */
export function gate(
  authorization: string | undefined,
  body: unknown,
  options: GateOptions,
  now: number,
): GateAnswer {
  if (options.appId !== undefined && !authorization) return refused(401, 'token-missing');
  const { data: activity } = activityEnvelope.safeParse(body);
  if (!activity) return refused(400, 'activity-malformed');
  if (activity.channelId !== 'msteams') return refused(403, 'channel-not-served');
  if (!isAllowedServiceUrl(activity.serviceUrl, options.connectorHosts)) {
    return refused(403, 'service-url-not-allowed');
  }
  if (options.appId === undefined) return { ok: true, activity };
  const fault = tokenFault(authorization ?? '', activity.serviceUrl, options.appId, now);
  return fault === undefined ? { ok: true, activity } : refused(401, fault);
}

function refused(status: 400 | 401 | 403, code: string): GateAnswer {
  return { ok: false, status, code };
}

const tokenHeader = z.looseObject({ alg: z.string(), kid: z.string() });
const tokenClaims = z.looseObject({
  iss: z.literal(botFrameworkIssuer),
  exp: z.number(),
  nbf: z.number().optional(),
  iat: z.number().optional(),
});

/** Reads the token without verifying it: only to refuse early what the SDK would accept or trip over. */
function tokenFault(
  authorization: string,
  serviceUrl: string,
  appId: string,
  now: number,
): string | undefined {
  const match = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(authorization);
  const { data: header } = tokenHeader.safeParse(decoded(match?.[1]));
  const { data: claims } = tokenClaims.safeParse(decoded(match?.[2]));
  if (!header || !claims || !signingAlgorithms.includes(header.alg)) return 'token-refused';
  if (claims.aud !== appId || claims.serviceurl !== serviceUrl) return 'token-refused';
  const seconds = now / 1_000;
  if (claims.exp + clockSkewSeconds < seconds) return 'token-expired';
  const validFrom = Math.max(claims.nbf ?? 0, claims.iat ?? 0);
  return validFrom - clockSkewSeconds > seconds ? 'token-not-yet-valid' : undefined;
}

function decoded(part: string | undefined): unknown {
  if (part === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
