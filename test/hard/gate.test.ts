// Tokens and addresses that no genuine Teams would send, over HTTP: none reaches the desk, no token leaves.
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../support/fake-teams/activities.ts';
import type { Person } from '../support/fake-teams/person.ts';
import { foreignServiceUrls, hostileTokens, soundClaims, type TokenSigner } from '../support/hostile.ts';
import { changesBetween, drained, figures, type HardDesk, openHardDesk, stateOf } from './support.ts';

let desk: HardDesk;
let person: Person;
let genuine: Activity;
let signer: TokenSigner;
let trap: Trap;
beforeAll(async () => {
  desk = await openHardDesk({ tenants: 1, agents: 1 });
  trap = await openTrap();
  person = desk.guest(0);
  ({ activity: genuine } = await person.says('help'));
  await person.sees('You can');
  await desk.teams.connector.quiet();
  const { signing, appId, serviceUrl } = desk.teams;
  const [channelKey] = signing.keys().keys;
  signer = {
    appId,
    serviceUrl,
    kid: channelKey?.kid ?? '',
    publicKey: { ...channelKey },
    sign: async (...given) => `Bearer ${await signing.sign(...given)}`,
  };
});
afterAll(async () => {
  await trap.close();
  await desk.close();
});

/** What was answered to each, and whether anything at all came of them. */
async function tried(attempts: readonly (() => Promise<{ status: number; body: unknown }>)[]) {
  await drained(desk);
  const before = await traces();
  const answers = [];
  for (const attempt of attempts) answers.push(await attempt());
  await desk.teams.connector.quiet();
  const { state, ...sends } = await traces();
  expect(changesBetween(before.state, state)).toEqual([]);
  expect(sends).toEqual({ sends: before.sends, trapped: before.trapped });
  expect(answers.filter(({ body }) => JSON.stringify(body ?? '').length > 100)).toEqual([]);
  // Who comes honestly is still served.
  const honest = await person.says('help');
  expect((await desk.teams.deliver(honest.activity)).status).toBe(200);
  return answers.map(({ status }) => status);
}

async function traces() {
  return {
    state: await stateOf(desk),
    sends: desk.teams.connector.requests.length,
    trapped: trap.connections(),
  };
}

const fresh = (activity: Activity): Activity => ({ ...activity, id: randomUUID() });
const countOf = (statuses: readonly number[]) =>
  [...new Set(statuses)].map((status) => `${statuses.filter((one) => one === status).length} × ${status}`);

describe('tokens', () => {
  it(`${hostileTokens.length} of them: none reaches the desk`, async () => {
    const statuses = await tried(
      hostileTokens.map(({ make }) => async () => {
        const authorization = (await make(signer)) ?? null;
        return desk.teams.deliver(fresh(genuine), { authorization });
      }),
    );
    figures(`tokens: ${hostileTokens.length} tried over HTTP: ${countOf(statuses).join(', ')}, 0 effects`);
    expect(statuses.filter((status) => status !== 401 && status !== 403)).toEqual([]);
    expect(hostileTokens.length).toBeGreaterThanOrEqual(40);
    const sound = await signer.sign(soundClaims(signer));
    expect((await desk.teams.deliver(fresh(genuine), { authorization: sound })).status).toBe(200);
  });
});

describe('serviceUrls', () => {
  it('each with a genuine token that claims it: none reaches the desk, nothing is sent there', async () => {
    const own = new URL(desk.teams.serviceUrl);
    const urls: unknown[] = [
      ...foreignServiceUrls,
      // Another port of this machine listens.
      `http://127.0.0.1:${trap.port}/`,
      `http://localhost:${trap.port}/emea/`,
      `http://127.0.0.1:${own.port}@127.0.0.1:${trap.port}/`,
      `http://127.0.0.1:${trap.port}/?${own.host}`,
      `http://127.0.0.1:${trap.port}#${own.host}`,
      `http://127.0.0.1:${trap.port}\\@${own.host}/`,
    ];
    const statuses = await tried(
      urls.map((serviceUrl) => async () => {
        const authorization = await signer.sign(soundClaims(signer, { serviceurl: serviceUrl }));
        return desk.teams.deliver({ ...fresh(genuine), serviceUrl }, { authorization });
      }),
    );
    figures(
      `serviceUrls: ${urls.length} tried over HTTP with tokens that claim them: ${countOf(statuses).join(', ')}, 0 effects, ${trap.connections()} connections to another port`,
    );
    expect(statuses.filter((status) => status < 400 || status >= 500)).toEqual([]);
    expect(trap.connections()).toBe(0);
    expect(urls.length).toBeGreaterThanOrEqual(60);
  });
});

interface Trap {
  readonly port: number;
  connections(): number;
  close(): Promise<void>;
}

/** Listens where nobody has any business. */
function openTrap(): Promise<Trap> {
  let count = 0;
  const server: Server = createServer((socket) => {
    count += 1;
    socket.destroy();
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : 0,
        connections: () => count,
        close: () => new Promise((done) => server.close(() => done())),
      });
    });
  });
}
