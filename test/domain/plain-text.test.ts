import { describe, expect, it } from 'vitest';
import { clip, plainText } from '../../src/domain/plain-text.ts';

const point = (code: number) => String.fromCodePoint(code);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => point(from + i));

describe('plainText', () => {
  const gone: [string, string[]][] = [
    ['C0', [...range(0x00, 0x08), ...range(0x0b, 0x0c), ...range(0x0e, 0x1f), point(0x7f)]],
    ['C1', range(0x80, 0x9f)],
    ['what turns the direction', [...range(0x202a, 0x202e), ...range(0x2066, 0x2069), point(0x61c)]],
    ['direction marks', ['\u200e', '\u200f']],
    ['zero width', ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u180e', '\u034f', '\u00ad']],
    ['letters that show nothing', ['\u115f', '\u1160', '\u3164', '\uffa0', '\u2800']],
    ['tags', range(0xe0000, 0xe007f)],
    ['selectors of variants', [...range(0xfe00, 0xfe0f), ...range(0xe0100, 0xe01ef)]],
    ['private use', ['\ue000', '\ue001', '\uf8ff', point(0xf0000), point(0x10fffd)]],
    ['remarks between lines', range(0xfff9, 0xfffb)],
  ];
  it.each(gone)('takes away %s', (_name, characters) => {
    for (const character of characters) {
      expect(plainText(`pass${character}word${character}`), character.codePointAt(0)?.toString(16)).toBe(
        'password',
      );
    }
  });

  it.each([
    ['line ends', 'a\r\nb\rc\u2028d\u2029e', 'a\nb\nc\nd\ne'],
    ['a tab', 'a\tb', 'a\tb'],
    ['a hard space', 'a\u00a0b', 'a b'],
    ['what stands around', '  \n a \n ', 'a'],
    ['one way to write a letter', 'e\u0301', 'é'],
    ['half a pair', 'a\ud83dz', 'a\ufffdz'],
    ['a tower of marks', `Z${'\u0318'.repeat(40)}algo`, `Z${'\u0318'.repeat(4)}algo`],
    ['a mention', '<at>everyone</at> and <AT id="0">x</At>', '‹at>everyone‹/at> and ‹AT id="0">x‹/At>'],
    ['a mention in pieces', '<a\u200bt>all</a\u202et>', '‹at>all‹/at>'],
    ['other tags', '<attention> <b>', '<attention> <b>'],
  ])('%s', (_name, raw, expected) => {
    expect(plainText(raw)).toBe(expected);
  });

  it.each([
    ['a heart', '❤️'],
    ['a heart on fire', '❤️\u200d🔥'],
    ['a family', '👩\u200d👩\u200d👧'],
    ['a doctor with a skin', '👩🏽\u200d⚕️'],
    ['a keycap', '1️⃣'],
    ['a flag', '🇩🇪'],
    ['Persian', 'می\u200cخواهم'],
    ['Hindi', 'क्\u200dष'],
    ['Chinese', '邮件无法发送'],
    ['Vietnamese', 'Nguyễn Thị Ánh'],
    ['code', 'if (a < b && c > d) { echo "${HOME}" }'],
    ['a link', '[Reset password](https://evil.example)'],
  ])('leaves %s as it is', (_name, text) => {
    expect(plainText(text)).toBe(text);
  });

  it.each([
    ['selectors behind a letter', 'a\ufe0fb\ufe0f', 'ab'],
    ['selectors behind a digit', '1\ufe0f2\ufe0f', '12'],
    ['more than one selector', '❤\ufe0f\ufe0f\ufe0f', '❤\ufe0f'],
    ['joiners between letters', 'p\u200da\u200cy', 'pay'],
    ['a row of joiners', '👩\u200d\u200d\u200d👧', '👩👧'],
    ['a joiner at the end', '👩\u200d', '👩'],
  ])('takes away %s', (_name, raw, expected) => {
    expect(plainText(raw)).toBe(expected);
  });

  it('does the same twice as once', () => {
    const odd = `<at>\u202e${'\u0318'.repeat(9)}\u200d❤️\ue000{x}\r\n\u2028`;
    expect(plainText(plainText(odd))).toBe(plainText(odd));
  });
});

describe('clip', () => {
  it.each([
    ['fits', 10, 'fits'],
    ['does not fit at all', 12, 'does not […]'],
    ['邮件无法发送邮件无法发送', 10, '邮件无法发送 […]'],
  ])('%s in %d', (text, points, expected) => {
    expect(clip(text, points)).toBe(expected);
  });
});
