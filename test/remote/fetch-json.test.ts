import { expect, it } from 'vitest';
import { refuse, success } from '../../src/domain/errors.ts';
import { createFetchJson } from '../../src/remote/fetch-json.ts';
import type { GuardedFetch, GuardedRequest } from '../../src/remote/guarded-fetch.ts';

const date = 'Sat, 21 Nov 2026 08:00:00 GMT';

function fetchJsonFrom(answer: Awaited<ReturnType<GuardedFetch>>) {
  const asked: GuardedRequest[] = [];
  const dates: (string | undefined)[] = [];
  const fetchJson = createFetchJson({
    fetch: async (request) => {
      asked.push(request);
      return answer;
    },
    timeoutMs: 5_000,
    maxBytes: 1_000,
    onDate: (header) => dates.push(header),
  });
  return { fetchJson, asked, dates };
}

function answered(status: number, headers: Record<string, string>, value: unknown) {
  return success({ status, headers, bytes: new Uint8Array(), json: () => value });
}

it('gives the document, within its limits', async () => {
  const { fetchJson, asked } = fetchJsonFrom(answered(200, {}, { keys: [] }));
  const { signal } = new AbortController();
  expect(await fetchJson('https://keys.example/', signal)).toEqual({ ok: true, value: { keys: [] } });
  expect(asked).toMatchObject([{ url: 'https://keys.example/', timeoutMs: 5_000, maxBytes: 1_000, signal }]);
});

it.each([
  [answered(500, {}, { error: 'x' }), 'http-500'],
  [answered(302, { location: 'https://10.0.0.1/' }, undefined), 'http-302'],
  [answered(200, {}, undefined), 'not-json'],
  [refuse('address-refused' as const), 'address-refused'],
])('refuses %j with %s', async (answer, reason) => {
  expect(await fetchJsonFrom(answer).fetchJson('https://keys.example/')).toEqual({ ok: false, reason });
});

it.each([
  ['passes on the time of whoever answers', answered(200, { date }, {}), [date]],
  ['also when it answers with an error', answered(500, { date }, {}), [date]],
  ['but not that of an answer out of a store', answered(200, { date, age: '600' }, {}), []],
  ['nor anything without an answer', refuse('timed-out' as const), []],
])('%s', async (_name, answer, expected) => {
  const { fetchJson, dates } = fetchJsonFrom(answer);
  await fetchJson('https://keys.example/');
  expect(dates).toEqual(expected);
});
