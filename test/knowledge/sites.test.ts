import { describe, expect, it } from 'vitest';
import { withoutAddresses } from '../../src/knowledge/sites.ts';
import { termsOf } from '../../src/knowledge/tokens.ts';

describe('an address', () => {
  it.each<[string, readonly string[]]>([
    ['mail from anna.petrova@contoso.onmicrosoft.com bounces', ['mail', 'bounc']],
    ['https://intranet.contoso.com/hr/start.aspx?a=b is slow', ['slow']],
    ['contoso.com 的邮件', ['#mail']],
    ['письма на info@контора.рф', ['#mail']],
    ['www.contoso.de/shop shows nothing', ['show']],
    ['please open outlook.office.com', ['#outlook']],
    ['https://portal.azure.com/#home', ['#azure']],
    ['admin.microsoft.com', ['#admincenter']],
    ['https://contoso.sharepoint.com/sites/hr', ['#sharepoint']],
    ['https://contoso-my.sharepoint.com/personal/anna', ['#onedrive']],
    ['在https://teams.microsoft.com上登录', ['#teams', '#signin']],
  ])('%s', (text, expected) => {
    const { weights } = termsOf(text);
    for (const term of expected) expect([...weights.keys()]).toContain(term);
    expect([...weights.keys()].join(' ')).not.toMatch(
      /\b(?:com|net|contoso|onmicrosoft|https?|www|aspx|anna|info|hr|intranet|контор\p{L}*)\b/u,
    );
  });

  it.each(['setup.exe', 'report.xlsx', 'it crashes.the rest works', '5.7.1', 'v2.0', 'node.js', 'info@'])(
    'is none: %s',
    (text) => {
      expect(withoutAddresses(text)).toBe(text);
    },
  );

  it('keeps the code that stands in it', () => {
    const { codes, weights } = termsOf('https://login.contoso.com/error?code=AADSTS50126&x=0x80070643');
    expect(codes).toEqual(expect.arrayContaining(['aadsts50126', '0x80070643']));
    expect([...weights.keys()]).toEqual([]);
  });
});
