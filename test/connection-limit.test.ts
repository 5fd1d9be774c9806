import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { createConnectionLimit, maxConnectionsPerAddress } from '../src/connection-limit.ts';

class Connection extends EventEmitter {
  readonly remoteAddress: string | undefined;
  isCut = false;

  constructor(remoteAddress: string | undefined) {
    super();
    this.remoteAddress = remoteAddress;
  }

  destroy(): this {
    this.isCut = true;
    return this;
  }
}

function server() {
  let cuts = 0;
  const limit = createConnectionLimit(() => {
    cuts += 1;
  });
  const open = (address: string | undefined, count: number) =>
    Array.from({ length: count }, () => {
      const connection = new Connection(address);
      limit(connection as never);
      return connection;
    });
  return { open, cuts: () => cuts };
}

const max = maxConnectionsPerAddress;

it('cuts what one address has too many, and nothing of another', () => {
  const { open, cuts } = server();
  expect(open('203.0.113.9', max).some(({ isCut }) => isCut)).toBe(false);
  expect(open('203.0.113.9', 3).every(({ isCut }) => isCut)).toBe(true);
  expect(open('203.0.113.10', 1)[0]?.isCut).toBe(false);
  expect(cuts()).toBe(3);
});

it('takes as many again as have ended', () => {
  const { open } = server();
  const [first, second] = open('203.0.113.9', max);
  const [refused] = open('203.0.113.9', 1);
  for (const ended of [first, second, refused]) ended?.emit('close');
  expect(open('203.0.113.9', 3).map(({ isCut }) => isCut)).toEqual([false, false, true]);
});

it.each([
  ['the same address of IPv4 in IPv6', '203.0.113.9', '::ffff:203.0.113.9', true],
  ['a network of IPv6', '2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
  ['a network of IPv6, shortened', '2001:db8::1', '2001:db8:0:0:1::2', true],
  ['two networks of IPv6', '2001:db8:1:2::1', '2001:db8:1:3::1', false],
])('counts together what is one: %s', (_name, one, other, together) => {
  const { open } = server();
  open(one, max);
  expect(open(other, 1)[0]?.isCut).toBe(together);
});

it.each([
  '127.0.0.1',
  '::1',
  '::ffff:127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.0.1',
  '169.254.130.1',
  '100.64.0.1',
  'fd00::1',
  'fe80::1%eth0',
  undefined,
])('counts no proxy of its own: %s', (address) => {
  const { open } = server();
  expect(open(address, max + 1).some(({ isCut }) => isCut)).toBe(false);
});

it.each(['172.32.0.1', '11.0.0.1', '100.128.0.1', '2001:db8::1'])('counts %s', (address) => {
  const { open } = server();
  expect(open(address, max + 1).filter(({ isCut }) => isCut)).toHaveLength(1);
});
