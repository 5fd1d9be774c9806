import { describe, expect, it } from 'vitest';
import { locales } from '../../../src/domain/locale.ts';
import type { IssueNews } from '../../../src/domain/notice.ts';
import type { ServiceIssue } from '../../../src/domain/service-issue.ts';
import { present } from '../../../src/teams/present.ts';
import { now, sampleCustomer, sampleFacts, sampleIssue } from '../../support/samples.ts';

const { tenantId } = sampleCustomer;

function told(news: IssueNews, issue: ServiceIssue | undefined, locale: (typeof locales)[number] = 'en') {
  const notice = { kind: 'issue-news', tenantId, issueId: 'EX912345', questionId: 'q', news } as const;
  const health = { isConnected: true, isAsking: false, isWatched: false, ...(issue && { issue }) };
  return present(notice, sampleFacts(locale, 'requester', { health }), undefined).activity;
}

const said = (text: string) => sampleIssue({ lastWord: { text, saidAt: now } });

describe('news of an issue', () => {
  it('quotes Microsoft’s last word as Microsoft’s', () => {
    expect(told('word', said('Current status: One.\nTwo.\n\nNext update by: soon')).text).toBe(
      [
        'News from Microsoft on EX912345, Exchange Online.',
        'Microsoft wrote today 10:30 (Central European Time), in English:',
        '> One.',
        '> Two.',
        'Next update from Microsoft due Mon 23 Nov, 12:00 (Central European Time).',
        'To hear no more of it, write “stop telling me”.',
      ].join('\n'),
    );
  });

  it('of its end promises nothing more', () => {
    expect(told('over', said('It is mended.')).text).toBe(
      [
        'Microsoft reports EX912345, Exchange Online, as over. If it still does not work for you, write again.',
        'Microsoft wrote today 10:30 (Central European Time), in English:',
        '> It is mended.',
      ].join('\n'),
    );
  });

  it('that explains a question says since when, and how to hear more', () => {
    expect(told('found', sampleIssue()).text).toMatch(
      /may be the cause[\s\S]*EX912345, since today 08:55[\s\S]*write “tell me when it is fixed”/,
    );
  });

  it('is still said when the issue is not kept any more', () => {
    expect(told('over', undefined).text).toContain('EX912345, Microsoft 365, as over');
  });

  it.each(locales)('is plain text in %s, whatever Microsoft wrote', (locale) => {
    for (const news of ['found', 'word', 'over'] as const) {
      const { text, textFormat } = told(news, said('<b>x</b> [y](https://evil.example) {z}\nline'), locale);
      expect(textFormat).toBe('plain');
      expect(text).toContain('> <b>x</b> [y](https://evil.example) {z}\n> line');
    }
  });
});
