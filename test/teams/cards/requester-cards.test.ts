import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/domain/question.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import type { Facts } from '../../../src/flows/ports.ts';
import { answerCard } from '../../../src/teams/cards/answer.ts';
import { requestCard } from '../../../src/teams/cards/request.ts';
import { requestListCard } from '../../../src/teams/cards/request-list.ts';
import { resolutionCard } from '../../../src/teams/cards/resolution.ts';
import type { CardView } from '../../../src/teams/cards/view.ts';
import { welcomeCard } from '../../../src/teams/cards/welcome.ts';
import { whichTicketCard } from '../../../src/teams/cards/which-ticket.ts';
import { type Json, type JsonObject, leavesOf, objectsIn } from '../../support/card-walk.ts';
import {
  hours,
  minutes,
  now,
  sampleArticle,
  sampleCustomer,
  sampleFacts,
  sampleIssue,
  sampleQuestion,
  sampleTicket,
} from '../../support/samples.ts';

const key = { card: 'card-1', nonce: 'nonce-1' };
const { tenantId } = sampleCustomer;
const json = (view: CardView) => view.card as Json;
const objects = (view: CardView) => objectsIn(json(view));
const verbsOf = (view: CardView) =>
  objects(view).flatMap((o) => (typeof o.verb === 'string' ? [o.verb] : []));
const button = (view: CardView, verb: string) => objects(view).filter((o) => o.verb === verb);
const textOf = (view: CardView) =>
  leavesOf(json(view))
    .filter((leaf) => ['text', 'title', 'label'].includes(leaf.key))
    .map((leaf) => leaf.value)
    .join('\n');
const input = (view: CardView, id: string): JsonObject => objects(view).find((o) => o.id === id) ?? {};

type About = Partial<Omit<Facts, 'recipient'>>;

describe('welcome', () => {
  const welcome = (about: About = {}) =>
    welcomeCard({ kind: 'welcome', tenantId }, sampleFacts('en', 'requester', about), key, {});

  it('says what the customer may expect', () => {
    const text = textOf(welcome());
    expect(text).toContain('Support from Fabrikam Cloud');
    expect(text).toContain('Contoso · Business support');
    expect(text).toContain('Open now, until Mon 23 Nov, 18:00');
    expect(text).toContain('Mon–Fri 09:00–18:00 (Central European Time)');
    expect(text).toContain('1 hour if work has stopped, 4 hours if it is disturbed, 9 hours');
    expect(text).toContain('(tel:+49305550100)');
  });

  it('says when a closed desk opens', () => {
    expect(textOf(welcome({ now: now + hours(10) }))).toContain('Closed now, opens Tue 24 Nov, 09:00');
  });

  it('offers three questions and three languages', () => {
    expect(button(welcome(), 'ask-example').map((b) => b.data)).toEqual(
      [0, 1, 2].map((n) => ({ ...key, n })),
    );
    expect(button(welcome(), 'set-language').map((b) => b.data)).toEqual(
      ['en', 'ru', 'zh-cn'].map((locale) => ({ ...key, locale })),
    );
  });

  it('speaks of no plan to somebody without a customer', () => {
    const { customer: _none, ...facts } = sampleFacts('en', 'requester');
    expect(textOf(welcomeCard({ kind: 'welcome', tenantId }, facts, key, {}))).not.toContain('Contoso');
  });
});

