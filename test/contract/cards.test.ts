// What Teams demands of a card, and what we promise about people's words in it, for every sample and language.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import formatsPlugin from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { locales } from '../../src/domain/locale.ts';
import { verbs } from '../../src/domain/permissions.ts';
import type { IssueFound } from '../../src/domain/service-issue.ts';
import { type Input, inputSchemas } from '../../src/teams/card-verbs.ts';
import { maxCardBytes } from '../../src/teams/cards/render.ts';
import { present } from '../../src/teams/present.ts';
import { agentSamples } from '../support/agent-samples.ts';
import { type CardSample, requesterSamples } from '../support/card-samples.ts';
import { type Json, type JsonObject, leavesOf, objectsIn } from '../support/card-walk.ts';

const key = { card: '0b8e6a52-4b0f-4b61-9d8f-0a4a5f1f7c11', nonce: 'nonce-1' };

interface Shown {
  readonly summary: string;
  readonly content: JsonObject;
}

function show({ notice, facts, moment }: CardSample): Shown {
  const activity = present(notice, facts, key, moment).activity as {
    summary: string;
    attachments: [{ contentType: string; content: JsonObject }];
  };
  expect(activity.attachments[0].contentType).toBe('application/vnd.microsoft.card.adaptive');
  return { summary: activity.summary, content: activity.attachments[0].content };
}

function schemaCheck() {
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const { id, ...schema } = read('test/support/schemas/adaptive-card-1.5.0.json');
  const ajv = new Ajv({ strict: false, allErrors: true });
  formatsPlugin.default(ajv);
  ajv.addMetaSchema(read(createRequire(import.meta.url).resolve('ajv/dist/refs/json-schema-draft-06.json')));
  return ajv.compile({ ...schema, $id: String(id) });
}

const samples = locales.flatMap((locale) =>
  [...requesterSamples(locale), ...agentSamples(locale)].map((sample) => ({
    title: `${locale}, ${sample.name}`,
    sample,
  })),
);
const validate = schemaCheck();

const executes = (card: Json) => objectsIn(card).filter((o) => o.type === 'Action.Execute');

