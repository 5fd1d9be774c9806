// What Microsoft Graph says of the services of one customer's tenant.
import { z } from 'zod';
import { type Outcome, refuse, success } from '../domain/errors.ts';
import { nextUpdateIn } from '../domain/issue-post.ts';
import { clip, plainText } from '../domain/plain-text.ts';
import type { HealthFailure, ServiceIssue, Word } from '../domain/service-issue.ts';
import type { HealthAnswer, ReadServiceHealth } from '../flows/ports.ts';
import { type CustomerToken, graphUrls } from './customer-tokens.ts';
import type { GuardedFetch } from './guarded-fetch.ts';
import { textOfHtml } from './html-text.ts';

export interface ServiceHealthParts {
  readonly fetch: GuardedFetch;
  readonly token: CustomerToken;
  /** Stands in for every cloud's Graph; a seam for tests. */
  readonly graphUrl: string | undefined;
  /** Outside production Graph is asked only where `graphUrl` says. */
  readonly production: boolean;
  /** For signing in and all pages together. */
  readonly timeoutMs?: number;
}

const wholeMs = 10_000;
const pageBytes = 4_000_000;
const allBytes = 12_000_000;
const pagesAtMost = 20;
const endedAtMost = 10;
const issuesAtMost = 500;
/** Honoured by who knows it, harmless for who does not: each page is read in one go. */
const preferredPage = 'odata.maxpagesize=25';
const postHtmlAtMost = 20_000;
const wordAtMost = 4_000;

type Failure = Extract<HealthAnswer, { ok: false }>;

/** One issue of many may be garbage; a page that is none is not. */
const page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().exactOptional() });

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const line = (points: number) =>
  z
    .string()
    .nullish()
    .transform((text) => clip(plainText(text ?? '').replaceAll(/\s+/g, ' '), points));
const post = z.object({
  createdDateTime: time,
  description: z.object({ contentType: z.string().nullish(), content: z.string() }),
});
const nameShape = z.object({ id: z.string().regex(/^[A-Za-z0-9-]{2,40}$/) });
const issueShape = nameShape.extend({
  service: line(80),
  feature: line(100),
  title: line(300),
  classification: z.string().nullish(),
  status: line(60),
  impactDescription: line(1_000),
  startDateTime: time,
  lastModifiedDateTime: time.nullish().catch(null),
  isResolved: z.boolean().nullish(),
  posts: z.array(z.unknown()).nullish(),
});

/** One deadline for all of it; a page that leads to another host ends it, as does anything that is no list. */
export function createServiceHealth(parts: ServiceHealthParts): ReadServiceHealth {
  const { token, graphUrl, production, timeoutMs = wholeMs } = parts;
  const refused = new Map<string, string>();
  return async ({ tenantId, cloud, issueIds }) => {
    if (!production && graphUrl === undefined) return { ok: false, reason: 'unreachable' };
    const signal = AbortSignal.timeout(timeoutMs);
    const signedIn = await token(tenantId, cloud, signal, refused.get(tenantId));
    if (!signedIn.ok) return { ok: false, reason: signedIn.reason };
    refused.delete(tenantId);
    const root = new URL(graphUrl ?? graphUrls[cloud]);
    const ask = asker(parts, root, signedIn.value, { signal, timeoutMs });
    const list = `${root.origin}/v1.0/admin/serviceAnnouncement/issues`;
    const all = await readAll(ask, `${list}?$filter=${encodeURIComponent('isResolved eq false')}`);
    if ('reason' in all) {
      // A token says what was allowed when it was made: who consents now is not heard by an old one.
      if (tokenFailures.includes(all.reason)) refused.set(tenantId, signedIn.value);
      return all;
    }
    const { issues: open, unread } = all;
    const named = new Set([...open.map(({ id }) => id), ...unread]);
    const ended: ServiceIssue[] = [];
    for (const id of issueIds.filter((one) => !named.has(one)).slice(0, endedAtMost)) {
      const answer = await ask(`${list}/${encodeURIComponent(id)}`);
      // The end of it is known anyway; how Microsoft puts it may come later.
      if (answer.ok) ended.push(...issuesIn([answer.value]).issues.filter((issue) => issue.id === id));
    }
    return { ok: true, open, ended, unread };
  };
}

type Ask = (url: string) => Promise<Outcome<unknown, HealthFailure> & { readonly afterMs?: number }>;

