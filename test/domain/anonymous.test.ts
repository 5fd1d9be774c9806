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
    ['see https://portal.contoso.agency/x?y=1 and http://intranet/wiki', 'see ••• and •••'],
    ['http://10.0.0.1:8080/admin/anna is down', '••• is down'],
    ['https://anna@login.microsoftonline.com.evil.example/x', '•••'],
    ['почта.москва, xn--e1afmkfd.xn--p1ai, contoso.tech', '•••, •••, •••'],
    ['anna%40contoso.com, anna (at) contoso.com, @anna.petrova', '•••, •••, •••'],
    ['我的邮箱是王芳@contoso.cn', '我的邮箱是王芳•••'],
    ['\\\\server\\财务部\\张三.xlsx 打不开', '••• 打不开'],
    ['C:/Users/anna/a.txt, /home/anna/b.txt, ~/mnt/x', '•••, •••, •••'],
    ['CONTOSO-PC12, FIN-LT-0042, ivanov-nb, ПК-БУХ-03', '•••, •••, •••, •••'],
    ['fe80::1ff:fe23:4567:890a at 00:1A:2B:3C:4D:5E', '••• at •••'],
    ['тел. 8.495.123.45.67, ８６１３８００１３８０００', 'тел. •••, •••'],
    ['tenant 1f2e3d4caaaabbbbcccc1234567890ab', 'tenant •••'],
    ['my password Hunter2x, does not work', 'my password •••, does not work'],
    ['пароль Qwerty123 не подходит', 'пароль ••• не подходит'],
    ['密码是Abc12345，登录不了', '密码是•••，登录不了'],
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
    'password 0x80070005, password AADSTS50076.',
    'the password is wrong at 10:30:45, IRQL_NOT_LESS_OR_EQUAL_BUT_LONGER',
    'пароль не подходит, т.е. вход не работает',
  ])('%s', (text) => expect(withoutTraces(text)).toBe(text));

  it('is the public address, but not what it was asked with', () => {
    expect(withoutTraces('https://login.microsoftonline.com/error?code=5&user=anna')).toBe(
      'https://login.microsoftonline.com/error',
    );
    expect(withoutTraces('https://login.microsoftonline.com/contoso.com/oauth2 and office.com:443/a?b')).toBe(
      'https://login.microsoftonline.com/•••/oauth2 and office.com:443/a',
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
    ['у Анны Петровой, для Сергея', ['Анна Петрова', 'Сергей'], 'у ••• •••, для •••'],
    ['Фёдору верно, версия та же', ['Федор', 'Вера'], '••• верно, версия та же'],
    ['В «Ромашке» и ООО', ['ООО «Ромашка»'], 'В «•••» и ООО'],
    ['小芳在阿里巴巴公司', ['王小芳', '阿里巴巴（中国）有限公司'], '•••在•••公司'],
  ])('%s without %j', (text, names, hidden) => expect(withoutTraces(text, names)).toBe(hidden));
});

it.each(['a.', 'a@', 'a\\', '1 ', 'x-', 'https://', '1.', 'a/', ':a', 'pc-', 'a:', '张', 'password1 ', '@'])(
  'does not run away over many of %s',
  (piece) => {
    const long = piece.repeat(14_000);
    expect(withoutTraces(long).length).toBeLessThanOrEqual(long.length);
  },
);