describe('answer', () => {
  const article = (id: string) => ({ ...sampleArticle('en'), id, title: `Title of ${id}` });
  const answer = (of: Partial<Question>, about: About = {}, moment = {}) =>
    answerCard(
      { kind: 'answer', tenantId, questionId: 'question-1' },
      sampleFacts('en', 'requester', { article, question: sampleQuestion(of), ...about }),
      key,
      moment,
    );

  it('shows the steps, asks whether they helped, and keeps a person in reach', () => {
    const view = answer({});
    expect(textOf(view)).toContain('Start Outlook and sign in');
    expect(verbsOf(view)).toEqual([
      'article-helped',
      'article-not-helped',
      'talk-to-person',
      'choose-article',
    ]);
    expect(objects(view).some((o) => o.type === 'Action.OpenUrl')).toBe(true);
  });

  it('counts alternatives as the question does, without the one shown', () => {
    const view = answer({
      articleIds: ['a', 'b', 'c'],
      shown: [
        { articleId: 'a', verdict: 'unanswered' },
        { articleId: 'b', verdict: 'unanswered' },
      ],
    });
    expect(view.summary).toBe('Title of b');
    expect(button(view, 'choose-article').map((b) => (b.data as { n: number }).n)).toEqual([0, 2]);
  });

  it('offers titles when it is not sure, and does not ask whether they helped', () => {
    const view = answer({ confidence: 'choice', articleIds: ['a', 'b', 'c'], shown: [] });
    expect(button(view, 'choose-article').map((b) => b.title)).toEqual([
      'Title of a',
      'Title of b',
      'Title of c',
    ]);
    expect(verbsOf(view)).not.toContain('article-helped');
    expect(verbsOf(view)).toContain('talk-to-person');
  });

  it('says with a choice what becomes of further questions', () => {
    const view = answer({ confidence: 'choice', articleIds: ['a', 'b'], shown: [] });
    expect(JSON.stringify(view.card)).toContain('write the others separately');
  });

  it('offers them in the order that was proposed since, each under the number it always had', () => {
    const again = { confidence: 'choice', articleIds: ['a', 'b', 'c', 'd'], offered: [3, 2, 0] } as const;
    const offers = (shown: Question['shown']) =>
      button(answer({ ...again, shown }), 'choose-article').map((b) => [
        (b.data as { n: number }).n,
        b.title,
      ]);
    expect(offers([])).toEqual([
      [3, 'Title of d'],
      [2, 'Title of c'],
      [0, 'Title of a'],
    ]);
    expect(offers([{ articleId: 'c', verdict: 'unanswered' }])).toEqual([
      [3, 'Title of d'],
      [0, 'Title of a'],
    ]);
  });

  it('leads to the form at once where only the partner may act', () => {
    const commercial = () => ({ ...sampleArticle('en'), category: 'billing' as const });
    const view = answer({}, { article: commercial });
    expect(verbsOf(view).filter((verb) => verb !== 'choose-article')).toEqual([
      'article-not-helped',
      'talk-to-person',
    ]);
    expect(textOf(view)).toContain('Make a request');
  });

  it('that cannot wait begins with when to stop and with a person', () => {
    const view = answer({}, { article: (id) => ({ ...article(id), urgent: true, stopWhen: 'Stop now.' }) });
    expect(verbsOf(view).slice(0, 2)).toEqual(['talk-to-person', 'article-helped']);
    expect(button(view, 'talk-to-person')).toHaveLength(1);
    const text = textOf(view);
    expect(text.split('Stop now.')).toHaveLength(2);
    expect(text.indexOf('Stop now.')).toBeLessThan(text.indexOf('1.'));
    const health = { isConnected: true, isAsking: false, isWatched: false, issue: sampleIssue() };
    const below = answer({}, { health, article: (id) => ({ ...article(id), urgent: true }) });
    const folded = objects(below).find((o) => o.id === 'answer') ?? {};
    expect(objectsIn(folded).some((o) => o.verb === 'talk-to-person')).toBe(false);
  });

  it('opens no address that is not https', () => {
    const view = answer({}, { article: () => ({ ...sampleArticle('en'), helpUrl: 'javascript:alert(1)' }) });
    expect(JSON.stringify(view.card)).not.toContain('javascript');
  });

  it('of a page in another language says so, and where more of it is', () => {
    const page = { ...sampleArticle('ru'), helpUrl: 'https://help.fabrikam.example/outlook' };
    const text = textOf(answer({}, { article: () => page }));
    expect(text).toContain('Only in Russian');
    expect(text).toContain('More at help.fabrikam.example');
    expect(textOf(answer({}))).not.toMatch(/Only in|More at/);
  });

  it('of a page without steps can be judged like any other', () => {
    const view = answer({}, { article: () => ({ ...sampleArticle('en'), steps: [] }) });
    expect(verbsOf(view)).toContain('article-helped');
    const ours = { ...sampleArticle('en'), steps: [], fixableBy: ['partner'] as const };
    expect(verbsOf(answer({}, { article: () => ours }))).not.toContain('article-helped');
  });

  describe('below a disturbance', () => {
    const health = { isConnected: true, isAsking: false, isWatched: false, issue: sampleIssue() };
    const part = (view: CardView) => objects(view).find((o) => o.id === 'answer');

    it('keeps the steps folded until they are asked for', () => {
      expect(part(answer({}, { health }))?.isVisible).toBe(false);
      expect(textOf(answer({}, { health }))).toContain('Show the steps');
      expect(part(answer({}))?.isVisible).toBe(true);
      expect(textOf(answer({}))).not.toContain('Show the steps');
    });

    it('shows at once what was chosen', () => {
      const chosen = [{ articleId: 'b', verdict: 'unanswered' }] as const;
      const view = answer({ confidence: 'choice', articleIds: ['a', 'b'], shown: chosen }, { health });
      expect(part(view)?.isVisible).toBe(true);
    });

    it('introduces a choice once, and without where to look for what stands above', () => {
      const looking = (id: string) =>
        id === 'b' ? { ...article(id), category: 'technical-availability' as const } : article(id);
      const view = answer(
        { confidence: 'choice', articleIds: ['a', 'b', 'c'], shown: [] },
        { health, article: looking },
      );
      expect(button(view, 'choose-article').map((b) => b.title)).toEqual(['Title of a', 'Title of c']);
      expect(textOf(view)).toContain('If this is not what you mean:');
      expect(textOf(view)).not.toContain('Which of these fits?');
    });
  });

  it('invites to say it in other words, unless it is a wish', () => {
    const found = { state: 'diagnosing', formId: 'technical', confidence: 'none', shown: [] } as const;
    expect(textOf(answer({ ...found, articleIds: [] }))).toContain('in other words');
    expect(textOf(answer({ ...found, articleIds: [], route: 'commercial' }))).not.toContain('other words');
  });

  it.each([
    ['billing', 'Fill in what you know'],
    ['subscription', 'Fill in what you know'],
    ['technical', 'With these facts'],
  ] as const)('of the form %s says what it is for', (formId, text) => {
    const of = { state: 'diagnosing', formId, confidence: 'choice', articleIds: [], shown: [] } as const;
    expect(textOf(answer(of))).toContain(text);
  });

  it('of a wish says when to ask a person at once', () => {
    const commercial = { ...sampleArticle('en'), category: 'billing' as const, stopWhen: 'Stop now.' };
    const view = answer({ state: 'diagnosing', formId: 'billing' }, { article: () => commercial });
    expect(textOf(view)).toContain('Stop now.');
  });

  it('admits that it found nothing, and fills in what was said', () => {
    const view = answer({
      state: 'diagnosing',
      formId: 'technical',
      confidence: 'none',
      articleIds: [],
      shown: [],
      answers: { summary: 'It is "broken"', product: 'teams' },
    });
    expect(textOf(view)).toContain('I found no answer I am sure of');
    expect(input(view, 'summary').value).toBe('It is "broken"');
    expect(input(view, 'product').value).toBe('teams');
    expect(button(view, 'talk-to-person')[0]?.associatedInputs).toBe('none');
  });

  it('gives a faulty form back with what was typed and what is wrong', () => {
    const view = answer(
      { state: 'diagnosing', formId: 'mail', answers: { scope: 'one-user' } },
      {},
      {
        flash: { reason: 'incomplete' },
        faults: [{ field: 'sender', fault: 'malformed' }],
        typed: { sender: 'anna' },
      },
    );
    expect(input(view, 'sender').value).toBe('anna');
    expect(input(view, 'scope').value).toBe('one-user');
    expect(textOf(view)).toContain('Enter an address such as name@company.com.');
    expect(textOf(view)).toContain('Something is missing');
  });

  it.each([
    [{ state: 'settled' }, 'Settled'],
    [{ state: 'ticket', ticketId: 'ticket-1042' }, 'It is request #1042.'],
  ] as const)('has no button left after %o', (of, text) => {
    const view = answer(of, { ticket: sampleTicket() });
    expect(textOf(view)).toContain(text);
    expect(verbsOf(view)).toEqual([]);
  });
});