function asker(
  { fetch }: ServiceHealthParts,
  root: URL,
  token: string,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Ask {
  let left = allBytes;
  return async (url) => {
    const answer = await fetch({
      url,
      headers: { accept: 'application/json', authorization: `Bearer ${token}`, prefer: preferredPage },
      hosts: [root.host],
      timeoutMs,
      maxBytes: Math.min(pageBytes, left),
      signal,
    });
    if (!answer.ok) return refuse(fetchFailure(answer.reason));
    const { status, headers, bytes, json } = answer.value;
    left -= bytes.length;
    if (status !== 200) return { ...refuse(statusFailure(status)), ...waitOf(headers['retry-after']) };
    const value = json();
    return value === undefined ? refuse('not-understood') : success(value);
  };
}

async function readAll(ask: Ask, first: string): Promise<Issues | Failure> {
  const values: unknown[] = [];
  let url: string | undefined = first;
  for (let pages = 0; url !== undefined; pages += 1) {
    if (pages === pagesAtMost) return { ok: false, reason: 'too-big' };
    const answer = await ask(url);
    if (!answer.ok) return answer;
    const one = page.safeParse(answer.value);
    if (!one.success) return { ok: false, reason: 'not-understood' };
    values.push(...one.data.value);
    if (values.length > issuesAtMost) return { ok: false, reason: 'too-big' };
    url = one.data['@odata.nextLink'];
  }
  const all = issuesIn(values);
  const isGarbage = values.length > 0 && all.issues.length === 0;
  return isGarbage ? { ok: false, reason: 'not-understood' } : all;
}

function fetchFailure(reason: string): HealthFailure {
  if (reason === 'too-big') return 'too-big';
  return reason === 'host-refused' || reason === 'url-refused' ? 'not-understood' : 'unreachable';
}

const tokenFailures: readonly HealthFailure[] = ['sign-in-refused', 'no-consent'];

/** 401 is about our token, 403 about what the customer's administrator has allowed. */
function statusFailure(status: number): HealthFailure {
  if (status === 401) return 'sign-in-refused';
  if (status === 403) return 'no-consent';
  if (status === 429) return 'throttled';
  return status >= 500 ? 'unreachable' : 'not-understood';
}

const longestWaitMs = 24 * 3_600_000;

/** Seconds, perhaps with a fraction, or a date (RFC 9110). */
function waitOf(header: string | undefined): { readonly afterMs?: number } {
  if (header === undefined) return {};
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000;
  return ms > 0 ? { afterMs: Math.min(ms, longestWaitMs) } : {};
}

interface Issues {
  readonly issues: readonly ServiceIssue[];
  /** Named, and nothing more can be said of them. */
  readonly unread: readonly string[];
}

/** Each once: pages may overlap when something changes between them. */
function issuesIn(values: readonly unknown[]): Issues {
  const issues = new Map<string, ServiceIssue>();
  const named = new Set<string>();
  for (const value of values) {
    const { data } = issueShape.safeParse(value);
    if (data) issues.set(data.id, issueOf(data));
    const id = nameShape.safeParse(value).data?.id;
    if (id !== undefined) named.add(id);
  }
  return { issues: [...issues.values()], unread: [...named].filter((id) => !issues.has(id)) };
}

function issueOf(read: z.output<typeof issueShape>): ServiceIssue {
  const lastWord = lastWordOf(read.posts ?? []);
  const nextUpdateAt = lastWord && nextUpdateIn(lastWord.text);
  return {
    id: read.id,
    service: read.service,
    ...(read.feature !== '' && { feature: read.feature }),
    title: read.title,
    classification: read.classification === 'incident' ? 'incident' : 'advisory',
    status: read.status,
    impact: read.impactDescription,
    startedAt: read.startDateTime,
    changedAt: read.lastModifiedDateTime ?? read.startDateTime,
    isResolved: read.isResolved ?? false,
    ...(lastWord && { lastWord }),
    ...(nextUpdateAt !== undefined && { nextUpdateAt }),
  };
}

/** By its time: posts come in any order. */
function lastWordOf(posts: readonly unknown[]): Word | undefined {
  const read = posts.flatMap((one) => post.safeParse(one).data ?? []);
  const last = read.reduce<z.output<typeof post> | undefined>(
    (latest, one) => (latest && latest.createdDateTime >= one.createdDateTime ? latest : one),
    undefined,
  );
  if (!last) return undefined;
  const { content } = last.description;
  const text = clip(textOfHtml(content, postHtmlAtMost), wordAtMost);
  return text === '' ? undefined : { text, saidAt: last.createdDateTime };
}
