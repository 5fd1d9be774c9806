import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createNonces, newNonceKey } from '../src/card-nonces.ts';

const key = newNonceKey();
const nonces = createNonces(key);
const card = randomUUID();

describe('a nonce', () => {
  it('is known by every holder of the key, and never the same', () => {
    const issued = Array.from({ length: 100 }, () => nonces.issue(card));
    expect(new Set(issued).size).toBe(100);
    const replica = createNonces(key);
    expect(issued.every((nonce) => replica.isOurs(card, nonce))).toBe(true);
    expect(issued.every((nonce) => nonce.length <= 64)).toBe(true);
  });

  it('belongs to its card', () => {
    expect(nonces.isOurs(randomUUID(), nonces.issue(card))).toBe(false);
  });

  it('of another key is not ours', () => {
    expect(nonces.isOurs(card, createNonces(newNonceKey()).issue(card))).toBe(false);
  });

  const good = nonces.issue(card);
  const changed = (at: number) => {
    const other = good[at] === 'A' ? 'B' : 'A';
    return `${good.slice(0, at)}${other}${good.slice(at + 1)}`;
  };
  /** Four bits of the last letter mean nothing. */
  const rewritten = () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return `${good.slice(0, -1)}${letters[letters.indexOf(good.at(-1) ?? '') + 1]}`;
  };
  it.each([
    ['nothing', ''],
    ['a random id of the previous version', randomUUID()],
    ['no signature', good.slice(0, 23)],
    ['half a signature', good.slice(0, 30)],
    ['something behind it', `${good}A`],
    ['another random part', changed(3)],
    ['another signature', changed(30)],
    ['the same signature, written otherwise', rewritten()],
    ['a line end', `${good}\n`],
  ])('with %s is not ours', (_name, nonce) => {
    expect(nonces.isOurs(card, nonce)).toBe(false);
  });
});
