import { describe, expect, it } from 'vitest';
import { askedAbout, fittingIssue } from '../../src/domain/service-issue.ts';
import { mentionsOf } from '../../src/knowledge/mentions.ts';
import { sampleIssue } from '../support/samples.ts';

describe('what a text names', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['nobody in the office gets mail', ['exchange'], ['#mail']],
    ['ни у кого не приходит почта', ['exchange'], ['#mail', '#notarrive']],
    ['全公司都收不到邮件', ['exchange'], ['#mail', '#notarrive']],
    ['calls in Teams break up', ['teams'], ['#call', '#quality']],
    ['звонки в тимс прерываются', ['teams'], ['#call']],
    ['OneDrive does not sync', ['onedrive'], ['#sync']],
    ['SharePoint 网站打不开', ['sharepoint'], ['#site']],
    ['nobody can sign in to Microsoft 365', ['m365'], ['#signin']],
    // What comes with any trouble is no topic.
    ['error, cannot open it, please help me', [], []],
  ])('%s', (text, products, topics) => {
    const found = mentionsOf(text);
    expect([...found.products].sort()).toEqual([...products].sort());
    expect([...found.topics]).toEqual(expect.arrayContaining([...topics]));
    if (topics.length === 0) expect([...found.topics]).toEqual([]);
  });
});

it('nothing that comes after the first 2,000 characters, as in the search', () => {
  const before = (count: number) => `${'x '.repeat(count / 2)}OneDrive does not sync`;
  expect(mentionsOf(before(1_900)).products).toEqual(['onedrive']);
  expect(mentionsOf(before(2_000)).products).toEqual([]);
});

describe('trouble', () => {
  it.each([
    ['nobody in the office gets mail', true],
    ['никто не может войти', true],
    ['没人能收到邮件', true],
    ['Outlook does not open', true],
    ['в тимс всё зависает', true],
    ['how do I share a folder', false],
    ['как поделиться папкой', false],
    ['怎么共享文件夹', false],
    ['we need five more licences', false],
  ])('%s: %s', (text, expected) => {
    expect(mentionsOf(text).isTrouble).toBe(expected);
  });
});

describe('what a form need not ask', () => {
  it.each([
    ['nobody in the office can get emails since this morning', { scope: 'one-site', startedAt: 'today' }],
    ['Teams is down for everybody', { scope: 'whole-org' }],
    [
      'several colleagues cannot open SharePoint since yesterday',
      { scope: 'some-users', startedAt: 'yesterday' },
    ],
    ['Outlook does not start since 9 am', { startedAt: 'today' }],
    ['Outlook does not start since 9 this morning', { startedAt: 'today' }],
    ['ни у кого в компании не работает почта', { scope: 'whole-org' }],
    ['у всего офиса не открывается Teams', { scope: 'one-site' }],
    [
      'не только у меня со вчерашнего дня не открывается OneDrive',
      { scope: 'some-users', startedAt: 'yesterday' },
    ],
    ['сегодня с утра не приходит почта', { startedAt: 'today' }],
    ['从昨天开始整个公司的邮件都收不到', { scope: 'whole-org', startedAt: 'yesterday' }],
    ['整个部门的 Teams 都打不开', { scope: 'one-site' }],
    ['今天早上起 Outlook 打不开', { startedAt: 'today' }],
    // Nobody's trouble, nobody's beginning.
    ['how do I share my calendar with everyone', {}],
    ['how do I add a signature for all users', {}],
    ['it worked yesterday, now Outlook does not open', {}],
    ['вчера всё работало, а сегодня Outlook не открывается', {}],
    ['昨天还能用，现在 Outlook 打不开', {}],
    ['I need a report since yesterday', {}],
    ['everyone else can open it, Teams fails only for me', {}],
  ])('%s', (text, answers) => {
    expect(mentionsOf(text).answers).toEqual(answers);
  });
});

/** As Microsoft writes them. */
const issues = [
  sampleIssue({ id: 'EX1' }),
  sampleIssue({
    id: 'EX2',
    classification: 'advisory',
    title: "Some users' search results may be incomplete in Outlook on the web",
    feature: 'E-Mail and calendar access',
    impact: 'Users may see incomplete search results in Outlook on the web.',
  }),
  sampleIssue({
    id: 'TM1',
    service: 'Microsoft Teams',
    classification: 'advisory',
    title: 'Some users may be unable to place outbound PSTN calls in Microsoft Teams',
    feature: 'Teams Phone',
    impact: 'Users may be unable to place outbound PSTN calls.',
  }),
  sampleIssue({
    id: 'OD1',
    service: 'OneDrive for Business',
    title: 'Users may see delays when syncing files in OneDrive for Business',
    feature: 'OneDrive for Business',
    impact: 'Users may see delays when syncing files.',
  }),
  sampleIssue({
    id: 'MO1',
    service: 'Microsoft 365 suite',
    classification: 'advisory',
    title: 'Admins may be unable to run some reports in the Microsoft 365 admin center',
    feature: 'Administration',
    impact: 'Admins may be unable to run some reports.',
  }),
  sampleIssue({
    id: 'AD1',
    service: 'Microsoft Entra',
    title: 'Some users may be unable to sign in with multi-factor authentication',
    feature: 'Identity',
    impact: 'Users may be unable to sign in.',
  }),
];

describe('a question in any language finds the issue that is written in English', () => {
  const fault = { category: 'technical-configuration', route: 'self-help', product: 'm365' } as const;
  it.each([
    ['mail does not arrive since this morning', 'EX1'],
    ['с утра не приходят письма', 'EX1'],
    ['从早上开始收不到邮件', 'EX1'],
    ['search in Outlook finds nothing', 'EX2'],
    ['поиск в аутлуке ничего не находит', 'EX2'],
    ['Outlook 搜索不到东西', 'EX2'],
    ['файлы OneDrive не синхронизируются', 'OD1'],
    ['cannot call a landline from Teams', 'TM1'],
    // What everything is signed in to.
    ['nobody can sign in since this morning', 'AD1'],
    ['в Teams никто не может войти', 'AD1'],
    ['所有人都无法登录', 'AD1'],
    ['nobody can hear me in Teams', undefined],
    ['Teams crashes when I start it', undefined],
    ['Outlook keeps asking for my password', undefined],
    ['пропала кнопка собрания Teams в Outlook', undefined],
    ['как поделиться папкой', undefined],
  ])('%s: %s', (text, expected) => {
    const asked = askedAbout(fault, mentionsOf(text));
    expect(fittingIssue(issues, asked, mentionsOf)?.id).toBe(expected);
  });
});
