import { randomUUID } from 'node:crypto';

/**
 * A UUID that begins with the time (RFC 9562, version 7), with 74 random bits behind it: what is made together
 * stands together in an index, so that a commit writes one page where random ids would touch many.
 */
export function newId(now: number): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${randomUUID().slice(15)}`;
}
