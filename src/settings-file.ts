// Reads the partner's settings file, and says where in it a fault is and what to do about it.
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
} from 'yaml';
import type { z } from 'zod';
import { AppError } from './domain/errors.ts';
import type { Settings } from './domain/settings.ts';
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
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const syntax = [...document.errors, ...document.warnings].map((e) => ({
    at: e.pos[0],
    message: `${e.code}: ${e.message.split(' at line ')[0]}; correct the YAML`,
  }));
  if (syntax.length > 0) throw invalid(path, lines, syntax);

  const data = plainData(document);
  const result = settingsSchema.safeParse(data);
  if (result.success) return result.data;
  throw invalid(
    path,
    lines,
    result.error.issues.flatMap((issue) => faultsOf(issue, document, data)),
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

/** Undefined, which fits no settings, when an alias names nothing or nests without end. */
function plainData(document: Document.Parsed): unknown {
  try {
    return document.toJS();
  } catch {
    return undefined;
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

function invalid(path: string, lines: LineCounter, faults: readonly Fault[]): AppError {
  const sorted = faults.toSorted((a, b) => a.at - b.at);
  const printed = sorted.map(({ at, message }) => {
    const { line, col } = lines.linePos(at);
    return `  ${path}:${Math.max(line, 1)}:${Math.max(col, 1)} ${message}`;
  });
  return new AppError('config-invalid', `faulty settings:\n${printed.join('\n')}`);
}

function faultsOf(issue: z.core.$ZodIssue, document: Document.Parsed, data: unknown): Fault[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      at: offsetOf(document, [...path, key]),
      message: `${nameOf([...path, key])}: is not a setting; remove it or correct its name`,
    }));
  }
  const isMissing = path.length > 0 && issue.code !== 'custom' && valueAt(data, path) === undefined;
  const wrong = isMissing ? 'is missing; add it' : issue.message;
  return [{ at: offsetOf(document, path), message: `${nameOf(path)}: ${wrong}` }];
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

/** Where the path stands in the file, or the innermost part of it that is there; a key rather than its value. */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let at = 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    const pair = isMap(node) ? node.items.find((p) => isScalar(p.key) && p.key.value === step) : undefined;
    const next = pair ?? (isSeq(node) && typeof step === 'number' ? node.items[step] : undefined);
    if (next === undefined) return at;
    const start = isPair(next) ? next.key : next;
    at = (isNode(start) ? start.range?.[0] : undefined) ?? at;
    node = isPair(next) ? next.value : next;
  }
  return at;
}
