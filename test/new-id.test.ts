import { expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '../src/new-id.ts';

const at = Date.parse('2026-11-21T12:00:00Z');

it('is a UUID of version 7', () => {
  expect(z.uuidv7().safeParse(newId(at)).success).toBe(true);
});

it('says when it was made', () => {
  expect(Number.parseInt(newId(at).replaceAll('-', '').slice(0, 12), 16)).toBe(at);
});

it('comes after what was made before', () => {
  expect([newId(at + 1), newId(at), newId(at + 1_000_000)].toSorted()).toEqual([
    expect.stringContaining(newId(at).slice(0, 13)),
    expect.stringContaining(newId(at + 1).slice(0, 13)),
    expect.stringContaining(newId(at + 1_000_000).slice(0, 13)),
  ]);
});

it('is never the same', () => {
  expect(new Set(Array.from({ length: 10_000 }, () => newId(at))).size).toBe(10_000);
});
