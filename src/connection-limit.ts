// One address alone must not take all connections, which nobody has to sign in for.
import { BlockList, isIPv4, type Socket } from 'node:net';

/** Teams comes from many addresses with a few connections each. */
export const maxConnectionsPerAddress = 256;

/** A proxy on this machine or in its private network speaks for everybody: it has to count by itself. */
const proxies = new BlockList();
for (const [net, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
] as const) {
  proxies.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  proxies.addSubnet(net, prefix, 'ipv6');
}

type Connection = Pick<Socket, 'remoteAddress' | 'destroy' | 'once'>;

/** For the `connection` event of a server: cuts what exceeds the limit at once, and calls `cut` for each. */
export function createConnectionLimit(cut: () => void): (connection: Connection) => void {
  const open = new Map<string, number>();
  return (connection) => {
    const holder = holderOf(connection.remoteAddress ?? '');
    if (holder === undefined) return;
    const taken = open.get(holder) ?? 0;
    if (taken >= maxConnectionsPerAddress) {
      cut();
      connection.destroy();
      return;
    }
    open.set(holder, taken + 1);
    connection.once('close', () => {
      const left = (open.get(holder) ?? 1) - 1;
      if (left === 0) open.delete(holder);
      else open.set(holder, left);
    });
  };
}

/** Who is counted: an address of IPv4, a network of 64 bits of IPv6; undefined for what is not counted. */
function holderOf(remoteAddress: string): string | undefined {
  const address = remoteAddress.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (address === '') return undefined;
  if (isIPv4(address)) return proxies.check(address, 'ipv4') ? undefined : address;
  return proxies.check(address, 'ipv6') ? undefined : networkOf(address);
}

function networkOf(address: string): string {
  const [before = '', after] = address.split('::');
  const left = before.split(':').filter((group) => group !== '');
  const right = after?.split(':').filter((group) => group !== '') ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