describe('request', () => {
  const request = (of: Partial<Ticket>, about: About = {}) =>
    requestCard(
      { kind: 'request', tenantId, ticketId: 'ticket-1042' },
      sampleFacts('en', 'requester', { ticket: sampleTicket(of), ...about }),
      key,
      {},
    );
  const escalation = {
    id: 'e',
    tenantId,
    ticketId: 'ticket-1042',
    target: { kind: 'microsoft' },
    state: 'filed',
    answers: {},
    contactId: 'b1',
    number: 'SR-77',
    startedAt: now - hours(3),
    filedAt: now - hours(2),
    checkDueAt: now + hours(2),
    version: 1,
  } as const;
  const night = now + hours(10);

  it.each<[string, Partial<Ticket>, About, string[]]>([
    [
      'new',
      {},
      {},
      ['Received by the support team', 'First answer by Mon 23 Nov, 14:18 (Central European Time).'],
    ],
    ['late', { firstResponseDueAt: now - minutes(30) }, {}, ['was due Mon 23 Nov, 10:00', 'is late']],
    [
      'closed desk',
      { firstResponseDueAt: night + hours(14) },
      { now: night },
      ['opens Tue 24 Nov, 09:00', 'First answer by Tue 24 Nov, 10:30', 'Outside hours: Call +49 30 5550 199'],
    ],
    [
      'answered',
      { state: 'assigned', assigneeName: 'Ben Carter', firstRespondedAt: now },
      {},
      ['Ben Carter'],
    ],
    [
      'with Microsoft',
      { state: 'waiting-microsoft' },
      { escalation },
      ['With Microsoft since Mon 23 Nov, 08:30', 'SR-77', 'ask for news by Mon 23 Nov, 12:30'],
    ],
    [
      'with Microsoft, no record',
      { state: 'waiting-microsoft' },
      {},
      ['With Microsoft', 'As soon as there is news'],
    ],
    ['closed', { state: 'closed', endedAt: now }, {}, ['can be opened again until Mon 7 Dec']],
  ])('%s: says how it stands and what comes next', (_name, of, about, texts) => {
    const text = textOf(request(of, about));
    for (const part of texts) expect(text).toContain(part);
  });

  it.each<[Partial<Ticket>, string, boolean]>([
    [{ severity: 'A', severityRule: 'whole-org/none' }, 'High', true],
    [{ severity: 'B', severityRule: 'urgent' }, 'Raised', true],
    [{ severity: 'B', severityRule: 'some-users/none' }, 'Raised', false],
    [{ severity: 'C', severityRule: 'request' }, 'Normal', false],
  ])('%o is of urgency %s, and may be told by telephone: %s', (of, urgency, mayCall) => {
    expect(textOf(request(of))).toMatch(new RegExp(`Urgency:\\s+${urgency}`));
    const call = 'If it cannot wait, call +49 30 5550 100.';
    expect(textOf(request(of)).includes(call)).toBe(mayCall);
    expect(textOf(request({ ...of, firstRespondedAt: now }))).not.toContain(call);
    expect(textOf(request(of, { now: night }))).not.toContain(call);
  });

  it.each<[Partial<Ticket>, string[]]>([
    [{}, ['withdraw-ticket']],
    [{ state: 'waiting-requester' }, ['withdraw-ticket']],
    [{ state: 'solved', solvedAt: now }, []],
    [{ state: 'closed', endedAt: now }, ['not-solved']],
    [{ state: 'closed', endedAt: now - hours(24 * 15) }, []],
    [{ state: 'withdrawn', endedAt: now }, []],
  ])('%o offers %o', (of, verbs) => {
    expect(verbsOf(request(of))).toEqual(verbs);
  });

  it('asks again before it withdraws', () => {
    const actions = (request({}).card.actions ?? []) as JsonObject[];
    expect(actions.map((a) => a.type)).toEqual(['Action.ShowCard']);
  });
});

