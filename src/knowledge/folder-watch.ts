// Notices that something in a folder changes, as far as the file system tells.
import { type FSWatcher, watch } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export interface FolderWatch {
  /** From now on these folders, each without what is below it. */
  over(folders: readonly string[]): void;
  /** Resolves after a change, since the last time or to come, or when the time is over or the signal comes. */
  change(withinMs: number, signal: AbortSignal): Promise<void>;
  close(): void;
}

// Each costs the system something; what lies in further folders is found by looking.
const mostWatched = 500;

/** Keeps no process alive. */
export function createFolderWatch(): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  let changed = false;
  let wake: (() => void) | undefined;

  function notice(): void {
    changed = true;
    wake?.();
  }

  function drop(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  function add(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, notice);
      watcher.on('error', () => drop(folder));
      watchers.set(folder, watcher);
    } catch {
      // Some file systems cannot be watched, and a system has only so many watchers.
    }
  }

  return {
    over(folders) {
      // The watcher of a folder that went and came back would hear nothing.
      for (const folder of [...watchers.keys()]) drop(folder);
      for (const folder of folders.slice(0, mostWatched)) add(folder);
    },
    async change(withinMs, signal) {
      if (!changed) {
        const early = new AbortController();
        wake = () => early.abort();
        await pause(withinMs, undefined, {
          ref: false,
          signal: AbortSignal.any([signal, early.signal]),
        }).catch(() => undefined);
        wake = undefined;
      }
      changed = false;
    },
    close() {
      for (const folder of [...watchers.keys()]) drop(folder);
    },
  };
}
