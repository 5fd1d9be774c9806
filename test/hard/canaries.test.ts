// Five customers, each with a word of its own in everything that is ever typed or named: none of these words ever
// leaves to another customer, into a log, a metric, or an answer to somebody else.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verb } from '../../src/domain/permissions.ts';
import { verbs } from '../../src/domain/permissions.ts';
import type { Activity } from '../support/fake-teams/activities.ts';
import { buttonsOf, type Inputs } from '../support/fake-teams/card.ts';
import { eventually } from '../support/fake-teams/eventually.ts';
import type { Person } from '../support/fake-teams/person.ts';
import type { BotAnswer, Place } from '../support/fake-teams/place.ts';
import { alwaysOpen } from '../support/northwind.ts';
import type { SettingsFile } from '../support/service.ts';
import { drained, eachOf, figures, type HardDesk, median, openHardDesk, ticketOf } from './support.ts';

const tenantCount = 5;
const numbers = Array.from({ length: tenantCount }, (_, i) => i);
/** Nothing that people or cards say by chance. */
const canaries = ['qoxalvarine', 'qoxbertulo', 'qoxcindrake', 'qoxdolmetin', 'qoxeskaruz'] as const;
const canaryOf = (tenant: number): string => canaries[tenant] ?? '';
const locales = ['en-US', 'ru-RU', 'zh-CN', 'en-GB', 'ru-RU'];

let desk: HardDesk;
const answers: { activity: Activity; answer: BotAnswer }[] = [];
beforeAll(async () => {
  desk = await openHardDesk({
    tenants: tenantCount,
    agents: tenantCount,
    logLevel: 'debug',
    settings: withCanaries,
    onAnswer: (activity, answer) => void answers.push({ activity: activity as Activity, answer }),
  });
  await Promise.all(numbers.map(wholeConversation));
  await troubles();
  await drained(desk);
});
afterAll(() => desk.close());

function withCanaries(example: SettingsFile): SettingsFile {
  const customers = example.customers.map((customer) => {
    const tenant = /^c0de0000-.*(\d)$/.exec(customer.tenantId)?.[1];
    if (tenant === undefined) return customer;
    const canary = canaryOf(Number(tenant) - 1);
    return { ...customer, name: `Company ${canary}`, domain: `${canary}.onmicrosoft.com` };
  });
  return alwaysOpen({ ...example, customers });
}

interface Side {
  readonly requester: Person;
  readonly threadId: string;
}
const sides: Side[] = [];

function somebodyIn(tenant: number): Person {
  const facts = { tenantId: desk.tenants[tenant] ?? '', locale: locales[tenant] ?? '' };
  return desk.requester({ ...facts, name: `Anna ${canaryOf(tenant)}` });
}

async function wholeConversation(tenant: number): Promise<void> {
  const word = canaryOf(tenant);
  const requester = somebodyIn(tenant);
  await requester.installs();
  const asked = await requester.says(`Outlook keeps asking for my password ${word}`);
  await requester.presses('article-not-helped');
  const form = await requester.finds('send-diagnostics');
  const { text } = await form.press({
    ...typed(form.values, word, ['summary', 'errorText', 'triedSteps']),
    startedAt: 'today',
    scope: 'one-user',
    workaround: 'none',
  });
  const { threadId } = await ticketOf(desk, requester, text);
  const thread = (desk.agents[tenant] ?? desk.ben).in(threadId);
  await thread.presses('claim-ticket');
  await speak(requester, thread, word);
  await thread.presses('change-severity', { severity: 'A', reason: `because ${word}` });
  await escalate(thread, word);
  await thread.presses('solve-ticket', { resolution: `mended ${word}` });
  await requester.edits(asked, `Outlook asked again ${word}`);
  await requester.presses('confirm-solved');
  await (await requester.finds('rate', { score: 4 })).press();
  await requester.presses('rate', { comment: `thanks ${word}` });
  await requester.says('my requests');
  await requester.finds('show-ticket');
  sides[tenant] = { requester, threadId };
}

