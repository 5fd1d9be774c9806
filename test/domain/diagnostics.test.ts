import { describe, expect, it } from 'vitest';
import {
  assessSeverity,
  extractFacts,
  forms,
  mask,
  prefill,
  readForm,
} from '../../src/domain/diagnostics.ts';

describe('extractFacts', () => {
  it.each([
    ['Sign-in says AADSTS50126 since today', ['AADSTS50126'], []],
    ['код 0x8004de40 в OneDrive', ['0x8004de40'], []],
    ['after KB5034441 nothing prints', ['KB5034441'], []],
    ['mail bounced with 5.7.1', ['5.7.1'], []],
    ['письмо не доставлено, 550 5.1.10', ['550 5.1.10'], []],
    ['收到退信 5.4.1', ['5.4.1'], []],
    ['our build is 5.7.1', [], []],
    ['correlation id 8d3f2a10-1111-4222-8333-abcdefabcdef', [], ['8d3f2a10-1111-4222-8333-abcdefabcdef']],
  ])('%s', (text, codes, ids) => {
    const facts = extractFacts(text);
    expect(facts.errorCodes).toEqual(codes);
    expect(facts.correlationIds).toEqual(ids);
  });

  it('finds a service issue id', () => {
    expect(extractFacts('is this EX123456?').serviceIssueIds).toEqual(['EX123456']);
  });
});

describe('mask', () => {
  it.each([
    ['my password: Sommer2026', 'my password: •••'],
    ['пароль: qwerty123', 'пароль: •••'],
    ['密码：abc12345', '密码：•••'],
    ['my password Hunter2x, it does not work', 'my password •••, it does not work'],
    ['пароль Qwerty123 не подходит', 'пароль ••• не подходит'],
    ['密码是Abc12345，登录不了', '密码是•••，登录不了'],
    ['card 4111 1111 1111 1111 was charged', 'card ••• was charged'],
    ['link https://x.blob/file?sig=abcdef123456&x=1', 'link https://x.blob/file?sig=•••&x=1'],
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
    'the password does not work',
    'password 0x80070005',
    'пароль не подходит к Excel 2016',
    'error 0x80070005',
  ])('leaves %s alone', (text) => expect(mask(text)).toEqual({ text, masked: 0 }));
});

/** Each of them takes minutes where the time grows with the square of the length. */
describe('the longest texts', () => {
  it.each([
    ['beginnings of a token', 'eyJ'],
    ['parts of a token', 'eyJaaaaaaaa.'],
    ['a password that does not come', 'password '],
    ['spaces after a password', ' ', 'password'],
    ['a bearer without a token', 'Bearer '],
    ['digits', '1 '],
    ['keys', '111111-'],
    ['signatures', 'sig='],
  ])('are masked in good time: %s', (_name, repeated, first = '') => {
    const text = first + repeated.repeat(400_000 / repeated.length);
    expect(mask(text).text.length).toBeLessThanOrEqual(text.length * 2);
  });
});

describe('readForm', () => {
  const complete = {
    summary: 'x',
    startedAt: 'today',
    scope: 'one-user',
    workaround: 'none',
    product: 'outlook',
  };

  it.each([
    ['complete', complete, []],
    [
      'a choice that is none of ours',
      { ...complete, scope: 'galaxy' },
      [{ field: 'scope', fault: 'malformed' }],
    ],
    [
      'nothing',
      {},
      ['summary', 'startedAt', 'scope', 'workaround', 'product'].map((field) => ({
        field,
        fault: 'missing',
      })),
    ],
    ['too long', { ...complete, errorText: 'x'.repeat(2001) }, [{ field: 'errorText', fault: 'too-long' }]],
    [
      'an object instead of a word',
      { ...complete, summary: { evil: 1 } },
      [{ field: 'summary', fault: 'missing' }],
    ],
  ])('%s', (_name, raw, faults) => {
    expect(readForm(forms.technical, raw).faults).toEqual(faults);
  });

  it('drops what no field asks for and masks what it keeps', () => {
    const { values } = readForm(forms.technical, { ...complete, role: 'admin', errorText: 'password: abc' });
    expect(values).toEqual({ ...complete, errorText: 'password: •••' });
  });

  it('refuses an address without a domain', () => {
    const raw = { ...complete, sender: 'anna', recipient: 'ben@contoso.example' };
    expect(readForm(forms.mail, raw).faults).toEqual([{ field: 'sender', fault: 'malformed' }]);
  });
});

describe('prefill', () => {
  it('says nothing twice: summary, product and codes come from the question', () => {
    expect(prefill('technical', 'Teams shows 0xCAA20004', 'teams')).toEqual({
      summary: 'Teams shows 0xCAA20004',
      product: 'teams',
      errorText: '0xCAA20004',
    });
  });

  it('fills in only what the form asks', () => {
    expect(prefill('billing', 'invoice 17 is wrong', 'm365')).toEqual({ summary: 'invoice 17 is wrong' });
  });
});

describe('assessSeverity', () => {
  it.each([
    ['whole-org', 'none', 'A'],
    ['one-site', 'none', 'A'],
    ['some-users', 'none', 'B'],
    ['one-user', 'none', 'B'],
    ['whole-org', 'partial', 'B'],
    ['one-user', 'partial', 'C'],
    ['whole-org', 'full', 'C'],
    ['unknown', 'unknown', 'C'],
    ['whole-org', 'unknown', 'B'],
  ])('%s with %s workaround is %s', (scope, workaround, severity) => {
    expect(assessSeverity({ scope, workaround }).severity).toBe(severity);
  });

  it('takes a request without impact for the mildest', () => {
    expect(assessSeverity({ change: 'add' })).toEqual({ severity: 'C', rule: 'request' });
  });
});
