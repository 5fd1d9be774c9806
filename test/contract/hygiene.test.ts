// What must not be left behind in the tree, and what installing must not run.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

describe('the tree', () => {
  it('holds nothing unfinished, switched off or singled out', () => {
    const left = new RegExp(
      ['TO' + 'DO', 'FIX' + 'ME', 'not impl' + 'emented', '\\.(on' + 'ly|sk' + 'ip|to' + 'do)\\('].join('|'),
    );
    const files = globSync('{src,test,cards,manifest,knowledge,deploy}/**/*.{ts,json,md,svg,yml,bicep}');
    const own = files.filter((file) => !file.includes('/schemas/'));
    expect(own.length).toBeGreaterThan(100);
    const found = own.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, i) => (left.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });
});

describe('the lock file', () => {
  interface Locked {
    readonly resolved?: string;
    readonly hasInstallScript?: boolean;
    readonly integrity?: string;
    readonly optional?: boolean;
    readonly os?: readonly string[];
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  }
  const packages = Object.entries<Locked>(json('package-lock.json').packages).filter(([path]) => path !== '');
  const name = (path: string) => path.replace(/^.*node_modules\//, '');

  it('lets one package run a script at installation', () => {
    const { allowScripts } = json('package.json') as { allowScripts: Record<string, boolean> };
    const scripted = packages.filter(([, p]) => p.hasInstallScript).map(([path]) => name(path));
    expect(scripted.filter((n) => !(n in allowScripts))).toEqual([]);
    expect(Object.keys(allowScripts).filter((n) => allowScripts[n])).toEqual(['node']);
    // This test comes after the installation: npm itself has to refuse the others.
    expect(readFileSync('.npmrc', 'utf8')).toContain('\nstrict-allow-scripts=true\n');
  });

  it('names no host, and pins by its content every package that this platform can install', () => {
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(([, p]) => p.resolved !== undefined).map(([path]) => path)).toEqual([]);
    // The lock was made where the packages of other platforms could not be had.
    const pinnable = packages.filter(([, p]) => !(p.optional && p.os));
    expect(pinnable.filter(([, p]) => !p.integrity).map(([path]) => path)).toEqual([]);
  });

  it('names the optional packages of every platform, without which npm ci refuses', () => {
    const known = new Set(packages.map(([path]) => name(path)));
    const optional = packages.flatMap(([, p]) => Object.keys(p.optionalDependencies ?? {}));
    expect(optional.filter((n) => !known.has(n))).toEqual([]);
  });
});
