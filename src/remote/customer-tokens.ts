// App-only tokens of customers' tenants, where their administrator has consented to the bot's application.
import { ClientSecretCredential, type TokenCredential } from '@azure/identity';
import type { Cloud } from '../domain/customer.ts';
import { type Outcome, refuse, success } from '../domain/errors.ts';

/** `no-consent` is for the customer's administrator to mend, `no-secret` and `sign-in-refused` for the operator. */
export type TokenRefusal = 'no-consent' | 'no-secret' | 'sign-in-refused' | 'unreachable';

/** `refused`: a token of before that was not accepted; it is not given again. */
export type CustomerToken = (
  tenantId: string,
  cloud: Cloud,
  signal: AbortSignal,
  refused?: string,
) => Promise<Outcome<string, TokenRefusal>>;

export interface CustomerTokensOptions {
  /** Undefined: development without a bot registration. A managed identity has no password. */
  readonly bot: { readonly appId: string; readonly password: string | undefined } | undefined;
  readonly production: boolean;
  /** Another OAuth authority, https; a seam for tests. */
  readonly loginUrl: string | undefined;
}

const loginUrls: Readonly<Record<Cloud, string>> = {
  global: 'https://login.microsoftonline.com',
  'us-government': 'https://login.microsoftonline.us',
  '21vianet': 'https://login.chinacloudapi.cn',
};

export const graphUrls: Readonly<Record<Cloud, string>> = {
  global: 'https://graph.microsoft.com',
  'us-government': 'https://graph.microsoft.us',
  '21vianet': 'https://microsoftgraph.chinacloudapi.cn',
};

/** Microsoft's codes for "this application is not known, or not allowed, in that directory". */
const consentMissing = /AADSTS(?:700016|65001|65004|650052|7000112|7000229|90094)\b/;
/** Codes of any kind: the directory has answered. */
const answered = /AADSTS\d+/;

interface Used {
  readonly credential: TokenCredential;
  /** What came of it last. */
  given?: string;
}

/** Outside production nothing signs in unless `loginUrl` says where: a fixed token is used instead. */
export function createCustomerTokens(options: CustomerTokensOptions): CustomerToken {
  const { bot, production, loginUrl } = options;
  if (!production && loginUrl === undefined) return async () => success('test-token');
  if (bot?.password === undefined) return async () => refuse('no-secret');
  const { appId, password } = bot;
  const credentials = new Map<string, Used>();
  const credentialOf = (tenantId: string, cloud: Cloud, refused: string | undefined): Used => {
    const key = `${cloud} ${tenantId}`;
    const known = credentials.get(key);
    if (known && (refused === undefined || known.given !== refused)) return known;
    const credential = new ClientSecretCredential(tenantId, appId, password, {
      authorityHost: loginUrl ?? loginUrls[cloud],
      ...(loginUrl !== undefined && { disableInstanceDiscovery: true }),
    });
    // It keeps its token until shortly before the end, and knows no other way to drop it.
    const made = { credential };
    credentials.set(key, made);
    return made;
  };
  return async (tenantId, cloud, signal, refused) => {
    try {
      const used = credentialOf(tenantId, cloud, refused);
      const scope = `${graphUrls[cloud]}/.default`;
      const token = await orAborted(used.credential.getToken(scope), signal);
      if (!token) return refuse('sign-in-refused');
      used.given = token.token;
      return success(token.token);
    } catch (error) {
      return refuse(reasonOf(error));
    }
  };
}

/** The library's own abort signal does not reach the request. */
function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', stop));
}

function reasonOf(error: unknown): TokenRefusal {
  const message = error instanceof Error ? error.message : '';
  if (consentMissing.test(message)) return 'no-consent';
  return answered.test(message) ? 'sign-in-refused' : 'unreachable';
}
