import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verbs } from '../../src/domain/permissions.ts';
import { inputSchemas } from '../../src/teams/card-verbs.ts';

const folder = new URL('../../cards/', import.meta.url);
const templates = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
const pressed = new Set(
  templates.flatMap((text) => [...text.matchAll(/"verb": "([^"]+)"/g)].map((m) => m[1])),
);

describe.each(Object.keys(verbs))('the verb %s', (verb) => {
  it('has a button, and its input a schema', () => {
    expect(pressed).toContain(verb);
    expect(inputSchemas).toHaveProperty([verb]);
  });
});

it('no button has a verb of its own', () => {
  expect([...pressed].filter((verb) => verb === undefined || !Object.hasOwn(verbs, verb))).toEqual([]);
});
