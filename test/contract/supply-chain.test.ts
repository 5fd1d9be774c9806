// Which packages must never be installed, in which versions. Advisories: github.com/advisories; the list is
// kept by hand, for where an audit cannot reach the registry's own.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

interface Package {
  readonly name: string;
  readonly version: string;
}

const older = (version: string, than: string) =>
  version.localeCompare(than, 'en', { numeric: true, sensitivity: 'base' }) < 0;
const major = (version: string) => Number(version.split('.')[0]);
const before = (than: string) => (version: string) => older(version, than);

/** True of a version that is not to be had. */
const denied: Readonly<Record<string, (version: string) => boolean>> = {
  axios: (version) => older(version, '1.18.0') || ['1.14.1', '0.30.4'].includes(version),
  'form-data': before('4.0.4'),
  jsonwebtoken: before('9.0.0'),
  ws: (version) => older(version, major(version) === 7 ? '7.5.10' : '8.17.1'),
  qs: before('6.14.1'),
  'find-my-way': before('9.0.1'),
  send: before('0.19.0'),
  '@azure/msal-node': (version) => older(version, '2.9.2'),
  '@azure/identity': before('4.2.1'),
  'node-fetch': (version) => major(version) === 2 && older(version, '2.6.7'),
  'plain-crypto-js': () => true,
  'passport-azure-ad': () => true,
};

const faults = (packages: readonly Package[]) =>
  packages
    .filter(({ name, version }) => denied[name]?.(version))
    .map(({ name, version }) => `${name} ${version}`);

const locked: Package[] = Object.entries<{ version?: string }>(json('package-lock.json').packages)
  .filter(([path]) => path !== '')
  .map(([path, { version }]) => ({ name: path.replace(/^.*node_modules\//, ''), version: version ?? '' }));

describe('what is installed', () => {
  it('is nothing known to be harmful', () => {
    expect(locked.length).toBeGreaterThan(100);
    expect(locked.filter(({ name }) => name in denied).length).toBeGreaterThan(5);
    expect(faults(locked)).toEqual([]);
  });

  it.each([
    ['axios', '1.14.1'],
    ['axios', '0.30.4'],
    ['axios', '1.17.9'],
    ['form-data', '4.0.3'],
    ['jsonwebtoken', '8.5.1'],
    ['ws', '7.5.9'],
    ['ws', '8.17.0'],
    ['qs', '6.14.0'],
    ['find-my-way', '8.2.2'],
    ['send', '0.18.0'],
    ['@azure/msal-node', '2.9.1'],
    ['plain-crypto-js', '4.2.1'],
  ])('would not be %s %s', (name, version) => {
    expect(faults([{ name, version }])).toHaveLength(1);
  });

  it.each([
    ['axios', '1.18.0'],
    ['ws', '7.5.10'],
    ['ws', '8.18.0'],
    ['node-fetch', '3.3.2'],
  ])('may be %s %s', (name, version) => {
    expect(faults([{ name, version }])).toEqual([]);
  });
});

describe('what is asked for', () => {
  const { dependencies, devDependencies, overrides } = json('package.json') as Record<
    string,
    Readonly<Record<string, string>>
  >;

  it.each(Object.entries({ ...dependencies, ...devDependencies, ...overrides }))(
    '%s is pinned to one version',
    (_name, version) => {
      expect(version).toMatch(/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+$/);
    },
  );
});
