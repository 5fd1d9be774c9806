import { describe, expect, it } from 'vitest';
import { placesIn } from '../src/settings-places.ts';

/** What begins at the place of the path, to the end of the line. */
const found = (yaml: string, ...path: (string | number)[]) => yaml.slice(placesIn(yaml)(path)).split('\n')[0];

describe('a path leads to its name or entry', () => {
  const yaml = 'a: 1\nb:\n  - x: [p, q]\n    "y z": { k: v }\n  - |\n    words\nlast: end';
  it.each<[(string | number)[], string]>([
    [['a'], 'a: 1'],
    [['b'], 'b:'],
    [['b', 0], 'x: [p, q]'],
    [['b', 0, 'x', 1], 'q]'],
    [['b', 0, 'y z', 'k'], 'k: v }'],
    [['last'], 'last: end'],
    [[], 'a: 1'],
  ])('%j', (path, expected) => {
    expect(found(yaml, ...path)).toBe(expected);
  });

  it.each<[(string | number)[], string]>([
    [['b', 7, 'x'], 'b:'],
    [['b', 0, 'x', 1, 'deeper'], 'q]'],
    [['nothing'], 'a: 1'],
  ])('or as far as it goes: %j', (path, expected) => {
    expect(found(yaml, ...path)).toBe(expected);
  });
});

describe('an alias', () => {
  it.each<[string, string, (string | number)[], string]>([
    ['has what its anchor has', 'a: &one { k: v }\nb: *one', ['b', 'k'], 'k: v }'],
    ['stands at its own place in a list', 'a: &one [p]\nb:\n  - *one', ['b', 0], '*one'],
    ['of what it stands in ends nothing', 'a: &one [p, *one]', ['a', 1, 1, 0], 'p, *one]'],
    ['means the latest of its name', 'a: &n { k: 1 }\nb: &n { k: 2 }\nc: *n', ['c', 'k'], 'k: 2 }'],
  ])('%s', (_name, yaml, path, expected) => {
    expect(found(yaml, ...path)).toBe(expected);
  });
});

it.each(['', '# nothing', 'word'])('a file without settings begins at its beginning: %j', (yaml) => {
  expect(placesIn(yaml)(['partner', 'name'])).toBe(0);
});