function typed(fields: Inputs, word: string, texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(texts.filter((id) => id in fields).map((id) => [id, `${id} ${word}`]));
}

async function speak(requester: Person, thread: Place, word: string): Promise<void> {
  const said = await requester.says(`it happened again ${word}`);
  await requester.edits(said, `it happened twice ${word}`);
  await desk.teams.deliver({ ...requester.drafts(`see the file ${word}`), attachments: [fileNamed(word)] });
  await thread.presses('reply-ticket', { text: `reply ${word}` });
  await thread.mentions(`typed reply ${word}`);
  await thread.mentions(`note: between us ${word}`);
  await thread.presses('add-note', { note: `private ${word}` });
  await thread.presses('ask-requester', { text: `which version, ${word}?` });
  await requester.sees(`which version, ${word}`);
  await requester.says(`the newest ${word}`);
}

async function escalate(thread: Place, word: string): Promise<void> {
  await thread.presses('escalate-ticket');
  const form = await thread.finds('fill-escalation');
  const choices: Record<string, string> = {
    category: 'fault',
    health: 'nothing-published',
    consent: 'yes',
    affectedCount: '3',
    contactPhone: '+493055501299',
    startedAt: 'today',
    scope: 'one-user',
  };
  const needed = Object.entries(choices).filter(([id]) => id in form.values);
  await form.press({
    ...Object.fromEntries(needed),
    ...typed(form.values, word, ['businessImpact', 'englishSummary', 'triedSteps']),
  });
  await thread.presses('record-number', { number: `26112000${word}` });
  await thread.presses('relay-outside-news', { text: `they say ${word}` });
}

function fileNamed(word: string) {
  return {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    name: `report ${word}.pdf`,
    contentUrl: `https://${word}.sharepoint.com/report.pdf`,
    content: { downloadUrl: `https://${word}.sharepoint.com/download`, fileType: 'pdf' },
  };
}

/** What fails is logged and answered too. */
async function troubles(): Promise<void> {
  for (const tenant of numbers) {
    const word = canaryOf(tenant);
    const { requester } = sides[tenant] ?? { requester: desk.ben };
    const draft = requester.drafts(`help ${word}`);
    const requests = [
      { rawBody: `{"type":"message","text":"${word}",` },
      { rawBody: JSON.stringify({ ...draft, conversation: word }) },
      { rawBody: JSON.stringify({ ...draft, id: randomUUID(), serviceUrl: `https://${word}.example/` }) },
      { authorization: `Bearer ${word}` },
      { token: { claims: { aud: word } } },
      { headers: { 'content-type': `text/${word}` } },
    ];
    for (const request of requests) await desk.teams.deliver(draft, request);
    for (const data of [
      word,
      { card: word, nonce: word },
      { card: randomUUID(), nonce: word, [word]: word },
    ]) {
      await desk.teams.deliver(requester.forges({ verb: 'reply-ticket', data }));
      await desk.teams.deliver(requester.forges({ verb: word, data }));
    }
    const quote = { message: word, error: { code: 'Strange', message: word } };
    for (const status of [400, 403]) {
      desk.teams.connector.script({
        when: ({ conversationId }) => conversationId === requester.chatId,
        status,
        body: quote,
      });
      await requester.says(`help ${word}`);
    }
    await eventually(
      () =>
        desk.teams.connector.requests.find((r) => r.conversationId === requester.chatId && r.status === 403),
      () => 'nothing was refused',
    );
    await desk.teams.connector.quiet();
    // What was refused there waits until the person is heard again.
    await requester.says('help');
  }
}

const foreign = (text: string, own: number): string[] =>
  canaries.filter((word, tenant) => tenant !== own && text.toLowerCase().includes(word));

