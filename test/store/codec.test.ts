import { expect, it } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
import { decode, encode, type Json } from '../../src/store/codec.ts';
import { ticket } from './samples.ts';

it('drops what is undefined and keeps every character', () => {
  const value = {
    text: 'quote " \\ \u0000 \ud800 письмо 信件 😀\u2028',
    absent: undefined,
    list: [1, 'two'],
  };
  expect(decode(encode(value))).toStrictEqual({ text: value.text, list: [1, 'two'] });
});

it('reads a row that an earlier version wrote: without new options, with forgotten ones', () => {
  const written = JSON.stringify({ ...ticket(), forgotten: { since: 2025 } }) as Json;
  expect(decode<Ticket>(written)).toMatchObject(ticket());
});
