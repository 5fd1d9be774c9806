import { describe, expect, it } from 'vitest';
import { products } from '../../src/domain/article.ts';
import { assessSeverity, forms, prefill, readForm } from '../../src/domain/diagnostics.ts';

const sentAt = { now: Date.parse('2026-11-22T22:30Z'), zone: 'Europe/Berlin' };

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
    expect(readForm(forms.technical, raw, sentAt).faults).toEqual(faults);
  });

  it('takes a question about an invoice that is not at hand', () => {
    expect(readForm(forms.billing, { summary: 'charged twice' }, sentAt).faults).toEqual([]);
  });

  it('drops what no field asks for and masks what it keeps', () => {
    const raw = { ...complete, role: 'admin', errorText: 'password: abc' };
    const { values } = readForm(forms.technical, raw, sentAt);
    expect(values).toEqual({ ...complete, errorText: 'password: •••' });
  });

  it('refuses an address without a domain', () => {
    const raw = { ...complete, sender: 'anna', recipient: 'ben@contoso.example' };
    expect(readForm(forms.mail, raw, sentAt).faults).toEqual([{ field: 'sender', fault: 'malformed' }]);
  });

  it('asks again for an address that was a secret', () => {
    const raw = { ...complete, sender: 'password:Hunter2@contoso.com', recipient: 'ben@contoso.example' };
    const { values, faults } = readForm(forms.mail, raw, sentAt);
    expect(faults).toEqual([{ field: 'sender', fault: 'malformed' }]);
    expect(values).not.toHaveProperty('sender');
  });

  it.each([
    ['2026-11-22', 'Europe/Berlin', true],
    ['2026-11-21', 'Europe/Berlin', false],
    ['2026-11-22', 'Asia/Shanghai', false],
    ['2026-11-23', 'Asia/Shanghai', true],
    ['2026-11-22', 'America/New_York', true],
    ['2028-02-29', 'Europe/Berlin', true],
    ['2027-02-29', 'Europe/Berlin', false],
    ['2026-13-45', 'Europe/Berlin', false],
    ['2026-12-00', 'Europe/Berlin', false],
    ['2026-12', 'Europe/Berlin', false],
    ['2027', 'Europe/Berlin', false],
    ['2026-12-01T00:00Z', 'Europe/Berlin', false],
    ['tomorrow', 'Europe/Berlin', false],
  ])(
    'takes for a date that is wanted, when it is 22:30 on the 22nd in London, %s in %s: %s',
    (dateWanted, zone, taken) => {
      const raw = { change: 'add', subscription: 'Business Premium', authorised: 'yes', dateWanted };
      const { values, faults } = readForm(forms.subscription, raw, { ...sentAt, zone });
      expect(faults).toEqual(taken ? [] : [{ field: 'dateWanted', fault: 'malformed' }]);
      expect(values.dateWanted).toBe(taken ? dateWanted : undefined);
    },
  );
});

describe('prefill', () => {
  it('says nothing twice: summary, product and codes come from the question', () => {
    expect(prefill('technical', 'Teams shows 0xCAA20004', 'teams')).toEqual({
      summary: 'Teams shows 0xCAA20004',
      product: 'teams',
      errorText: '0xCAA20004',
    });
  });

  it.each(products)('keeps %s, which the form sends back as it is', (product) => {
    const { product: prefilled } = prefill('technical', 'x', product);
    const raw = { summary: 'x', startedAt: 'now', scope: 'one-user', workaround: 'none', product: prefilled };
    expect(readForm(forms.technical, raw, sentAt)).toMatchObject({ values: { product }, faults: [] });
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

  it('does not call unknown what was not said', () => {
    expect(assessSeverity({ scope: 'whole-org' }).rule).toBe('whole-org/unknown');
    expect(assessSeverity({ scope: 'whole-org', workaround: 'partial' }).rule).toBe('whole-org/partial');
  });

  it.each([
    [{}, 'B', 'urgent'],
    [{ scope: 'one-user', workaround: 'full' }, 'B', 'urgent'],
    [{ scope: 'whole-org', workaround: 'none' }, 'A', 'whole-org/none'],
  ])('of what cannot wait is at least B: %o', (answers, severity, rule) => {
    expect(assessSeverity(answers, true)).toEqual({ severity, rule });
  });

  it('takes a request without impact for the mildest', () => {
    expect(assessSeverity({ change: 'add' })).toEqual({ severity: 'C', rule: 'request' });
  });
});
