import { describe, expect, it } from 'vitest';
import { isAllowedServiceUrl } from '../../src/teams/service-url.ts';
import { foreignServiceUrls } from '../support/hostile.ts';

const extra = ['localhost:56150', '127.0.0.1:4102', '[::1]:4102', 'evil.example:443', '10.0.0.5:80'];

const allowed = [
  'https://smba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net/amer/2f9d1a34-8e57-4b0c-a6f3-51c0d7e8ab02/',
  'https://smba.trafficmanager.net',
  'https://smba.infra.gcc.teams.microsoft.com/teams',
  'https://smba.infra.gov.teams.microsoft.us/gov',
  'https://smba.infra.dod.teams.microsoft.us/dod',
  'http://localhost:56150/_connector',
  'http://127.0.0.1:4102/',
  'https://127.0.0.1:4102/',
  'http://[::1]:4102',
];

const refused: readonly unknown[] = [
  ...foreignServiceUrls,
  'http://localhost:56151/_connector',
  'http://127.0.0.1:4103/',
  'http://localhost:56150@evil.example/',
  // Seams are for loopback only, whatever they list.
  'https://evil.example/',
  'http://10.0.0.5/',
];

describe('isAllowedServiceUrl', () => {
  it.each(allowed)('allows %s', (url) => {
    expect(isAllowedServiceUrl(url, extra)).toBe(true);
  });

  it.each(refused)('refuses %j', (url) => {
    expect(isAllowedServiceUrl(url, extra)).toBe(false);
  });

  it('knows no loopback without the seam', () => {
    expect(isAllowedServiceUrl('http://localhost:56150/_connector', [])).toBe(false);
  });
});
