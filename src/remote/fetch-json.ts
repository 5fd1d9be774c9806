// JSON documents of other servers; what their answers say of the time is passed on.
import { refuse, success } from '../domain/errors.ts';
import type { FetchJson } from '../flows/ports.ts';
import type { GuardedFetch } from './guarded-fetch.ts';

export interface FetchJsonParts {
  readonly fetch: GuardedFetch;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Is given the `Date` header of whatever answered just now. */
  readonly onDate: (header: string | undefined) => void;
}

export function createFetchJson({ fetch, timeoutMs, maxBytes, onDate }: FetchJsonParts): FetchJson {
  return async (url, signal) => {
    const answer = await fetch({
      url,
      headers: { accept: 'application/json' },
      timeoutMs,
      maxBytes,
      ...(signal === undefined ? {} : { signal }),
    });
    if (!answer.ok) return answer;
    const { status, headers, json } = answer.value;
    // A stored answer carries the time at which it was stored (RFC 9111).
    if (headers.age === undefined) onDate(headers.date);
    if (status !== 200) return refuse(`http-${status}`);
    const value = json();
    return value === undefined ? refuse('not-json') : success(value);
  };
}
