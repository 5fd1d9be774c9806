import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type FakeGraph,
  type GraphIssue,
  mailIncident,
  startFakeGraph,
} from '../../src/cli/demo/fake-graph.ts';
import { refuse, success } from '../../src/domain/errors.ts';
import type { HealthAnswer } from '../../src/flows/ports.ts';
import type { CustomerToken } from '../../src/remote/customer-tokens.ts';
import { createGuardedFetch, type GuardedRequest } from '../../src/remote/guarded-fetch.ts';
import { createServiceHealth } from '../../src/remote/service-health.ts';
import { type Listener, listener } from './listener.ts';

const now = Date.UTC(2026, 10, 23, 9, 30);
const incident = mailIncident(now);
const givesToken: CustomerToken = async () => success('test-token');

let graph: FakeGraph;
beforeEach(async () => {
  graph = await startFakeGraph([incident]);
});
afterEach(() => graph.stop());

interface Asking {
  readonly issueIds?: readonly string[];
  readonly token?: CustomerToken;
  readonly timeoutMs?: number;
  readonly url?: string;
}

function ask({ issueIds = [], token = givesToken, timeoutMs = 10_000, url = graph.url }: Asking = {}) {
  const fetch = createGuardedFetch({ loopback: 'any' });
  const read = createServiceHealth({ fetch, token, graphUrl: url, production: false, timeoutMs });
  return read({ tenantId: 'tenant-1', cloud: 'global', issueIds });
}

const idsOf = (answer: HealthAnswer) => (answer.ok ? answer.open.map(({ id }) => id) : answer.reason);

function answers(status: number, body: unknown, headers: Record<string, string> = {}): void {
  graph.rule = (_request, response) => send(response, status, body, headers);
}

function send(response: ServerResponse, status: number, body: unknown, headers: object = {}): true {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
  return true;
}

const more = (id: string, of: Partial<GraphIssue> = {}): GraphIssue => ({ ...incident, id, ...of });

describe('what Graph reports', () => {
  it('is read as issues of ours, with the latest post as plain text', async () => {
    expect(await ask()).toEqual({
      ok: true,
      ended: [],
      unread: [],
      open: [
        {
          id: 'EX912345',
          service: 'Exchange Online',
          feature: 'E-Mail and calendar access',
          title: "Some users' email messages may be delayed or not delivered",
          classification: 'incident',
          status: 'serviceDegradation',
          impact: 'Users may not receive email messages, or receive them late.',
          startedAt: now - 90 * 60_000,
          changedAt: now - 20 * 60_000,
          isResolved: false,
          lastWord: { saidAt: now - 20 * 60_000, text: expect.stringMatching(/^Title: .*\n+User impact: /) },
          nextUpdateAt: now + 100 * 60_000,
        },
      ],
    });
    expect(graph.asked).toEqual(['/v1.0/admin/serviceAnnouncement/issues?$filter=isResolved eq false']);
  });

  it('is asked for with the token of the tenant', async () => {
    const seen: (string | undefined)[] = [];
    graph.rule = (request) => {
      seen.push(request.headers.authorization);
      return false;
    };
    const asked: unknown[] = [];
    await ask({
      token: async (tenantId, cloud) => {
        asked.push([tenantId, cloud]);
        return success('its-token');
      },
    });
    expect([asked, seen]).toEqual([[['tenant-1', 'global']], ['Bearer its-token']]);
  });

  it.each([
    ['global', 'https://graph.microsoft.com'],
    ['us-government', 'https://graph.microsoft.us'],
    ['21vianet', 'https://microsoftgraph.chinacloudapi.cn'],
  ] as const)('of the %s cloud is asked there, and nowhere else', async (cloud, root) => {
    const asked: GuardedRequest[] = [];
    const read = createServiceHealth({
      fetch: async (request) => {
        asked.push(request);
        return refuse('not-connected');
      },
      token: givesToken,
      graphUrl: undefined,
      production: true,
    });
    expect(await read({ tenantId: 't', cloud, issueIds: [] })).toEqual({ ok: false, reason: 'unreachable' });
    expect(asked).toMatchObject([
      {
        url: `${root}/v1.0/admin/serviceAnnouncement/issues?$filter=isResolved%20eq%20false`,
        hosts: [new URL(root).host],
      },
    ]);
  });

  it('is asked of nobody outside production, unless the seam says of whom', async () => {
    const read = createServiceHealth({
      fetch: () => Promise.reject(new Error('asked')),
      token: () => Promise.reject(new Error('signed in')),
      graphUrl: undefined,
      production: false,
    });
    const answer = await read({ tenantId: 't', cloud: 'global', issueIds: [] });
    expect(answer).toEqual({ ok: false, reason: 'unreachable' });
  });

  it('that ended is asked for by id, if somebody wants to know', async () => {
    graph.issues = [
      more('EX1', { isResolved: true, status: 'serviceRestored' }),
      incident,
      more('EX3', { isResolved: true }),
    ];
    const answer = await ask({ issueIds: ['EX1', 'EX912345', 'GONE1'] });
    expect(answer).toMatchObject({
      ok: true,
      open: [{ id: 'EX912345' }],
      ended: [{ id: 'EX1', status: 'serviceRestored', isResolved: true }],
    });
    expect(graph.asked.slice(1)).toEqual([
      '/v1.0/admin/serviceAnnouncement/issues/EX1',
      '/v1.0/admin/serviceAnnouncement/issues/GONE1',
    ]);
  });

  it('is none other than the one that was asked for', async () => {
    graph.issues = [incident];
    graph.rule = ({ url = '' }, response) =>
      url.includes('/issues/') && send(response, 200, { ...incident, isResolved: true });
    expect(await ask({ issueIds: ['EX1'] })).toMatchObject({
      open: [{ id: incident.id, isResolved: false }],
      ended: [],
    });
  });

  it('may come on several pages, in which an issue stands twice', async () => {
    graph.rule = (request, response) => {
      const n = Number(new URL(request.url ?? '', graph.url).searchParams.get('$skiptoken') ?? 0);
      const value = [more(`EX${n}`), more(`EX${n + 1}`)];
      const next = `${graph.url}/v1.0/admin/serviceAnnouncement/issues?$skiptoken=${n + 1}`;
      return send(response, 200, { value, ...(n < 3 && { '@odata.nextLink': next }) });
    };
    expect(idsOf(await ask())).toEqual(['EX0', 'EX1', 'EX2', 'EX3', 'EX4']);
  });
});

