// Reads a JSON body without trusting its sender: size, depth and number of values are bounded.
import type { IncomingMessage } from 'node:http';

const maxBodyBytes = 262_144;
const maxDepth = 64;
const maxValues = 2_000;
const utf8 = new TextDecoder('utf-8', { fatal: true });

export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: 'body-too-large' | 'body-not-json' | 'body-too-complex' }
  /** The sender left before the end; nobody waits for an answer. */
  | { readonly ok: false; readonly code: 'aborted' };

/** Keeps at most {@link maxBodyBytes} in memory; what comes after them is read and thrown away. */
export async function readJson(request: IncomingMessage): Promise<JsonBody> {
  const bytes = await readBytes(request);
  if (typeof bytes === 'string') return { ok: false, code: bytes };
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    return { ok: false, code: 'body-not-json' };
  }
  return isSimple(value) ? { ok: true, value } : { ok: false, code: 'body-too-complex' };
}

function readBytes(request: IncomingMessage): Promise<Buffer | 'body-too-large' | 'aborted'> {
  if (Number(request.headers['content-length']) > maxBodyBytes) return Promise.resolve('body-too-large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBodyBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      resolve('body-too-large');
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', () => resolve('aborted'));
    request.once('close', () => resolve('aborted'));
  });
}

/** Not deeper than 64 levels and not more than 2,000 values; walks without recursion. */
export function isSimple(value: unknown): boolean {
  const open = [{ value, depth: 1 }];
  let values = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    values += 1;
    if (values > maxValues || next.depth > maxDepth) return false;
    if (typeof next.value !== 'object' || next.value === null) continue;
    for (const inner of Object.values(next.value)) open.push({ value: inner, depth: next.depth + 1 });
  }
  return true;
}
