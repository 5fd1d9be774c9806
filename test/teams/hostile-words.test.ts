// What people with bad intentions write, on its way through everything that can be said: nothing of it acts.
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { type Locale, locales } from '../../src/domain/locale.ts';
import { isCard, type Notice } from '../../src/domain/notice.ts';
import type { Facts } from '../../src/flows/ports.ts';
import { readPress } from '../../src/teams/card-verbs.ts';
import { present } from '../../src/teams/present.ts';
import { plainName, saidText } from '../../src/teams/said-text.ts';
import { agentSamples, sampleEscalation, sampleMessage } from '../support/agent-samples.ts';
import { type CardSample, requesterSamples } from '../support/card-samples.ts';
import { type Json, type JsonObject, leavesOf, objectsIn } from '../support/card-walk.ts';
import { hostileTexts, unseen } from '../support/hostile.ts';
import { sampleFacts, sampleQuestion, sampleTicket } from '../support/samples.ts';

const key = { card: '0b8e6a52-4b0f-4b61-9d8f-0a4a5f1f7c11', nonce: 'nonce-1' };

interface Words {
  /** As a message, and as an input of a card. */
  readonly text: string;
  readonly name: string;
}

/** By the doors that words come in by. */
function letIn(raw: string): Words {
  const text = saidText(raw, [], '28:bot');
  const read = readPress('reply-ticket', { card: randomUUID(), nonce: 'n', text: raw });
  if (read.ok) expect(read.input.text).not.toMatch(unseen);
  return { text, name: plainName(raw, 64) };
}

function poisoned(facts: Facts, { text, name }: Words): Facts {
  const answers = {
    summary: text,
    errorText: text,
    triedSteps: text,
    subscription: text,
    invoiceNumber: text,
  };
  const ticket = facts.ticket ?? sampleTicket();
  const bad = {
    ...ticket,
    question: text,
    requesterName: name,
    answers: { ...ticket.answers, ...answers },
    resolution: text,
    severityReason: text,
    satisfaction: { score: 1, comment: text },
  };
  const message = sampleMessage({ text, authorName: name, files: [name], failure: text });
  const escalation = facts.escalation ?? sampleEscalation();
  return {
    ...facts,
    ticket: bad,
    tickets: [bad],
    question: { ...(facts.question ?? sampleQuestion()), text, answers },
    message,
    messages: [message, { ...message, id: 'm2', delivery: 'not-delivered' }],
    escalation: {
      ...escalation,
      number: text.slice(0, 1_000),
      filedAt: escalation.filedAt ?? escalation.startedAt,
      answers: { ...escalation.answers, triedSteps: text, businessImpact: text, englishSummary: text },
    },
  };
}

const ref = { tenantId: sampleTicket().tenantId, ticketId: sampleTicket().id };
const spoken: readonly Notice[] = [
  { kind: 'relay', ...ref, messageId: 'm1' },
  { kind: 'delivery', ...ref, messageId: 'm1' },
  { kind: 'note-kept', ...ref, messageId: 'm1' },
  { kind: 'claimed', ...ref },
  { kind: 'with-outside', ...ref, escalationId: 'e1' },
  { kind: 'number-corrected', ...ref, escalationId: 'e1' },
  { kind: 'still-solved', ...ref },
  { kind: 'clock', ...ref, state: 'breached' },
  { kind: 'escalation-check', ...ref, escalationId: 'e1' },
  { kind: 'reachable-again', ...ref },
  { kind: 'thread-event', ...ref, event: 'requester-confirmed' },
  { kind: 'thread-event', ...ref, event: 'rated' },
  { kind: 'thread-event', ...ref, event: 'severity-changed' },
];