describe('five customers with a word of their own in everything', () => {
  it('nothing that leaves carries the word of another one', () => {
    let bytes = 0;
    const leaks: string[] = [];
    const withOwn = new Set<string>();
    for (const { conversationId, method, body, path } of desk.teams.connector.requests) {
      const text = JSON.stringify(body) + path;
      bytes += Buffer.byteLength(text);
      const own = sides.findIndex(
        ({ requester, threadId }) => conversationId === requester.chatId || conversationId === threadId,
      );
      for (const word of canaries) if (text.includes(word)) withOwn.add(`${own} ${word}`);
      // What is posted into the partner's channel, and not into a thread, may be about one ticket.
      const mentioned = canaries.filter((word) => text.includes(word));
      const bad = own >= 0 ? foreign(text, own) : mentioned.slice(1);
      leaks.push(...bad.map((word) => `${method} ${conversationId}: ${word}`));
    }
    for (const tenant of numbers) expect(withOwn).toContain(`${tenant} ${canaryOf(tenant)}`);
    figures(
      `canaries: ${tenantCount} customers, ${desk.teams.connector.requests.length} requests with ${bytes} bytes searched: ${leaks.length} foreign words`,
    );
    expect(leaks).toEqual([]);
  });

  it('no answer carries it to somebody else', () => {
    const leaks: string[] = [];
    let bytes = 0;
    for (const { activity, answer } of answers) {
      const text = JSON.stringify(answer.body ?? '');
      bytes += Buffer.byteLength(text);
      const { conversation, type } = activity as { conversation?: { id?: string }; type?: string };
      const own = sides.findIndex(
        ({ requester, threadId }) => conversation?.id === requester.chatId || conversation?.id === threadId,
      );
      const allowed = type === 'invoke' && answer.status === 200 ? own : -1;
      leaks.push(...foreign(text, allowed).map((word) => `${type} ${answer.status}: ${word}`));
    }
    figures(
      `canaries: ${answers.length} answers with ${bytes} bytes searched: ${leaks.length} foreign words`,
    );
    expect(leaks).toEqual([]);
  });

  it('no log line and no metric carries it, nor a token', async () => {
    const logs = desk.service.logs();
    const metrics = await (await fetch(`${desk.service.url}/metrics`)).text();
    const secrets = [...canaries, 'test-token', 'eyj', 'bearer '];
    const found = secrets.filter((secret) => `${logs}${metrics}`.toLowerCase().includes(secret));
    figures(
      `canaries: ${logs.split('\n').length} log lines at level debug and ${metrics.split('\n').length} lines of metrics searched for words and tokens: ${found.length} found`,
    );
    expect(found).toEqual([]);
    expect(logs).toContain('activity-refused');
  });
});

const inputs: Readonly<Partial<Record<Verb, Inputs>>> = {
  'ask-example': { n: 0 },
  'set-language': { locale: 'en' },
  'choose-article': { n: 0 },
  'send-diagnostics': { summary: 'x', startedAt: 'today', scope: 'one-user', workaround: 'none' },
  'choose-ticket': { n: 0 },
  rate: { score: 1, comment: '' },
  'show-ticket': { n: 0 },
  'reply-ticket': { text: 'x' },
  'ask-requester': { text: 'x' },
  'add-note': { note: 'x' },
  'transfer-ticket': { queue: 'billing' },
  'change-severity': { severity: 'C', reason: '' },
  'solve-ticket': { resolution: 'x' },
  'fill-escalation': { category: 'fault', businessImpact: 'x', consent: 'yes' },
  'record-number': { number: '2611210040001234' },
  'correct-number': { number: '2611210040001235' },
  'relay-outside-news': { text: 'x' },
};

interface Key {
  readonly card: string;
  readonly nonce: string;
  readonly tenant: number;
}

/** Ids and nonces of every card that stands anywhere, as whoever sees it could read them out of it. */
function keysOf(place: Place, tenant: number): Key[] {
  const all = place.posts().flatMap(({ card }) => (card ? buttonsOf(card) : []));
  const keys = all.map(({ data }) => ({ card: String(data.card), nonce: String(data.nonce), tenant }));
  return [...new Map(keys.filter(({ card }) => card !== 'undefined').map((key) => [key.card, key])).values()];
}

const handsPerTenant = 5;