describe('request list and choice of a ticket', () => {
  const tickets = [sampleTicket(), sampleTicket({ id: 'ticket-1038', number: 1038 })];

  it('counts from the newest', () => {
    const ticketIds = tickets.map((ticket) => ticket.id);
    const notice = { kind: 'request-list', tenantId, personId: 'person-anna', ticketIds } as const;
    const view = requestListCard(notice, sampleFacts('en', 'requester', { tickets }), key, {});
    expect(button(view, 'show-ticket').map((b) => b.data)).toEqual([0, 1].map((n) => ({ ...key, n })));
  });

  it('counts by the notice even if one of its tickets is gone', () => {
    const notice = {
      kind: 'which-ticket',
      tenantId,
      ticketIds: ['gone', 'ticket-1042', 'ticket-1038'],
      held: { text: '', files: [], activityId: 'a' },
    } as const;
    const view = whichTicketCard(notice, sampleFacts('en', 'requester', { tickets }), key, {});
    expect(button(view, 'choose-ticket').map((b) => b.data)).toEqual([1, 2].map((n) => ({ ...key, n })));
    expect(textOf(view)).not.toContain('the latest');
  });

  it.each([
    ['words of their own', { text: 'my printer smokes' }, 1],
    ['a file alone', { text: '' }, 0],
    ['a bare yes', { text: 'yes', command: 'yes' }, 0],
  ] as const)('offers something else to %s', (_name, held, count) => {
    const notice = {
      kind: 'which-ticket',
      tenantId,
      ticketIds: ['ticket-1042'],
      held: { files: [], activityId: 'a', ...held },
    } as const;
    const view = whichTicketCard(
      notice,
      sampleFacts('en', 'requester', { tickets: [sampleTicket()] }),
      key,
      {},
    );
    expect(button(view, 'ask-held')).toHaveLength(count);
  });

  it.each([
    ['en', 'these are the latest 2.'],
    ['ru', 'здесь последние 2.'],
    ['zh-cn', '这里显示最近的 2 个。'],
  ] as const)('says in %s that older ones are open besides', (locale, words) => {
    const notice = {
      kind: 'which-ticket',
      tenantId,
      ticketIds: ['ticket-1042', 'ticket-1038'],
      hasMore: true,
      held: { text: '', files: [], activityId: 'a' },
    } as const;
    expect(textOf(whichTicketCard(notice, sampleFacts(locale, 'requester', { tickets }), key, {}))).toContain(
      words,
    );
  });
});

