// The bot's own tokens, for the connector above all, through @azure/identity.
import { ClientSecretCredential, ManagedIdentityCredential, type TokenCredential } from '@azure/identity';
import { AppError } from '../domain/errors.ts';

export interface TokenSource {
  /**
   * The token to send with. When the connector has refused one, give it as `refused`: if it is still the
   * one in use, a new one is fetched. Calls at the same moment share one fetch.
   *
   * @throws AppError `credentials-unavailable`, retryable.
   */
  token(refused?: string): Promise<string>;
}

interface BotCredentials {
  readonly appId: string;
  readonly appType: 'MultiTenant' | 'SingleTenant' | 'UserAssignedMSI';
  readonly tenantId: string | undefined;
  readonly password: string | undefined;
}

export interface TokenSourceOptions {
  /** Undefined: development without a bot registration. */
  readonly bot: BotCredentials | undefined;
  readonly production: boolean;
  /** Another OAuth authority, https; a seam for tests. */
  readonly loginUrl: string | undefined;
  /** For what; the connector when not given. Anything else is signed in for in the bot's own tenant. */
  readonly scope?: string;
}

const signInTimeoutMs = 10_000;
const connectorScope = 'https://api.botframework.com/.default';
/** Said always: left out, it could be turned elsewhere by a variable of the library's own, AZURE_AUTHORITY_HOST. */
const publicLoginUrl = 'https://login.microsoftonline.com';
/** The home of all bots whose registration serves many tenants. */
const botFrameworkTenant = 'botframework.com';

/** Outside production nothing signs in unless `loginUrl` says where: a fixed token is sent instead. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { bot, production, loginUrl, scope = connectorScope } = options;
  if (bot && (production || loginUrl !== undefined)) {
    return cachedTokens(() => credentialOf(bot, loginUrl, scope), scope);
  }
  return { token: async () => 'test-token' };
}

/** A new way to sign in, such as a certificate or a federated identity, is one more branch here. */
function credentialOf(bot: BotCredentials, loginUrl: string | undefined, scope: string): TokenCredential {
  const { appId, appType, tenantId, password } = bot;
  const authority = {
    authorityHost: loginUrl ?? publicLoginUrl,
    ...(loginUrl !== undefined && { disableInstanceDiscovery: true }),
  };
  if (appType === 'UserAssignedMSI') {
    return new ManagedIdentityCredential({ clientId: appId, authorityHost: authority.authorityHost });
  }
  const tenant = appType === 'MultiTenant' && scope === connectorScope ? botFrameworkTenant : tenantId;
  if (tenant === undefined || password === undefined) {
    throw new AppError('config-invalid', 'the bot needs its tenant and its password to sign in');
  }
  return new ClientSecretCredential(tenant, appId, password, authority);
}

/** The library's own abort signal does not reach the request. */
function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('signing in took too long')), signInTimeoutMs);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** The library keeps the token until shortly before its end, in the credential: a new one has none. */
export function cachedTokens(make: () => TokenCredential, scope = connectorScope): TokenSource {
  let credential = make();
  let latest: string | undefined;
  let running: Promise<string> | undefined;
  const fetchToken = async (): Promise<string> => {
    const asked = credential;
    try {
      const answer = await inTime(asked.getToken(scope));
      if (!answer) throw new Error('the credential has no token');
      if (asked === credential) latest = answer.token;
      return answer.token;
    } catch (cause) {
      throw new AppError('credentials-unavailable', 'the bot cannot sign in', { retryable: true, cause });
    }
  };
  return {
    token(refused) {
      if (refused !== undefined && refused === latest) {
        latest = undefined;
        credential = make();
        // What the old one is still asked for is what was just refused.
        running = undefined;
      }
      if (running) return running;
      const mine = fetchToken().finally(() => {
        if (running === mine) running = undefined;
      });
      running = mine;
      return mine;
    },
  };
}