describe('posts', () => {
  const withPosts = async (posts: unknown) => {
    graph.issues = [more('EX1', { posts })];
    const answer = await ask();
    return answer.ok ? answer.open[0]?.lastWord : answer.reason;
  };
  const said = (createdDateTime: string, content: string) => ({
    createdDateTime,
    description: { contentType: 'html', content },
  });

  it('are taken by their time, in whatever order they come, and garbage among them is passed over', async () => {
    expect(
      await withPosts([
        said('2026-11-23T08:00:00Z', 'second'),
        said('2026-11-23T09:00:00.1234567Z', '<p>third</p>'),
        { createdDateTime: 'tomorrow', description: null },
        null,
        said('2026-11-23T07:00:00Z', 'first'),
      ]),
    ).toEqual({ text: 'third', saidAt: Date.parse('2026-11-23T09:00:00.123Z') });
  });

  it('lose their markup, and are cut', async () => {
    const word = await withPosts([
      said(
        '2026-11-23T08:00:00Z',
        `<script>alert(1)</script><img src=x onerror=alert(1)>${'a'.repeat(50_000)}`,
      ),
    ]);
    expect(word).toMatchObject({ text: expect.stringMatching(/^a{3000,}.*\[…\]$/) });
    expect(JSON.stringify(word).length).toBeLessThan(5_000);
  });

  it.each([[undefined], [null], [[]], [[said('2026-11-23T08:00:00Z', '<p></p>')]]])(
    'that say nothing are no word: %j',
    async (posts) => {
      expect(await withPosts(posts)).toBeUndefined();
    },
  );
});

describe('what is no issue', () => {
  it.each<[string, Partial<GraphIssue>]>([
    ['no id', { id: undefined as never }],
    ['an id that leads elsewhere', { id: '../../users' }],
    ['no time', { startDateTime: 'yesterday' }],
    ['no text for a service', { service: 7 as never }],
  ])('is passed over: %s', async (_name, faulty) => {
    graph.issues = [{ ...incident, ...faulty }, more('EX2')];
    expect(idsOf(await ask())).toEqual(['EX2']);
  });

  it('has whatever is missing left out, and what is new taken as it is', async () => {
    graph.issues = [
      more('EX1', {
        classification: 'catastrophe',
        status: 'unheardOf',
        feature: null,
        impactDescription: undefined,
        lastModifiedDateTime: null,
        posts: undefined,
      }),
    ];
    expect(await ask()).toMatchObject({
      open: [
        {
          id: 'EX1',
          classification: 'advisory',
          status: 'unheardOf',
          impact: '',
          startedAt: now - 90 * 60_000,
          changedAt: now - 90 * 60_000,
        },
      ],
    });
  });
});

describe('an issue that cannot be read', () => {
  const faulty = { startDateTime: 'soon' };

  it('is named all the same: it is not over', async () => {
    graph.issues = [more('EX1', faulty), more('../../users', faulty), incident];
    const answer = await ask({ issueIds: ['EX1'] });
    expect(answer).toMatchObject({ ok: true, open: [{ id: incident.id }], unread: ['EX1'] });
  });

  it('like all the others is no list', async () => {
    graph.issues = [more('EX1', faulty), more('EX2', faulty)];
    expect(await ask()).toEqual({ ok: false, reason: 'not-understood' });
  });
});

