import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mask } from '../../src/domain/secrets.ts';

describe('mask', () => {
  it.each([
    ['my password: Sommer2026', 'my password: •••'],
    ['password: hunter', 'password: •••'],
    ['password is: Hunter', 'password is: •••'],
    ['password = hunter', 'password = •••'],
    ['password: no1Knows', 'password: •••'],
    ['UserPwd=hunter', 'UserPwd=•••'],
    ['my password Hunter2x, it does not work', 'my password •••, it does not work'],
    ['my password is Hunter2x', 'my password is •••'],
    ['my password is hunterTwo', 'my password is •••'],
    ['my password is p@ssword', 'my password is •••'],
    ['my password is $ecret', 'my password is •••'],
    ['my password is P@ssw0rd.ru', 'my password is •••'],
    ['my password is Müller2', 'my password is •••'],
    ['my password is ab12', 'my password is •••'],
    ['my password is 12345678', 'my password is •••'],
    ['my password was “Hunter2x”, not now', 'my password was “•••”, not now'],
    ['password - Hunter2x', 'password - •••'],
    ['the password – Hunter2x – is refused', 'the password – ••• – is refused'],
    ['pw Hunter2x', 'pw •••'],
    ['пароль: qwerty123', 'пароль: •••'],
    ['пароль: солнышко', 'пароль: •••'],
    ['Пароль: Нежность1', 'Пароль: •••'],
    ['пароль Qwerty123 не подходит', 'пароль ••• не подходит'],
    ['с паролем Qwerty123 не пускает', 'с паролем ••• не пускает'],
    ['пароль «Qwerty123» не подходит', 'пароль «•••» не подходит'],
    ['пароль — Qwerty123', 'пароль — •••'],
    ['пароль - Солнышко1, не подходит', 'пароль - •••, не подходит'],
    ['пароль это Qwerty123', 'пароль это •••'],
    ['пароль 12345678 не подходит', 'пароль ••• не подходит'],
    ['密码：abc12345', '密码：•••'],
    ['密码：hunter，登录不了', '密码：•••，登录不了'],
    ['密码abc12345', '密码•••'],
    ['密码是Abc12345，登录不了', '密码是•••，登录不了'],
    ['密码：我改的Abc12345', '密码：我改的•••'],
    ['密码改成Abc12345，还是不行', '密码改成•••，还是不行'],
    ['口令：abc', '口令：•••'],
    ['card 4111 1111 1111 1111 was charged', 'card ••• was charged'],
    ['link https://x.blob/file?sig=abcdef123456&x=1', 'link https://x.blob/file?sig=•••&x=1'],
    ['https://x.example/cb?code=0.AXoAabcdef&state=1', 'https://x.example/cb?code=•••&state=1'],
    ['https://x.example/cb?state=1&code=AuthorizationCode', 'https://x.example/cb?state=1&code=•••'],
    ['https://x.example/cb#code=0.AXoAabcdef', 'https://x.example/cb#code=•••'],
    ['token eyJhbGciOiJIUzI1.eyJzdWIiOiIx.c2ln', 'token •••'],
    ['Authorization: Bearer abcdefghijklmnop', 'Authorization: Bearer •••'],
    ['bitlocker 111111-222222-333333-444444-555555-666666-777777-888888', 'bitlocker •••'],
  ])('%s', (text, expected) => {
    expect(mask(text)).toEqual({ text: expected, masked: 1 });
  });

  it.each([
    'Microsoft has it as 2611210040001234',
    'invoice 1234 5678 9012 3456',
    'call +49 30 1234567',
    'error 0x80070005',
    'Error code=0x80070035',
    'https://x.example/?code=0x80070035',
    'Code="AuthorizationFailed" Message="The client has no permission"',
    'bearer authentication failed',
    'PWA2023 is broken',

    'the password does not work',
    "password isn't working",
    'my password isn’t accepted',
    'I have a password issue with Outlook',
    'The password is expired',
    'My password is locked',
    'the password is wrong!',
    'my password is not valid any longer',
    'password is incorrect, try again',
    'password is REJECTED',
    'the password is *not* wrong',
    'the password is case-sensitive',
    'the password is 90 days old',
    'the password is Outlook’s',
    'password - Outlook asks for it again',
    'Password – SharePoint',
    'password - OneDrive asks again and again',
    'password - anna@contoso.com',
    'password: not accepted',
    "password: doesn't work",
    'Password: expired',
    'forgot my password: what now?',
    'a password-protected workbook',
    'password issue, is it EX123456?',
    'password 0x80070005',
    'password (0x80070005)',
    'password error=0x80070005',
    'password: 0x80070005',
    'https://passwordreset.microsoftonline.com/?whr=contoso1.com',

    'пароль не подходит',
    'пароль просрочен',
    'пароль заблокирован',
    'Пароль - не подходит',
    'пароль — просрочен',
    'пароль: не подходит',
    'Пароль: неверный',
    'неверный пароль — попробуйте снова',
    'пароль - почему не подходит?',
    'забыл пароль: что делать?',
    'пароль — это Outlook просит',
    'пароль — OneDrive просит снова',
    'пароль 10-значный',
    'пароль не подходит к Excel 2016',

    '密码错误',
    '密码是错的',
    '密码过期',
    '密码不对',
    '密码为空',
    '密码：错误',
    '密码：过期了，怎么办',
    '密码—忘了',
    '密码是正确的，但登录不了',
    '密码是OneDrive的',
    '这个密码是对的Outlook却不认',
    '密码错误代码500121',
    '密码错误：AADSTS50126',
  ])('leaves %s alone', (text) => expect(mask(text)).toEqual({ text, masked: 0 }));

  it.each(['told', 'unseen'])('leaves what people tell alone: %s', (name) => {
    const path = join(import.meta.dirname, `../knowledge/${name}.tsv`);
    const texts = readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.split('\t')[2] ?? '');
    expect(texts.length).toBeGreaterThan(1000);
    expect(texts.filter((text) => mask(text).masked > 0)).toEqual([]);
  });

  it('finds nothing more in what it has masked', () => {
    const { text } = mask('password: Hunter2x, пароль — Qwerty123, 密码是Abc12345');
    expect(mask(text).text).toBe(text);
  });
});

/** Each of them takes minutes where the time grows with the square of the length. */
describe('the longest texts', () => {
  it.each([
    ['beginnings of a token', 'eyJ'],
    ['parts of a token', 'eyJaaaaaaaa.'],
    ['a password that does not come', 'password '],
    ['a password with nothing behind its colon', 'password: '],
    ['a Chinese password that does not come', '密码：我'],
    ['spaces after a password', ' ', 'password'],
    ['spaces after a password’s colon', ' ', 'password:'],
    ['signs after a password', '!', 'password: '],
    ['signs where a password stands', '!', 'password is '],
    ['a bearer without a token', 'Bearer '],
    ['digits', '1 '],
    ['keys', '111111-'],
    ['signatures', 'sig='],
  ])('are masked in good time: %s', (_name, repeated, first = '') => {
    const text = first + repeated.repeat(400_000 / repeated.length);
    expect(mask(text).text.length).toBeLessThanOrEqual(text.length * 2);
  });
});