describe.each(samples)('$title', ({ sample }) => {
  const { summary, content } = show(sample);

  it('is a card by the official schema', () => {
    const { msteams: _teamsOnly, ...card } = content;
    expect(validate(card) ? [] : validate.errors?.slice(0, 5)).toEqual([]);
    expect(content.version).toBe('1.5');
  });

  it('says something without being shown', () => {
    expect(content.fallbackText).toMatch(/\S/);
    expect(summary).toMatch(/\S/);
  });

  it('has no hole and is small enough', () => {
    const holes = leavesOf(content).filter(({ value }) =>
      /\$\{|undefined|null|\[object|NaN/.test(String(value)),
    );
    expect(holes.map(({ path, value }) => `${path}: ${String(value)}`)).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(content))).toBeLessThanOrEqual(maxCardBytes);
  });

  it('has buttons that the service knows, with data that it takes', () => {
    for (const { verb, data, title } of executes(content)) {
      expect(Object.keys(verbs)).toContain(verb);
      expect(data).toMatchObject(key);
      const parsed = inputSchemas[verb as keyof typeof inputSchemas].safeParse({
        ...(data as object),
        ...typedInto(verb as keyof typeof inputSchemas),
      });
      expect(parsed.success, `${String(title)}: ${parsed.error?.message ?? ''}`).toBe(true);
    }
  });

  it('shows at most three buttons, the rest behind a folded one', () => {
    const actions = (content.actions ?? []) as readonly JsonObject[];
    const folded = actions.at(-1)?.type === 'Action.ShowCard' ? 1 : 0;
    expect(actions.length - folded).toBeLessThanOrEqual(3);
    for (const set of objectsIn(content.body ?? []).filter((o) => o.type === 'ActionSet')) {
      const buttons = (set.actions ?? []) as readonly JsonObject[];
      const isScale = buttons.every((button) => button.verb === 'rate');
      expect(buttons.length).toBeLessThanOrEqual(isScale ? 5 : 3);
    }
  });

  it('has rows of buttons that a phone does not cut', () => {
    const rows = objectsIn(content).flatMap(({ actions }) => (Array.isArray(actions) ? [actions] : []));
    for (const row of rows as (readonly JsonObject[])[]) {
      const titles = row.map(({ title }) => String(title));
      if (titles.length > 1) expect(widthOf(titles), titles.join(' | ')).toBeLessThanOrEqual(phoneWidth);
    }
  });

  it('gives every input a label, and every required one an error text', () => {
    for (const input of objectsIn(content).filter((o) => String(o.type).startsWith('Input.'))) {
      expect(input.label).toMatch(/\S/);
      if (input.isRequired === true) expect(input.errorMessage).toMatch(/\S/);
    }
  });

  it('opens only https addresses', () => {
    for (const action of objectsIn(content).filter((o) => o.type === 'Action.OpenUrl'))
      expect(action.url).toMatch(/^https:\/\//);
  });
});

/** Of a card of 320 pixels, without its padding. */
const phoneWidth = 288;

/** Nearly, in pixels: letters as they are on average, with what is round and between buttons. */
function widthOf(titles: readonly string[]): number {
  const letters = [...titles.join('')].map((letter) => {
    if (/\p{Script=Han}/u.test(letter)) return 14;
    return /\p{Script=Cyrillic}/u.test(letter) ? 8.1 : 7.6;
  });
  return letters.reduce((sum, width) => sum + width, titles.length * 26 + (titles.length - 1) * 8);
}

/** What a person would fill in, where a button alone is not enough. */
function typedInto<V extends keyof typeof inputSchemas>(verb: V): Partial<Input<V>> {
  const typed: Partial<Record<keyof typeof inputSchemas, object>> = {
    'transfer-ticket': { queue: 'billing' },
    'change-severity': { severity: 'B' },
  };
  return (typed[verb] ?? {}) as Partial<Input<V>>;
}

const hostile = '[x](https://evil.example) ${1+1} **b** <at>all</at>';
const hostileName = '[Anna](https://evil.example/name) ${1+1}';

/** Microsoft's texts too: nobody knows what goes into them. */
function poisonIssue<Issue extends IssueFound>(issue: Issue): Issue {
  const word = 'lastWord' in issue && { lastWord: { text: `${hostile}\n${hostile}`, saidAt: 0 } };
  return { ...issue, service: hostile, title: hostile, ...word };
}

/** The sample with everything that people outside the partner typed replaced. */
function poisoned({ facts, moment, ...sample }: CardSample): CardSample {
  const { question, ticket, tickets, messages } = facts;
  const answers = { summary: hostile, errorText: hostile, subscription: hostile, invoiceNumber: hostile };
  const poisonTicket = (t: NonNullable<typeof ticket>) => ({
    ...t,
    question: hostile,
    requesterName: hostileName,
    answers: { ...t.answers, ...answers },
    ...(t.resolution !== undefined && { resolution: hostile }),
    ...(t.severityReason !== undefined && { severityReason: hostile }),
    ...(t.satisfaction?.comment !== undefined && { satisfaction: { ...t.satisfaction, comment: hostile } }),
    ...(t.health?.issue && { health: { ...t.health, issue: poisonIssue(t.health.issue) } }),
  });
  return {
    ...sample,
    facts: {
      ...facts,
      ...(question && {
        question: { ...question, text: hostile, answers: { ...question.answers, ...answers } },
      }),
      ...(ticket && { ticket: poisonTicket(ticket) }),
      ...(facts.health?.issue && { health: { ...facts.health, issue: poisonIssue(facts.health.issue) } }),
      ...(tickets && { tickets: tickets.map(poisonTicket) }),
      ...(messages && {
        messages: messages.map((m) => ({ ...m, text: hostile, authorName: hostileName, files: [hostile] })),
      }),
      ...(facts.escalation && {
        escalation: {
          ...facts.escalation,
          ...(facts.escalation.number !== undefined && { number: hostile }),
        },
      }),
    },
    ...(moment && { moment: { ...moment, typed: { ...moment.typed, ...answers, sender: hostile } } }),
  };
}

describe.each(samples)('hostile words in $title', ({ sample }) => {
  const { content } = show(poisoned(sample));

  it('stand only where nothing is evaluated', () => {
    const found = leavesOf(content).filter((leaf) => /evil|<at>|\$\{/.test(String(leaf.value)));
    const misplaced = found.filter((leaf) => {
      const { key: member, owner } = leaf;
      const inTextRun = member === 'text' && owner.type === 'TextRun';
      const inInput = member === 'value' && String(owner.type).startsWith('Input.');
      return !inTextRun && !inInput;
    });
    expect(misplaced.map(({ path, value }) => `${path}: ${String(value)}`)).toEqual([]);
  });
});

it('finds hostile words at all', () => {
  const found = samples.filter(({ sample }) => JSON.stringify(show(poisoned(sample))).includes('evil'));
  expect(found.length).toBeGreaterThan(samples.length / 2);
});
