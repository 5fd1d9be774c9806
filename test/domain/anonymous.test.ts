import { describe, expect, it } from 'vitest';
import { withoutTraces } from '../../src/domain/anonymous.ts';

describe('hidden', () => {
  it.each([
    ['ask anna.petrova@contoso.com about it', 'ask ••• about it'],
    ['напишите на почта@контосо.рф', 'напишите на •••'],
    ['see https://contoso.sharepoint.com/sites/hr?x=1, please', 'see •••, please'],
    ['intranet.contoso.local:8080/start is down', '••• is down'],
    ['contoso.onmicrosoft.com', '•••'],
    ['microsoft.com.evil.ru', '•••'],
    ['\\\\srv01\\share\\x does not open', '••• does not open'],
    ['C:\\Users\\anna\\report.docx is locked', '••• is locked'],
    ['signed in as CONTOSO\\anna', 'signed in as •••'],
    ['from DESKTOP-AB12CD3 and srv02', 'from ••• and •••'],
    ['10.0.0.15 cannot be reached', '••• cannot be reached'],
    ['call +49 30 5550-1299 (after 9)', 'call ••• (after 9)'],
    ['invoice RE1234567 of customer 00815471', 'invoice ••• of customer •••'],
    ['id 1f2e3d4c-aaaa-bbbb-cccc-1234567890ab', 'id •••'],
    ['电话13800138000，邮箱wang@contoso.cn', '电话•••，邮箱•••'],
  ])('%s', (text, hidden) => expect(withoutTraces(text)).toBe(hidden));
});

describe('left as it is', () => {
  it.each([
    'error 0x80070005, AADSTS50076, KB5034441, EX123456',
    '550 5.7.1 undeliverable',
    'installer code 30015-26',
    'version 16.0.17328.20162 of Office 2021 on Windows 11',
    'Open outlook.exe, i.e. Outlook.',
    'https://portal.office.com/account and aka.ms/mfasetup',
    'Outlook спрашивает пароль. Что делать?',
    'Outlook 一直要求输入密码',
  ])('%s', (text) => expect(withoutTraces(text)).toBe(text));

  it('is the public address, but not what it was asked with', () => {
    expect(withoutTraces('https://login.microsoftonline.com/error?code=5&user=anna')).toBe(
      'https://login.microsoftonline.com/error',
    );
  });
});

describe('names', () => {
  it.each([
    ['This is Anna Petrova of Contoso', ['Anna Petrova', 'Contoso'], 'This is ••• of •••'],
    ['anna here, ANNA again', ['Anna Petrova'], '••• here, ••• again'],
    ['Hannah and Annapolis stay', ['Anna'], 'Hannah and Annapolis stay'],
    ['我是王芳，打不开', ['王芳'], '我是•••，打不开'],
    ['a [x]+(y) b', ['[x]+(y)'], 'a ••• b'],
    ['Office of Office Palace Ltd', ['Office Palace Ltd'], 'Office of •••'],
    ['It is in Excel', ['Al It', ''], 'It is in Excel'],
  ])('%s without %j', (text, names, hidden) => expect(withoutTraces(text, names)).toBe(hidden));
});

it.each(['a.', 'a@', 'a\\', '1 ', 'x-', 'https://', '1.'])('does not run away over many of %s', (piece) => {
  const long = piece.repeat(14_000);
  expect(withoutTraces(long).length).toBeLessThanOrEqual(long.length);
});