describe('resolution', () => {
  const resolution = (of: Partial<Ticket>) =>
    resolutionCard(
      { kind: 'resolution', tenantId, ticketId: 'ticket-1042' },
      sampleFacts('en', 'requester', { ticket: sampleTicket({ resolution: 'Restarted it.', ...of }) }),
      key,
      {},
    );
  const closed = { state: 'closed', endedAt: now } as const;

  it('asks whether it is solved and says when silence closes it', () => {
    const view = resolution({ state: 'solved', solvedAt: now, assigneeName: 'Ben Carter' });
    expect(verbsOf(view)).toEqual(['confirm-solved', 'not-solved']);
    expect(textOf(view)).toContain('Restarted it.');
    expect(textOf(view)).toContain('closes Sat 28 Nov');
  });

  const day = 86_400_000;
  it.each<[string, Partial<Ticket>, string]>([
    ['reminded late', { solvedAt: now - 6 * day, remindedAt: now }, 'closes Thu 26 Nov'],
    [
      'read for the first time days later',
      { solvedAt: now - 20 * day, isUnasked: true },
      'closes Sat 28 Nov',
    ],
    ['read late, a day ago', { solvedAt: now - 20 * day, askedAt: now - day }, 'closes Fri 27 Nov'],
  ])('%s, it says when silence really closes it', (_name, of, when) => {
    expect(textOf(resolution({ state: 'solved', ...of }))).toContain(when);
  });

  it.each<[Partial<Ticket>, string]>([
    [{ solvedByName: 'Mei Lin' }, 'Mei Lin writes:'],
    // Solved before the solver's name was kept.
    [{}, 'Ben Carter writes:'],
  ])('is signed by who solved it: %o', (of, by) => {
    const view = resolution({ state: 'solved', solvedAt: now, assigneeName: 'Ben Carter', ...of });
    expect(textOf(view)).toContain(by);
  });

  it('is rated with one press', () => {
    expect(button(resolution(closed), 'rate').map((b) => b.data)).toEqual(
      [1, 2, 3, 4, 5].map((score) => ({ ...key, score })),
    );
  });

  it('takes a comment to the score given, once', () => {
    const rated = resolution({ ...closed, satisfaction: { score: 4 } });
    expect(button(rated, 'rate').map((b) => b.data)).toEqual([{ ...key, score: 4 }]);
    expect(input(rated, 'comment').isRequired).toBe(true);
    const commented = resolution({ ...closed, satisfaction: { score: 4, comment: 'ok' } });
    expect(verbsOf(commented)).toEqual(['not-solved']);
  });

  it.each([{ state: 'assigned' }, { state: 'withdrawn', endedAt: now }] as const)(
    'asks nothing any more: %o',
    (of) => expect(verbsOf(resolution(of))).toEqual([]),
  );

  it.each([{ state: 'solved', solvedAt: now, resolution: 'Restarted it.' }, closed] as const)(
    'points to the newer one: %o',
    (of) => {
      const notice = { kind: 'resolution', tenantId, ticketId: 'ticket-1042', isEarlier: true } as const;
      const view = resolutionCard(
        notice,
        sampleFacts('en', 'requester', { ticket: sampleTicket(of) }),
        key,
        {},
      );
      expect(verbsOf(view)).toEqual([]);
      expect(textOf(view)).not.toContain('Restarted it.');
      expect(textOf(view)).toContain('further down');
    },
  );
});

describe('a card that quotes more than fits', () => {
  const long = '"字'.repeat(20_000);
  const ticket = sampleTicket({
    state: 'solved',
    solvedAt: now,
    question: long,
    answers: {},
    resolution: long,
  });
  const question = sampleQuestion({
    state: 'diagnosing',
    formId: 'technical',
    answers: { summary: long, errorText: long },
  });
  const facts = sampleFacts('zh-cn', 'requester', { ticket, question, tickets: Array(10).fill(ticket) });

  it('is shown all the same', () => {
    const ref = { tenantId, ticketId: 'ticket-1042' };
    requestCard({ kind: 'request', ...ref }, facts, key, {});
    resolutionCard({ kind: 'resolution', ...ref }, facts, key, {});
    requestListCard(
      { kind: 'request-list', tenantId, personId: 'p', ticketIds: ['ticket-1042'] },
      facts,
      key,
      {},
    );
    const moment = { typed: { summary: long, errorText: long } };
    answerCard({ kind: 'answer', tenantId, questionId: 'q' }, facts, key, moment);
  });
});
