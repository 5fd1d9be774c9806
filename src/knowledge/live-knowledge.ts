// What is answered from at this moment: our articles at once, and a partner's folder beside them as it changes.
import { setTimeout as pause } from 'node:timers/promises';
import type { Article } from '../domain/article.ts';
import type { Knowledge } from '../flows/ports.ts';
import { createFolderWatch } from './folder-watch.ts';
import { type Joined, joinFolder, type Shipped } from './join-folder.ts';
import { libraryOf } from './library.ts';
import { atOnce, createPace } from './pace.ts';
import { listFolder } from './partner-folder.ts';
import { knowledgeOf } from './search.ts';
import { fillShelf } from './shelf.ts';

export interface LiveKnowledge {
  /** The same for the whole of a turn that keeps it. */
  get(): Knowledge;
  /** False while the partner's folder cannot be read: what was there before, or ours alone, is answered from. */
  folderUsable(): boolean;
  start(): void;
  stop(): Promise<void>;
}

export interface FolderNews {
  joined(what: Joined): void;
  /** The folder could not be read or joined; what was there before stays. Told once for each kind of fault. */
  failed(error: unknown): void;
}

export interface FolderTiming {
  /** How often the folder is looked through, for what no watcher told. */
  readonly pollMs: number;
  /** Nothing must have changed for so long: a copy or a pull takes its time. */
  readonly settleMs: number;
}

const secondLookMs = 1_000;
/** Who never rests is read all the same. */
const mostLooks = 20;

const usualTiming: FolderTiming = { pollMs: 30_000, settleMs: 300 };

/** Without a folder it is our articles for ever. */
export function liveKnowledge(
  articles: readonly Article[],
  folder: string | undefined,
  news: FolderNews,
  { pollMs, settleMs } = usualTiming,
): LiveKnowledge {
  const shipped: Shipped = { articles, shelf: atOnce(fillShelf(articles)) };
  const stopping = new AbortController();
  let current = knowledgeOf(atOnce(libraryOf(shipped.shelf)));
  let running: Promise<void> = Promise.resolve();
  let fault: string | undefined;

  async function follow(place: string): Promise<void> {
    const { signal } = stopping;
    const watch = createFolderWatch();
    let seen: string | undefined;
    while (!signal.aborted) {
      const before = seen;
      try {
        const listing = await settled(place, seen);
        if (listing.stamp !== seen) {
          watch.over(listing.folders);
          const joined = await joinFolder(shipped, listing, createPace(signal));
          current = knowledgeOf(joined.library);
          seen = listing.stamp;
          news.joined(joined);
        }
        fault = undefined;
      } catch (error) {
        if (signal.aborted) break;
        if (fault !== faultOf(error)) news.failed(error);
        fault = faultOf(error);
      }
      // What changed before it was watched is found by a second look soon after the first.
      await watch.change(seen === before ? pollMs : Math.min(pollMs, secondLookMs), signal);
    }
    watch.close();
  }

  /** The folder once it is as it was seen before, or rests. */
  async function settled(place: string, seen: string | undefined) {
    let listing = await listFolder(place);
    // Before the first time nobody waits for a change.
    for (let looks = 1; looks < mostLooks && seen !== undefined && listing.stamp !== seen; looks++) {
      await pause(settleMs, undefined, { ref: false, signal: stopping.signal });
      const next = await listFolder(place);
      if (next.stamp === listing.stamp) break;
      listing = next;
    }
    return listing;
  }

  return {
    get: () => current,
    folderUsable: () => fault === undefined,
    start() {
      if (folder !== undefined) running = follow(folder);
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function faultOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