const texts = hostileTexts();
const active = /javascript:|data:|vbscript:|\]\(|\]\[|<\w|evil\.example/i;
let judged = 0;

/** Where words stand as they are: read by nobody as Markdown, HTML or an address. */
function isInert(member: string, owner: JsonObject): boolean {
  if (member === 'text') return owner.type === 'TextRun' || owner.textFormat === 'plain';
  return (member === 'value' && String(owner.type).startsWith('Input.')) || member === 'summary';
}

/** What is wrong with something that is about to be sent. */
function faultsIn(activity: JsonObject, ours: ReadonlySet<unknown> = new Set()): string[] {
  judged += 1;
  const leaves = leavesOf(activity).filter(({ value }) => typeof value === 'string' && !ours.has(value));
  return [
    ...objectsIn(activity).flatMap((o) => (o.entities === undefined ? [] : ['entities'])),
    ...leaves.flatMap(({ path, value, key: member, owner }) => {
      const text = String(value);
      const mentions = /<\/?at\b/i.test(text);
      const acts = active.test(text) && !isInert(member, owner);
      const expands = owner.type !== 'message' && text.includes('${');
      return mentions || acts || expands || unseen.test(text) ? [`${path}: ${text.slice(0, 200)}`] : [];
    }),
  ];
}

interface Clean extends CardSample {
  /** What it says without anybody's words: the partner's own links stand on the welcome. */
  readonly ours: ReadonlySet<unknown>;
}

/** By language and kind of card: each text goes to each kind, and each state sees many texts. */
const cards = Object.fromEntries(locales.map((of) => [of, cardsIn(of)])) as Record<
  Locale,
  Map<string, Clean[]>
>;

function cardsIn(of: Locale): Map<string, Clean[]> {
  const samples: CardSample[] = [...requesterSamples(of), ...agentSamples(of)];
  const clean = samples.map((sample) => {
    const { activity } = present(sample.notice, sample.facts, key, sample.moment);
    return { ...sample, ours: new Set<unknown>(leavesOf(activity as JsonObject).map(({ value }) => value)) };
  });
  return Map.groupBy(clean, ({ notice, facts }) => `${notice.kind} ${facts.question?.state ?? ''}`);
}

describe('hostile words', () => {
  const locale = (index: number) => locales[index % locales.length] ?? 'en';

  it('are enough, and come in without what cannot be seen', () => {
    expect(texts.length).toBeGreaterThanOrEqual(300);
    for (const raw of texts) {
      const { text, name } = letIn(raw);
      expect(text).not.toMatch(unseen);
      expect([...name].length).toBeLessThanOrEqual(64);
      expect(name).not.toMatch(/\n/);
    }
  });

  it('act on no card', () => {
    for (const [index, raw] of texts.entries()) {
      const words = letIn(raw);
      const { text } = words;
      const typed = { text, note: text, resolution: text, comment: text, number: text, summary: text };
      for (const states of cards[locale(index)].values()) {
        const { notice, facts, moment, ours } = states[index % states.length] as Clean;
        const shown = { ...moment, typed: { ...moment?.typed, ...typed } };
        const { activity } = present(notice, poisoned(facts, words), key, shown);
        expect(faultsIn(activity as JsonObject, ours)).toEqual([]);
      }
    }
  });

  it('act in no text', () => {
    expect(spoken.filter(isCard)).toEqual([]);
    for (const [index, raw] of texts.entries()) {
      const words = letIn(raw);
      for (const side of ['requester', 'agent'] as const) {
        const facts = poisoned(sampleFacts(locale(index), side), words);
        for (const notice of spoken) {
          const { activity } = present(notice, facts, undefined);
          expect(faultsIn(activity as JsonObject)).toEqual([]);
        }
      }
    }
  });

  it.each(texts.filter((raw) => raw.includes('://evil.example')))('show where they lead: %j', (raw) => {
    for (const side of ['requester', 'agent'] as const) {
      const facts = poisoned(sampleFacts('en', side), letIn(raw));
      const { activity } = present({ kind: 'relay', ...ref, messageId: 'm1' }, facts, undefined);
      expect(activity).toMatchObject({ textFormat: 'plain' });
      expect(activity.text).toContain('https://evil.example');
    }
  });

  afterAll(() => {
    console.log(`hostile words: ${texts.length} texts in ${judged} messages and cards, nothing active`);
  });
});

it('the judge sees what acts', () => {
  const message = (change: JsonObject): JsonObject => ({ type: 'message', textFormat: 'plain', ...change });
  const bad: readonly JsonObject[] = [
    message({ text: '<at>all</at>' }),
    message({ text: 'a\u202eb' }),
    message({ text: '[x](https://evil.example)', textFormat: 'markdown' }),
    message({ entities: [{ type: 'mention' }] }),
    message({ attachments: [{ type: 'TextBlock', text: '[x](https://evil.example)' } as Json] }),
    message({ attachments: [{ type: 'TextRun', text: '${x}' } as Json] }),
    message({ attachments: [{ type: 'Action.OpenUrl', url: 'javascript:x' } as Json] }),
  ];
  for (const activity of bad) expect(faultsIn(activity), JSON.stringify(activity)).not.toEqual([]);
});
