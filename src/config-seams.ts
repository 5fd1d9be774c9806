// Addresses that stand in for Microsoft's in tests: which variables, and that they lead to this machine only.
import { isIPv4 } from 'node:net';
import { z } from 'zod';

/** Other addresses for what Microsoft runs, so that tests need no Microsoft; all of them on this machine. */
export interface Seams {
  readonly channelOpenIdUrl: string | undefined;
  /** `host:port`, lower case, that may be a serviceUrl, with http. */
  readonly connectorHosts: readonly string[];
  readonly loginUrl: string | undefined;
  readonly graphUrl: string | undefined;
  readonly partnerCenterUrl: string | undefined;
  readonly azureManagementUrl: string | undefined;
}

/** The windows of the demo. */
const demoWindows = ['localhost:56150', '127.0.0.1:56150', 'localhost:56151', '127.0.0.1:56151'];

/** Of a host's name or address, that of IPv6 with or without brackets. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'));
}

/** Undefined when the text is no address; credentials, query and fragment have no place in any of ours. */
export function addressOf(text: string): URL | undefined {
  const url = URL.parse(text);
  return url && !url.username && !url.password && !url.search && !url.hash ? url : undefined;
}

function seamUrl(protocol: RegExp, schemes: string) {
  return z
    .string()
    .refine((text) => {
      const url = addressOf(text);
      return url !== undefined && protocol.test(url.protocol) && isLoopback(url.hostname);
    }, `set an ${schemes} address on loopback (127.0.0.0/8, ::1 or localhost)`)
    .optional();
}

function isLoopbackHostAndPort(text: string): boolean {
  const url = /:\d+$/.test(text) ? addressOf(`http://${text}`) : undefined;
  return url !== undefined && url.pathname === '/' && isLoopback(url.hostname);
}

/** Fields of the environment's schema. */
export const seamFields = {
  CHANNEL_OPENID_URL: seamUrl(/^https?:$/, 'http or https'),
  CONNECTOR_HOSTS: z
    .string()
    .toLowerCase()
    .transform((text) => text.split(',').map((host) => host.trim()))
    .refine((hosts) => hosts.every(isLoopbackHostAndPort), 'list loopback HOST:PORT pairs, comma separated')
    .optional(),
  LOGIN_URL: seamUrl(/^https:$/, 'https'),
  GRAPH_URL: seamUrl(/^https?:$/, 'http or https'),
  PARTNER_CENTER_URL: seamUrl(/^https?:$/, 'http or https'),
  AZURE_MANAGEMENT_URL: seamUrl(/^https?:$/, 'http or https'),
};

export const seamVariables = Object.keys(seamFields) as (keyof typeof seamFields)[];

type SeamValues = z.output<z.ZodObject<typeof seamFields>>;

/** @param forDemo the demo's windows may be a serviceUrl when the environment names none. */
export function seamsOf(values: SeamValues, forDemo: boolean): Seams {
  return {
    channelOpenIdUrl: values.CHANNEL_OPENID_URL,
    connectorHosts: values.CONNECTOR_HOSTS ?? (forDemo ? demoWindows : []),
    loginUrl: values.LOGIN_URL,
    graphUrl: values.GRAPH_URL,
    partnerCenterUrl: values.PARTNER_CENTER_URL,
    azureManagementUrl: values.AZURE_MANAGEMENT_URL,
  };
}
