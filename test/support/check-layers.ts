// Holds src against the layer rules of .dependency-cruiser.mjs.
import { globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractRules from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

export interface LayerReport {
  /** Files that were read. */
  readonly modules: number;
  /** `rule: from -> to`, sorted. */
  readonly violations: readonly string[];
}

/**
 * Checks `src` below `root`.
 *
 * @throws Error when a file of ours was not read: dependency-cruiser reads nothing under a compiler that it
 * does not know, and calls that success.
 */
export async function checkLayers(root: string): Promise<LayerReport> {
  const { forbidden = [], options = {} } = await extractRules(resolve('.dependency-cruiser.mjs'));
  const { output } = await cruise(
    ['src'],
    { ...options, ruleSet: { forbidden }, validate: true, baseDir: root },
    undefined,
    { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) },
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser gave no result to read');
  const read = output.modules.filter((m) => m.source.startsWith('src/') && m.dependencies.length > 0);
  const importing = globSync('src/**/*.ts', { cwd: root });
  const readNames = new Set(output.modules.map((m) => m.source));
  const unread = importing.filter((file) => !readNames.has(file));
  if (unread.length > 0 || read.length === 0) {
    throw new Error(`dependency-cruiser did not read ${unread.join(', ') || 'a single import'}`);
  }
  const violations = output.summary.violations.map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`);
  return { modules: importing.length, violations: violations.sort() };
}
