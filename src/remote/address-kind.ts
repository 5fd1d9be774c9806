// In what kind of network an address lies. Ours are asked for by strangers: only the public ones are harmless.
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * `private`: a company's own networks. `never`: what no service of anybody's has, such as the metadata
 * addresses of the clouds, link-local, multicast, reserved and documentation ranges.
 */
export type AddressKind = 'public' | 'private' | 'loopback' | 'never';

type Range = readonly [net: string, prefix: number];

/**
 * IANA's registries of special-purpose addresses (RFC 6890 and updates), and what clouds answer their own
 * machines under: Azure's 168.63.129.16, Alibaba's 100.100.100.200, Amazon's and Google's within fd00::/8.
 */
const never = blockListOf(
  [
    ['0.0.0.0', 8],
    ['100.100.100.200', 32],
    ['168.63.129.16', 32],
    ['169.254.0.0', 16],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.31.196.0', 24],
    ['192.52.193.0', 24],
    ['192.88.99.0', 24],
    ['192.175.48.0', 24],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ],
  [
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['2620:4f:8000::', 48],
    ['3fff::', 20],
    ['fd00:ec2::', 32],
    ['fd20:ce::', 32],
  ],
);

const privateRanges = blockListOf(
  [
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
  ],
  [['fc00::', 7]],
);

const loopback = blockListOf([['127.0.0.0', 8]], [['::1', 128]]);

/** All that has been given to anybody in IPv6; the rest is reserved, link-local or multicast. */
const globalUnicast = blockListOf([], [['2000::', 3]]);

/** The networks behind which a public IPv4 address is reached in a network without IPv4 (RFC 6052). */
const nat64 = blockListOf([], [['64:ff9b::', 96]]);
const ipv4Mapped = blockListOf([], [['::ffff:0:0', 96]]);

/** What is no address at all is `never`. */
export function kindOfAddress(address: string): AddressKind {
  if (isIPv4(address)) return kindOf(address, 'ipv4');
  // A zone names an interface of this machine.
  if (!isIPv6(address) || address.includes('%')) return 'never';
  if (ipv4Mapped.check(address, 'ipv6')) return kindOf(lastBitsAsIPv4(address), 'ipv4');
  if (nat64.check(address, 'ipv6')) {
    return kindOf(lastBitsAsIPv4(address), 'ipv4') === 'public' ? 'public' : 'never';
  }
  return kindOf(address, 'ipv6');
}

function kindOf(address: string, family: 'ipv4' | 'ipv6'): AddressKind {
  if (never.check(address, family)) return 'never';
  if (loopback.check(address, family)) return 'loopback';
  if (privateRanges.check(address, family)) return 'private';
  return family === 'ipv4' || globalUnicast.check(address, family) ? 'public' : 'never';
}

/** The URL parser writes every IPv6 address in one way: the last 32 bits as two groups of hex digits. */
function lastBitsAsIPv4(address: string): string {
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':');
  const [high = 0, low = 0] = groups.slice(-2).map((group) => Number.parseInt(group || '0', 16));
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

function blockListOf(ipv4: readonly Range[], ipv6: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of ipv4) list.addSubnet(net, prefix, 'ipv4');
  for (const [net, prefix] of ipv6) list.addSubnet(net, prefix, 'ipv6');
  return list;
}
