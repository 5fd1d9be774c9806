// Every state of every card that a requester may see, as facts: for the contract test and the contact sheet.

import type { Article } from '../../src/domain/article.ts';
import type { Escalation } from '../../src/domain/escalation.ts';
import { type Locale, locales } from '../../src/domain/locale.ts';
import type { CardMoment, CardNotice } from '../../src/domain/notice.ts';
import type { Question } from '../../src/domain/question.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { Facts, HealthFacts } from '../../src/flows/ports.ts';
import { readArticles } from '../../src/knowledge/read-articles.ts';
import {
  hours,
  minutes,
  now,
  resoldCustomer,
  sampleArticle,
  sampleCustomer,
  sampleFacts,
  sampleIssue,
  sampleQuestion,
  sampleTicket,
} from './samples.ts';

export interface CardSample {
  readonly name: string;
  readonly notice: CardNotice;
  readonly facts: Facts;
  readonly moment?: CardMoment;
}

const articles = readArticles(new URL('../../knowledge', import.meta.url).pathname);
const { tenantId } = sampleCustomer;
/** Monday 20:15 in Berlin: the sample desk is closed. */
const atNight = now + hours(9) + minutes(45);

function about(locale: Locale, known: Partial<Omit<Facts, 'recipient'>> = {}): Facts {
  return sampleFacts(locale, 'requester', {
    article: (id) => articles.find((a) => a.id === id && a.locale === locale),
    ...known,
  });
}

/** A partner's page that exists in one language, which is not the reader's. */
function foreignPage(locale: Locale): Article {
  const other = locales.find((one) => one !== locale) ?? 'en';
  const { outcome, stopWhen, ...article } = sampleArticle(other);
  return { ...article, id: 'page:sample:0', helpUrl: 'https://help.fabrikam.example/outlook' };
}

export function requesterSamples(locale: Locale): CardSample[] {
  return [
    ...welcomes(locale),
    ...answers(locale),
    ...requests(locale),
    ...lists(locale),
    ...resolutions(locale),
  ];
}

function welcomes(locale: Locale): CardSample[] {
  const notice = { kind: 'welcome', tenantId } as const;
  return [
    { name: 'welcome, desk open', notice, facts: about(locale) },
    { name: 'welcome, desk closed', notice, facts: about(locale, { now: atNight }) },
  ];
}

function answers(locale: Locale): CardSample[] {
  const sample = (name: string, of: Partial<Question>, moment?: CardMoment): CardSample => ({
    name,
    notice: { kind: 'answer', tenantId, questionId: 'question-1' },
    facts: about(locale, { question: sampleQuestion({ locale, ...of }), ticket: sampleTicket() }),
    ...(moment && { moment }),
  });
  const { text } = sampleQuestion({ locale });
  const diagnosing = { state: 'diagnosing', formId: 'mail', answers: { summary: text } } as const;
  const commercial = {
    category: 'subscription-change',
    articleIds: ['add-licences'],
    shown: [{ articleId: 'add-licences', verdict: 'unanswered' }],
  } as const;
  return [
    sample('answer, fresh', {
      articleIds: ['outlook-password-prompt', 'outlook-disconnected', 'mfa-code-not-arriving'],
    }),
    sample('answer, for administrators, long', {
      articleIds: ['compromised-account'],
      shown: [{ articleId: 'compromised-account', verdict: 'unanswered' }],
    }),
    sample('answer, cannot wait and is about money', {
      category: 'billing',
      articleIds: ['fraud-suspected', 'compromised-account', 'azure-unexpected-charge'],
      shown: [{ articleId: 'fraud-suspected', verdict: 'unanswered' }],
    }),
    {
      ...sample('answer, a page of the partner in another language', {}),
      facts: about(locale, { question: sampleQuestion({ locale }), article: () => foreignPage(locale) }),
    },
    sample('answer, choice of three', {
      confidence: 'choice',
      articleIds: ['email-not-arriving', 'compromised-account', 'mfa-code-not-arriving'],
      shown: [],
    }),
    sample('answer, nothing found', { confidence: 'choice', articleIds: [], shown: [] }),
    sample('answer, only the partner can', commercial),
    sample('form, nothing found', {
      ...diagnosing,
      confidence: 'none',
      formId: 'technical',
      product: 'm365',
      articleIds: [],
      shown: [],
      answers: { summary: text, product: 'm365' },
    }),
    sample('form, sign-in, after an answer', { ...diagnosing, formId: 'sign-in' }),
    sample(
      'form, mail, with faults',
      { ...diagnosing },
      {
        flash: { reason: 'incomplete' },
        faults: [
          { field: 'scope', fault: 'missing' },
          { field: 'sender', fault: 'malformed' },
          { field: 'summary', fault: 'too-long' },
        ],
        typed: { startedAt: 'today', sender: 'anna at contoso' },
      },
    ),
    sample('form, licences', { ...commercial, state: 'diagnosing', formId: 'subscription' }),
    sample('form, invoice', {
      ...commercial,
      category: 'billing',
      shown: [{ articleId: 'invoice-question', verdict: 'unanswered' }],
      state: 'diagnosing',
      formId: 'billing',
      answers: { summary: text },
    }),
    ...disturbances(locale),
    sample('answer, settled', { state: 'settled' }),
    sample('answer, question deleted', {
      state: 'settled',
      text: '',
      said: [{ activityId: '1', text: '', deleted: true }],
    }),
    sample('answer, became a ticket', { state: 'ticket', ticketId: 'ticket-1042' }),
  ];
}

