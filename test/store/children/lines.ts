import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** What a child process says, line by line, until it ends. */
export function linesOf(output: Readable): AsyncIterable<string> {
  return createInterface({ input: output });
}
