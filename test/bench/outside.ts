// What stands outside a bot and what is said between the processes of a bench run.
import type { Spread } from './statistics.ts';

/** Told by the stub connector's process once it listens. */
export interface ConnectorFacts {
  readonly appId: string;
  readonly serviceUrl: string;
  readonly openIdUrl: string;
  readonly connectorHost: string;
  /** Good for an hour, all different: nobody gets by with having checked one of them. */
  readonly tokens: readonly string[];
}

/** One message of a bot, as it came to the stub connector. */
export interface Arrival {
  /** On the machine's monotonic clock, which all processes share. */
  readonly atMs: number;
  readonly conversationId: string;
  readonly replyToId?: string;
  readonly text?: string;
  /** Of a message that began a thread. */
  readonly opened?: string;
  /** What the buttons of its card carry. */
  readonly card?: string;
  readonly nonce?: string;
}

/** Told by the search's process when it has measured. Times are milliseconds per question. */
export interface SearchFigures {
  readonly what: string;
  readonly ours: Spread;
  readonly miniSearch: Spread;
  readonly build?: {
    /** From an empty folder's sight to the first answer, reading included. */
    readonly seconds: number;
    /** Of its index alone, in one piece. */
    readonly miniSearchSeconds: number;
    /** The longest that nothing else could run: CPU time of the thread, on the clock, and when nothing is built. */
    readonly heldCpuMs: number;
    readonly heldMs: number;
    readonly heldIdleMs: number;
    /** Of the whole process, garbage included. */
    readonly peakMb: number;
    /** What stays of it, on the heap and beside it. */
    readonly heapMb: number;
    readonly bufferMb: number;
  };
}

/** What the bench asks of the probe inside a bot's process. */
export type ProbeQuestion =
  | { readonly ask: 'usage' }
  | { readonly ask: 'start-profile' }
  | { readonly ask: 'stop-profile'; readonly path: string };

export interface Usage {
  /** User and system time of the whole process since its start, collector and compiler included. */
  readonly cpuMs: number;
  readonly rssMb: number;
}

/** Milliseconds on the monotonic clock of the machine. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