describe('a refusal', () => {
  it.each([
    [401, 'sign-in-refused'],
    [403, 'no-consent'],
    [429, 'throttled'],
    [500, 'unreachable'],
    [503, 'unreachable'],
    [400, 'not-understood'],
    [404, 'not-understood'],
    [302, 'not-understood'],
  ])('%i is %s', async (status, reason) => {
    answers(status, { error: { code: 'x' } }, { location: 'http://169.254.169.254/' });
    expect(await ask()).toEqual({ ok: false, reason });
    expect(graph.asked).toHaveLength(1);
  });

  it.each([
    ['120', 120_000],
    ['2.128', 2_128],
    ['99999999', 24 * 3_600_000],
    ['-5', undefined],
    ['whenever', undefined],
  ])('with Retry-After %s waits %s ms', async (header, afterMs) => {
    answers(429, {}, { 'retry-after': header });
    expect(await ask()).toEqual({
      ok: false,
      reason: 'throttled',
      ...(afterMs !== undefined && { afterMs }),
    });
  });

  it.each([401, 403])('%i by a token is told to who gives them: the next one is another', async (status) => {
    const refused: (string | undefined)[] = [];
    const fetch = createGuardedFetch({ loopback: 'any' });
    const read = createServiceHealth({
      fetch,
      token: async (_tenant, _cloud, _signal, old) => {
        refused.push(old);
        return success(`token-${refused.length}`);
      },
      graphUrl: graph.url,
      production: false,
    });
    const ofTenant = (tenantId: string) => read({ tenantId, cloud: 'global', issueIds: [] });
    answers(status, {});
    await ofTenant('tenant-1');
    await ofTenant('tenant-2');
    graph.rule = undefined;
    await ofTenant('tenant-1');
    await ofTenant('tenant-1');
    expect(refused).toEqual([undefined, undefined, 'token-1', undefined]);
  });

  it('of the sign-in asks nothing', async () => {
    const answer = await ask({ token: async () => refuse('no-consent') });
    expect([answer, graph.asked]).toEqual([{ ok: false, reason: 'no-consent' }, []]);
  });
});

describe('an answer that is none', () => {
  it.each([
    ['no JSON', 'hello'],
    ['a broken text', '{"value": ['],
    ['no list', { value: {} }],
    ['nothing', ''],
    ['null', 'null'],
  ])('%s', async (_name, body) => {
    answers(200, body);
    expect(await ask()).toEqual({ ok: false, reason: 'not-understood' });
  });

  it('is given up when it is too big, however it comes', async () => {
    graph.rule = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = ' '.repeat(1_000_000);
      for (let n = 0; n < 6; n += 1) response.write(chunk);
      response.end();
      return true;
    };
    expect(await ask()).toEqual({ ok: false, reason: 'too-big' });
  });

  it('is given up when it names more than there can be, on one page too', async () => {
    answers(200, {
      value: Array.from({ length: 501 }, (_, n) => ({ ...incident, id: `EX${n}`, posts: [] })),
    });
    expect(await ask()).toEqual({ ok: false, reason: 'too-big' });
  });

  it('is given up when its pages never end', async () => {
    graph.rule = (_request, response) =>
      send(response, 200, {
        value: [],
        '@odata.nextLink': `${graph.url}/v1.0/admin/serviceAnnouncement/issues?again`,
      });
    expect(await ask()).toEqual({ ok: false, reason: 'too-big' });
    expect(graph.asked).toHaveLength(20);
  });

  it('is given up in time, also when each page alone is quick enough', async () => {
    graph.rule = (_request, response) => {
      const next = `${graph.url}/v1.0/admin/serviceAnnouncement/issues?again`;
      void sleep(60).then(() => send(response, 200, { value: [], '@odata.nextLink': next }));
      return true;
    };
    expect(await ask({ timeoutMs: 300 })).toEqual({ ok: false, reason: 'unreachable' });
    expect(graph.asked.length).toBeLessThan(10);
  });

  it('is given up when nobody answers', async () => {
    graph.rule = () => true;
    expect(await ask({ timeoutMs: 200 })).toEqual({ ok: false, reason: 'unreachable' });
  });
});

describe('a next page elsewhere', () => {
  let elsewhere: Listener;
  beforeEach(async () => {
    elsewhere = await listener((_request, response) => void response.end('{"value":[]}'));
  });
  afterEach(() => elsewhere.stop());

  it.each([
    (port: number) => `http://127.0.0.1:${port}/v1.0/admin/serviceAnnouncement/issues`,
    (port: number) => `http://localhost:${port}/`,
    () => 'https://evil.example/',
    () => 'file:///etc/passwd',
    () => '/v1.0/relative',
    () => '',
  ])('is not followed: %#', async (link) => {
    answers(200, { value: [incident], '@odata.nextLink': link(elsewhere.port) });
    expect(await ask()).toEqual({ ok: false, reason: 'not-understood' });
    expect([elsewhere.connections(), graph.asked.length]).toEqual([0, 1]);
  });
});