/** What Microsoft reports, or not, where somebody asks about it. */
function disturbances(locale: Locale): CardSample[] {
  const down = {
    category: 'technical-availability',
    route: 'escalate-microsoft',
    confidence: 'none',
    articleIds: [],
    shown: [],
    product: 'exchange',
    issueId: 'EX912345',
  } as const;
  const asksDown: Partial<Question> = {
    ...down,
    state: 'diagnosing',
    formId: 'mail',
    answers: { summary: outages[locale], product: 'exchange' },
  };
  const check = { tenantId, triedAt: now, nextAt: now + minutes(5), checkedAt: now };
  const idle = { isConnected: true, isAsking: false, isWatched: false };
  const sample = (name: string, of: Partial<Question>, health: HealthFacts): CardSample => ({
    name: `service issue, ${name}`,
    notice: { kind: 'answer', tenantId, questionId: 'question-1' },
    facts: about(locale, { question: sampleQuestion({ locale, text: outages[locale], ...of }), health }),
  });
  const issue = sampleIssue();
  const short = {
    text: 'We are looking into reports that searches in Outlook on the web may be incomplete.',
    saidAt: now - minutes(40),
  };
  const { nextUpdateAt: _unsaid, ...advisory } = sampleIssue({
    id: 'EX887701',
    classification: 'advisory',
    status: 'investigating',
    title: "Some users' searches may be incomplete in Outlook on the web",
    lastWord: short,
  });
  const article = ['outlook-search-missing', 'outlook-slow', 'recover-deleted-mail'];
  const shown = [{ articleId: 'outlook-search-missing', verdict: 'unanswered' }] as const;
  return [
    sample('before anything else', down, { ...idle, check, issue }),
    sample('watched', down, { ...idle, check, issue, isWatched: true }),
    sample('before an article', { articleIds: article, shown }, { ...idle, check, issue: advisory }),
    sample(
      'before a choice',
      { confidence: 'choice', articleIds: article, shown: [] },
      { ...idle, check, issue },
    ),
    sample('over', down, {
      ...idle,
      check,
      issue: {
        ...issue,
        isResolved: true,
        lastWord: {
          text: 'Final status: The change is reverted, and all messages are delivered.',
          saidAt: now,
        },
      },
    }),
    sample('on the form', asksDown, { ...idle, check, issue }),
    sample('being asked', asksDown, { ...idle, isAsking: true }),
    sample('nothing reported', asksDown, { ...idle, check }),
    sample('not to be read', asksDown, idle),
    sample('not connected', asksDown, { ...idle, isConnected: false }),
    sample(
      'not connected, with an article',
      { ...down, confidence: 'sure', articleIds: ['m365-service-health'] },
      { ...idle, isConnected: false },
    ),
  ];
}

const outages: Readonly<Record<Locale, string>> = {
  en: 'Nobody in the company has received any mail since nine.',
  ru: 'С девяти утра ни у кого в компании не приходит почта.',
  'zh-cn': '九点以后全公司都收不到邮件。',
};

const withBen = { assigneeId: 'b1', assigneeName: 'Ben Carter', claimedAt: now - minutes(9) } as const;
const resolutionTexts: Readonly<Record<Locale, string>> = {
  en: 'The saved password was out of date. I removed it, and Outlook connects again.',
  ru: 'В Windows был сохранён старый пароль. После его удаления Outlook снова подключается.',
  'zh-cn': 'Windows 中保存的密码已过期。删除后，Outlook 可以重新连接。',
};

function ended(locale: Locale, of: Partial<Ticket> = {}): Partial<Ticket> {
  return {
    ...withBen,
    state: 'solved',
    resolution: resolutionTexts[locale],
    firstRespondedAt: now - minutes(8),
    solvedAt: now - hours(1),
    cycle: 1,
    ...of,
  };
}

