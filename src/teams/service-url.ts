// The one chokepoint for addresses of connectors: whoever gets there gets the bot's token.

const connectorHosts: readonly string[] = [
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
];

const maxLength = 1_000;

/**
 * True for https to exactly Microsoft's hosts on the default port, and, over http or https, for loopback
 * addresses among `extraHosts` (`host:port`). Asked when an activity arrives and again when one is sent.
 */
export function isAllowedServiceUrl(url: unknown, extraHosts: readonly string[]): url is string {
  if (typeof url !== 'string' || url.length > maxLength) return false;
  // The parser forgives what others read differently: spaces, tabs, backslashes, odd slashes, userinfo, IDN.
  if (!/^https?:\/\/[a-z0-9.\-:[\]]+(\/[\w\-./~%]*)?$/i.test(url)) return false;
  const parsed = URL.parse(url);
  if (!parsed) return false;
  if (parsed.protocol === 'https:' && parsed.port === '' && connectorHosts.includes(parsed.hostname)) {
    return true;
  }
  return isLoopback(parsed.hostname) && extraHosts.includes(hostAndPort(parsed));
}

function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