/** The requester, and colleagues who own nothing: together they try every card that is not theirs. */
async function pressersOf(tenant: number) {
  const colleagues = Array.from({ length: handsPerTenant - 1 }, () => somebodyIn(tenant));
  for (const colleague of colleagues) await colleague.installs();
  const requester = sides[tenant]?.requester ?? desk.ben;
  return [requester, ...colleagues].map((user, hand) => ({ user, tenant, hand, owns: user === requester }));
}

describe('what belongs to somebody else', () => {
  it('answers to every button exactly as what never was', async () => {
    const keys = sides.flatMap(({ requester, threadId }, tenant) => [
      ...keysOf(requester, tenant),
      ...keysOf(desk.ben.in(threadId), tenant),
    ]);
    const differences: string[] = [];
    const tookMs = { never: [] as number[], foreign: [] as number[] };
    const pressers = await eachOf(numbers, tenantCount, pressersOf);
    await eachOf(pressers.flat(), 4, async ({ user, tenant, hand, owns }) => {
      const others = keys.filter((key) => key.tenant !== tenant || !owns);
      const mine = others.filter((_key, i) => i % handsPerTenant === hand);
      const press = async (
        verb: Verb,
        { card, nonce }: Pick<Key, 'card' | 'nonce'>,
        kind: keyof typeof tookMs,
      ) => {
        const data = { card, nonce, ...inputs[verb] };
        const startedAt = performance.now();
        const answer = await desk.teams.deliver(user.forges({ verb, data }));
        tookMs[kind].push(performance.now() - startedAt);
        return JSON.stringify(answer);
      };
      for (const verb of Object.keys(verbs) as Verb[]) {
        const never = await press(verb, { card: randomUUID(), nonce: mine[0]?.nonce ?? '' }, 'never');
        for (const key of mine) {
          const answer = await press(verb, key, 'foreign');
          if (answer !== never) differences.push(`${verb}: ${answer} instead of ${never}`);
        }
      }
    });
    const pairs = tookMs.foreign.length;
    figures(
      `foreign cards: ${pairs} pairs of a person and somebody else's card over ${Object.keys(verbs).length} buttons, ${keys.length} cards: ${differences.length} answers differ from that to a card that never was; median ${median(tookMs.foreign).toFixed(1)} and ${median(tookMs.never).toFixed(1)} ms`,
    );
    expect(differences.slice(0, 3)).toEqual([]);
    // Who is stopped for pressing too fast learns nothing, and proves nothing.
    const metrics = await (await fetch(`${desk.service.url}/metrics`)).text();
    expect(metrics.match(/^support_limited_total\{.*\} [1-9].*$/gm)).toBeNull();
    expect(pairs).toBeGreaterThanOrEqual(1_000);
  });

  it('answers to every text exactly as what never was', async () => {
    const tickets = await desk.rows<{ number: number }>('select number from tickets');
    const texts = ['#N', 'show request #N', 'my requests N', 'withdraw #N', 'solved #N', 'note: #N', 'N'];
    const differences: string[] = [];
    let pairs = 0;
    await eachOf(numbers, 5, async (own) => {
      for (const { number } of tickets.slice(0, tenantCount)) {
        for (const text of texts) {
          pairs += 1;
          const real = await heardBy(somebodyIn(own), text.replace('N', String(number)));
          const never = await heardBy(somebodyIn(own), text.replace('N', '9007'));
          if (real !== never) differences.push(`${text}: ${real} instead of ${never}`);
        }
      }
    });
    await drained(desk);
    figures(
      `foreign numbers: ${pairs} pairs of a person and somebody else's number in a text: ${differences.length} answers differ`,
    );
    expect(differences.slice(0, 3)).toEqual([]);
  });
});

/** What a person reads in answer to these words, without what differs from answer to answer. */
async function heardBy(person: Person, text: string): Promise<string> {
  const { id } = await person.says(text);
  const post = await eventually(
    () => person.posts().find(({ replyToId }) => replyToId === id),
    () => `"${text}" is not answered`,
  );
  const said = JSON.stringify([post.text, post.summary, post.card ?? null]);
  return said.replaceAll(/[\w-]{22}\.[\w-]{22}|[0-9a-f-]{36}|\d+/g, '*');
}