function filed(target: Escalation['target']): Escalation {
  return {
    id: 'escalation-1',
    tenantId,
    ticketId: 'ticket-1042',
    target,
    state: 'filed',
    answers: {},
    contactId: 'b1',
    number: '2611230050001234',
    startedAt: now - hours(2),
    filedAt: now - hours(1),
    checkDueAt: now + hours(3),
    version: 1,
  };
}

function requests(locale: Locale): CardSample[] {
  const sample = (
    name: string,
    of: Partial<Ticket>,
    known: Partial<Omit<Facts, 'recipient'>> = {},
    moment?: CardMoment,
  ): CardSample => ({
    name: `request, ${name}`,
    notice: { kind: 'request', tenantId, ticketId: 'ticket-1042' },
    facts: about(locale, { ticket: sampleTicket({ language: locale, ...of }), ...known }),
    ...(moment && { moment }),
  });
  const answered = { ...withBen, firstRespondedAt: now - minutes(5) };
  return [
    sample('new', {}),
    sample('new, cannot wait', { severity: 'B', severityRule: 'urgent' }),
    sample('new, at night', { openedAt: atNight, firstResponseDueAt: now + hours(27) }, { now: atNight }),
    sample('late', { firstResponseDueAt: now - minutes(20) }),
    sample('assigned', { state: 'assigned', ...withBen }),
    sample('assigned, answered', { state: 'assigned', ...answered }),
    sample('waiting for the requester', { state: 'waiting-requester', ...answered }),
    sample(
      'with Microsoft',
      { state: 'waiting-microsoft', ...answered },
      { escalation: filed({ kind: 'microsoft' }) },
    ),
    sample(
      'with the provider',
      { state: 'waiting-provider', tenantId: resoldCustomer.tenantId, ...answered },
      { escalation: filed({ kind: 'provider', providerId: 'wingtip' }), customer: resoldCustomer },
    ),
    sample('solved', ended(locale)),
    sample('closed', ended(locale, { state: 'closed', endedAt: now - minutes(10) })),
    sample('closed for good', ended(locale, { state: 'closed', endedAt: now - hours(24 * 30) })),
    sample(
      'withdrawn',
      { state: 'withdrawn', endedAt: now - minutes(2) },
      {},
      { flash: { reason: 'ended' } },
    ),
  ];
}

function lists(locale: Locale): CardSample[] {
  const language = locale;
  const tickets = [
    sampleTicket({ language }),
    sampleTicket({ language, id: 'ticket-1038', number: 1038, state: 'waiting-requester' }),
    sampleTicket({
      language,
      id: 'ticket-1031',
      number: 1031,
      state: 'waiting-provider',
      tenantId: resoldCustomer.tenantId,
    }),
    sampleTicket({ language, id: 'ticket-1012', number: 1012, ...ended(locale, { state: 'closed' }) }),
  ];
  const ticketIds = tickets.map((ticket) => ticket.id);
  const list = { kind: 'request-list', tenantId, personId: 'person-anna', ticketIds } as const;
  return [
    { name: 'request list', notice: list, facts: about(locale, { tickets }) },
    { name: 'request list, empty', notice: list, facts: about(locale, { tickets: [] }) },
    {
      name: 'which ticket',
      notice: {
        kind: 'which-ticket',
        tenantId,
        ticketIds: ['ticket-1042', 'ticket-1038'],
        held: { text: 'Any news?', files: [], activityId: 'a-1' },
      },
      facts: about(locale, { tickets: tickets.slice(0, 2) }),
    },
    {
      name: 'which ticket of many',
      notice: {
        kind: 'which-ticket',
        tenantId,
        ticketIds: ['ticket-1042', 'ticket-1038'],
        hasMore: true,
        held: { text: 'Any news?', files: [], activityId: 'a-1' },
      },
      facts: about(locale, { tickets: tickets.slice(0, 2) }),
    },
  ];
}

function resolutions(locale: Locale): CardSample[] {
  const sample = (name: string, of: Partial<Ticket>, moved?: { isEarlier: true }): CardSample => ({
    name: `resolution, ${name}`,
    notice: { kind: 'resolution', tenantId, ticketId: 'ticket-1042', ...moved },
    facts: about(locale, { ticket: sampleTicket({ language: locale, ...of }) }),
  });
  const closed = { state: 'closed', endedAt: now - minutes(2) } as const;
  return [
    sample('asked', ended(locale)),
    sample('unrated', ended(locale, closed)),
    sample('rated', ended(locale, { ...closed, satisfaction: { score: 4 } })),
    sample('rated with a comment', ended(locale, { ...closed, satisfaction: { score: 5, comment: 'ok' } })),
    sample('opened again', { state: 'assigned', ...withBen }),
    sample('earlier', ended(locale, closed), { isEarlier: true }),
    sample('withdrawn', { state: 'withdrawn', endedAt: now }),
  ];
}
