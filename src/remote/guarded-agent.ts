// Connections that lead to nowhere but where they may: a name is resolved once, every address it has is
// checked, and the connection goes to one of these very addresses. So no name can change its mind in between.
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { type AddressKind, kindOfAddress } from './address-kind.ts';

export interface Guard {
  /**
   * `host:port` pairs that stand on this machine, reached with http too; `any` for every loopback name. For
   * seams of tests, which production does not have.
   */
  readonly loopback?: readonly string[] | 'any';
  /** Lets a company reach its own networks, with https. */
  readonly privateAddresses?: boolean;
  /** All addresses of a name; the system's resolver when not given. */
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
}

export interface GuardedAgentOptions extends Guard {
  readonly connectTimeoutMs: number;
  /** Of the body of an answer. */
  readonly maxAnswerBytes?: number;
}

/** The `code` of the error when a request may not go where it leads. */
export const addressRefused = 'ERR_ADDRESS_REFUSED';

/**
 * An undici dispatcher that connects with https to public addresses only, and with both schemes to what
 * `loopback` names. TLS asks for the host's name, whatever the address. Refuses with {@link addressRefused}
 * before anything is sent; a name with one public and one private address is refused as well.
 */
export function createGuardedAgent(options: GuardedAgentOptions): Agent {
  const { connectTimeoutMs: timeout, maxAnswerBytes } = options;
  const connectorTo = (kinds: readonly AddressKind[]) => ({
    kinds,
    connect: buildConnector({ timeout, lookup: checkedLookup(kinds, options.resolve ?? systemResolve) }),
  });
  const outside = connectorTo(outsideKinds(options));
  const inside = connectorTo(['loopback']);
  return new Agent({
    ...(maxAnswerBytes === undefined ? {} : { maxResponseSize: maxAnswerBytes }),
    connect(target, callback) {
      const { hostname, port, protocol } = target;
      const toSeam = isLoopbackSeam(options.loopback, hostname, port || defaultPort(protocol));
      const { kinds, connect } = toSeam ? inside : outside;
      // An address in place of a name is connected to without any look-up.
      const isRefused = isIP(hostname) !== 0 && !kinds.includes(kindOfAddress(hostname));
      const done: buildConnector.Callback = (...[error, socket]) => {
        if (error) {
          beforeSending.add(error);
          callback(error, null);
        } else callback(null, socket);
      };
      if (isRefused || (protocol !== 'https:' && !toSeam)) done(refusal(), null);
      else connect(target, done);
    },
  });
}

const beforeSending = new WeakSet<Error>();

/** Whether this error of a request came before any byte of it had left. */
export function failedToConnect(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && beforeSending.has(error);
}

/**
 * The same check of addresses for a client of its own, which must know its hosts: a URL with an address in
 * place of a name is connected to without any look-up. Of `loopback` the ports are not looked at.
 */
export function guardedLookup(guard: Guard): LookupFunction {
  const { loopback = [], resolve = systemResolve } = guard;
  const seams = loopback === 'any' ? ['localhost'] : loopback.map((host) => host.replace(/:\d+$/, ''));
  const inside = checkedLookup(['loopback'], resolve);
  const outside = checkedLookup(outsideKinds(guard), resolve);
  return (hostname, options, callback) =>
    (seams.includes(hostname) ? inside : outside)(hostname, options, callback);
}

function outsideKinds({ privateAddresses }: Guard): readonly AddressKind[] {
  return privateAddresses ? ['public', 'private'] : ['public'];
}

/** Whether this URL may be asked over http, being a seam on this machine. */
export function isSeam({ loopback }: Guard, { hostname, port, protocol }: URL): boolean {
  return isLoopbackSeam(loopback, hostname.replace(/^\[(.*)\]$/, '$1'), port || defaultPort(protocol));
}

function isLoopbackSeam(loopback: Guard['loopback'], hostname: string, port: string): boolean {
  if (loopback === undefined) return false;
  if (loopback === 'any') return hostname === 'localhost' || kindOfAddress(hostname) === 'loopback';
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return loopback.includes(`${host}:${port}`);
}

function defaultPort(protocol: string): string {
  return protocol === 'https:' ? '443' : '80';
}

function systemResolve(hostname: string): Promise<LookupAddress[]> {
  return lookup(hostname, { all: true });
}

function checkedLookup(
  kinds: readonly AddressKind[],
  resolve: NonNullable<Guard['resolve']>,
): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!first || !addresses.every(({ address }) => kinds.includes(kindOfAddress(address)))) {
          callback(refusal(), '');
        } else if (all) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, ''),
    );
  };
}

function refusal(): Error {
  return Object.assign(new Error('this address may not be asked'), { code: addressRefused });
}
