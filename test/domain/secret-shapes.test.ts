import { describe, expect, it } from 'vitest';
import { withoutCards } from '../../src/domain/secret-shapes.ts';
import { mask } from '../../src/domain/secrets.ts';

const shown = (text: string) => withoutCards(text, () => '•••');

/** Random, and the same ones in every run. */
function* digits(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 48_271) % 2_147_483_647;
    yield state % 10;
  }
}

function numbers(count: number, length: number, seed: number): string[] {
  const next = digits(seed);
  return Array.from({ length: count }, () => Array.from({ length }, () => next.next().value).join(''));
}

describe('the numbers of cards', () => {
  it.each([
    ['Visa', '4111111111111111'],
    ['Visa', '4012888888881881'],
    ['Visa of nineteen digits', '4000000000000000006'],
    ['Mastercard', '5555555555554444'],
    ['Mastercard, lowest of its second range', '2223003122003222'],
    ['Mastercard, highest of its second range', '2720999999999996'],
    ['American Express', '378282246310005'],
    ['American Express', '371449635398431'],
    ['Diners Club', '30569309025904'],
    ['Diners Club', '38520000023237'],
    ['Diners Club', '36227206271667'],
    ['JCB', '3530111333300000'],
    ['JCB', '3566002020360505'],
    ['JCB of nineteen digits', '3530111333300000001'],
    ['Discover', '6011111111111117'],
    ['Discover', '6444444444444443'],
    ['Discover', '6510000000000042'],
    ['UnionPay', '6200000000000005'],
    ['UnionPay', '8100000000000002'],
    ['UnionPay of nineteen digits', '6205500000000000004'],
    ['UnionPay of nineteen digits', '6222021001112345670'],
    ['an old one of China', '9558880100123456783'],
    ['Maestro', '6759649826438453'],
    ['Maestro', '5018000000000009'],
    ['Maestro of eighteen digits', '639002100000000001'],
    ['Mir', '2200000000000004'],
    ['Mir', '2201380000000017'],
    ['Mir of nineteen digits', '2204380000000000121'],
  ])('%s: %s is hidden in its groups', (_issuer, card) => {
    const inFours = card.match(/\d{1,4}/g)?.join(' ') ?? '';
    const grouped =
      card.length < 16 ? [card.slice(0, 4), card.slice(4, 10), card.slice(10)].join(' ') : inFours;
    const asWritten = [card, ...[' ', '-', '.', '\u202f'].map((between) => grouped.replaceAll(' ', between))];
    for (const one of asWritten) expect(shown(`card ${one}, please`)).toBe('card •••, please');
    expect(shown(`卡号${card}`)).toBe('卡号•••');
    expect(shown(`карта ${card} 12/27 123`)).toBe('карта ••• 12/27 123');
  });

  it.each([
    ['4111 1111 1111 1111 123', '••• 123'],
    ['1 4111-1111-1111-1111', '1 •••'],
    ['6222 0210 0111 2345 670', '•••'],
    ['622202 1001112345670', '•••'],
    ['63900210 0000000001', '•••'],
  ])('%s', (text, expected) => expect(shown(text)).toBe(expected));

  it.each([
    ['a wrong last digit', '4111111111111112'],
    ['thirteen digits, as no issuer has given out for decades', '4222222222222'],
    ['nobody’s beginning', '1111111111111117'],
    ['nobody’s beginning', '9000000000000001'],
    ['just below Mastercard’s second range', '2220411111111117'],
    ['service request', '2611210040001234'],
    ['phone', '+8613810000259'],
    ['phone', '+86 138 1000 0259'],
    ['phone', '0086 138 1000 0259'],
    ['phone', '008613810000259'],
    ['phone', '00 30569309025904'],
    ['phone', '+378282246310005'],
    ['phone', '＋378282246310005'],
    ['device', 'IMEI 490154203237518'],
    ['device', '352099001761481'],
    ['device', '860543041234566'],
    ['device', 'IMEI: 371449635398431'],
    ['device', 'imei 1 - 371449635398431'],
    ['device', 'IMEISV 3530111333300000'],
    ['device', 'ICCID is 6200000000000005'],
    ['device', 'серийный номер: 6200000000000005'],
    ['device', '序列号：6200000000000005'],
    ['meeting', 'Meeting ID: 243 555 218 341 0'],
    ['meeting', 'Meeting ID: 385 200 000 232 37'],
    ['meeting', 'Meeting ID: 38520000023237'],
    ['meeting', 'ИД собрания 38520000023237'],
    ['meeting', '会议 ID：38520000023237'],
    ['meeting', '会议号是38520000023237'],
    ['time', '1795334400009'],
  ])('leaves alone a %s: %s', (_what, text) => expect(mask(text)).toEqual({ text, masked: 0 }));

  it('are hidden where such a word is only a part of another, or far away', () => {
    expect(shown('Oneid 4111111111111111')).toBe('Oneid •••');
    expect(shown('Meeting ID: 243 555 218 341 0, card 4111111111111111')).toBe(
      'Meeting ID: 243 555 218 341 0, card •••',
    );
  });

  it.each([
    ['+86', 10],
    ['+49', 10],
    ['+7', 9],
    ['+', 14],
    ['0086', 10],
    ['0049', 10],
  ])('do not stand in 2,000 telephone numbers from %s on', (code, length) => {
    const phones = numbers(2000, length, 7).map((rest, i) => ({ rest: `${1 + (i % 9)}${rest}`, code }));
    const written = phones.flatMap(({ rest }) => [
      `call me on ${code}${rest}`,
      `请拨打${code} ${rest.slice(0, 3)} ${rest.slice(3, 7)} ${rest.slice(7)}`,
      `тел. ${code} (${rest.slice(0, 3)}) ${rest.slice(3, 6)}-${rest.slice(6, 8)}-${rest.slice(8)}`,
      `${code}-${rest.slice(0, 3)}-${rest.slice(3)}`,
    ]);
    expect(written.filter((text) => mask(text).masked > 0)).toEqual([]);
  });

  it('do not stand in 2,000 telephone numbers without a sign before them', () => {
    const written = numbers(2000, 9, 11).flatMap((rest) => [
      `8613${rest}`,
      `49 17 ${rest}`,
      `8 9${rest.slice(0, 2)} ${rest.slice(2, 5)}-${rest.slice(5, 7)}-${rest.slice(7)}`,
    ]);
    expect(written.filter((text) => mask(text).masked > 0)).toEqual([]);
  });

  it('do not stand in 2,000 numbers of meetings, orders and devices', () => {
    const written = numbers(2000, 13, 13).flatMap((number) => [
      `Meeting ID: ${number.replace(/(...)(...)(...)(...)/, '$1 $2 $3 $4 ')}`,
      `order ${number}`,
      `35${number}`,
      `86${number}`,
    ]);
    expect(written.filter((text) => mask(text).masked > 0)).toEqual([]);
  });
});
