// Reads a .cpuprofile: what costs how much. Time in which a statement waits for the disk counts as the
// statement's, so that SQLite looks dearer here than in CPU time.
import { readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';

export interface Cost {
  readonly what: string;
  /** Of all time in which the process did not sleep. */
  readonly share: number;
}

export interface ProfileCosts {
  /** Own time of packages, of Node's parts, of our files. */
  readonly ownByPlace: readonly Cost[];
  readonly ownByFunction: readonly Cost[];
  /** Time of a place and of all that it calls, up to the next await. */
  readonly totalByPlace: readonly Cost[];
}

type Node = Profiler.ProfileNode;

/** No samples are taken of a sleeping process: what looks longer was sleep. */
const longestSampleMicros = 1_000;

export function readProfile(path: string): ProfileCosts {
  const { nodes, samples = [], timeDeltas = [] } = JSON.parse(readFileSync(path, 'utf8')) as Profiler.Profile;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const own = new Map<Node, number>();
  for (const [index, id] of samples.entries()) {
    const node = byId.get(id);
    const micros = Math.min(timeDeltas[index] ?? 0, longestSampleMicros);
    if (node && node.callFrame.functionName !== '(idle)') own.set(node, (own.get(node) ?? 0) + micros);
  }
  const stackOf = (node: Node): Node[] => {
    const parent = byId.get(parents.get(node.id) ?? -1);
    return parent ? [node, ...stackOf(parent)] : [node];
  };
  return {
    ownByPlace: costs(own, (node) => [placeOf(stackOf(node)) ?? node.callFrame.functionName]),
    ownByFunction: costs(own, (node) => [functionOf(node, stackOf(node))]),
    totalByPlace: costs(own, (node) =>
      stackOf(node)
        .map((caller) => placeOf([caller]))
        .filter((place) => place !== undefined),
    ),
  };
}

function costs(own: ReadonlyMap<Node, number>, namesOf: (node: Node) => readonly string[]): Cost[] {
  const sums = new Map<string, number>();
  let total = 0;
  for (const [node, micros] of own) {
    total += micros;
    for (const name of new Set(namesOf(node))) sums.set(name, (sums.get(name) ?? 0) + micros);
  }
  return [...sums]
    .map(([what, micros]) => ({ what, share: micros / total }))
    .sort((a, b) => b.share - a.share);
}

/** Of the innermost frame that has a file: a built-in function belongs to whoever calls it. */
function placeOf(stack: readonly Node[]): string | undefined {
  if (stack[0]?.callFrame.functionName.startsWith('(')) return undefined;
  const url = stack.find(({ callFrame }) => callFrame.url !== '')?.callFrame.url;
  if (url === undefined) return undefined;
  const [, packageName] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  const [, ourFile] = /\/dist\/(.+)\.js$/.exec(url) ?? [];
  return packageName ?? (ourFile === undefined ? url : `src/${ourFile}`);
}

function functionOf(node: Node, stack: readonly Node[]): string {
  const { functionName, url, lineNumber } = node.callFrame;
  const place = placeOf(stack);
  const name = functionName || '(anonymous)';
  if (place === undefined) return name;
  return url === '' ? `${name}, built in, called by ${place}` : `${name} in ${place}:${lineNumber + 1}`;
}
