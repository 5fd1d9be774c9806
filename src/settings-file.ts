// Reads the partner's settings file, and says where in it a fault is and what to do about it.
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { load, YAMLException } from 'js-yaml';
import type { z } from 'zod';
import { AppError } from './domain/errors.ts';
import type { Settings } from './domain/settings.ts';
import type { Log } from './log.ts';
import { placesIn } from './settings-places.ts';
import type { Path } from './settings-rules.ts';
import { settingsSchema } from './settings-schema.ts';

/** `at` is an offset into the text. */
interface Fault {
  readonly at: number;
  readonly message: string;
}

/**
 * Reads the settings.
 *
 * @throws AppError `config-invalid` that lists every fault as `file:line:column path: what is wrong; remedy`.
 */
export function readSettings(path: string): Settings {
  const text = readText(path);
  const data = dataOf(path, text);
  const result = settingsSchema.safeParse(data);
  if (result.success) return result.data;
  const placeOf = placesIn(text);
  throw invalid(
    path,
    text,
    result.error.issues.flatMap((issue) => faultsOf(issue, placeOf, data)),
  );
}

/**
 * Reads the file again whenever it changes, within `intervalMs`. A faulty edit is given to `onError` and
 * changes nothing. Keeps no process alive; the function returned ends it.
 */
export function watchSettings(
  path: string,
  onChange: (settings: Settings) => void,
  onError: (error: unknown) => void,
  intervalMs = 2000,
): () => void {
  const reload = (now: { mtimeMs: number; ino: number }, before: { mtimeMs: number; ino: number }): void => {
    if (now.mtimeMs === before.mtimeMs && now.ino === before.ino) return;
    let settings: Settings;
    try {
      settings = readSettings(path);
    } catch (error) {
      onError(error);
      return;
    }
    onChange(settings);
  };
  watchFile(path, { persistent: false, interval: intervalMs }, reload);
  return () => unwatchFile(path, reload);
}

export interface CurrentSettings {
  /** As the file was last read without a fault. */
  get(): Settings;
  /** Told when they were read anew; there is one listener. */
  onReload(listener: () => void): void;
  stop(): void;
}

/** @throws AppError `config-invalid` when the file is faulty now; later faults are told to the log only. */
export function currentSettings(
  path: string,
  log: Pick<Log, 'info' | 'error'>,
  intervalMs?: number,
): CurrentSettings {
  let settings = readSettings(path);
  let tell = () => {};
  const stop = watchSettings(
    path,
    (changed) => {
      settings = changed;
      log.info({ event: 'settings-reloaded' });
      tell();
    },
    (error) => log.error({ event: 'settings-faulty', error }),
    intervalMs,
  );
  const onReload = (listener: () => void) => {
    tell = listener;
  };
  return { get: () => settings, onReload, stop };
}

function dataOf(path: string, text: string): unknown {
  try {
    return load(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const message = `${error.reason}; correct the YAML`;
    throw invalid(path, text, [{ at: error.mark?.position ?? 0, message }]);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const remedy = 'copy support.example.yaml there, or let SUPPORT_CONFIG name your file';
    throw new AppError('config-invalid', `${path}: cannot be read; ${remedy}`, { cause });
  }
}

function invalid(path: string, text: string, faults: readonly Fault[]): AppError {
  const sorted = faults.toSorted((a, b) => a.at - b.at);
  const printed = sorted.map(({ at, message }) => {
    const lines = text.slice(0, at).split('\n');
    return `  ${path}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1} ${message}`;
  });
  return new AppError('config-invalid', `faulty settings:\n${printed.join('\n')}`);
}

function faultsOf(issue: z.core.$ZodIssue, placeOf: (path: Path) => number, data: unknown): Fault[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      at: placeOf([...path, key]),
      message: `${nameOf([...path, key])}: is not a setting; remove it or correct its name`,
    }));
  }
  const isMissing = path.length > 0 && issue.code !== 'custom' && valueAt(data, path) === undefined;
  const wrong = isMissing ? 'is missing; add it' : issue.message;
  return [{ at: placeOf(path), message: `${nameOf(path)}: ${wrong}` }];
}

function nameOf(path: Path): string {
  if (path.length === 0) return '(the file)';
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], data);
}
