// What becomes of a question, by what the library says of it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assessSeverity } from '../../src/domain/diagnostics.ts';
import type { Question } from '../../src/domain/question.ts';
import { anna, annasChat, type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const latest = (): Promise<Question | undefined> =>
  desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));

/** Says it after the welcome, and returns what is sent for it. */
async function sentFor(...texts: string[]): Promise<string[]> {
  await desk.says(anna, 'help', { command: { name: 'help', rest: '' } });
  await desk.leaving();
  for (const text of texts) await desk.says(anna, text);
  return (await desk.leaving()).map(({ notice }) => notice.kind);
}

describe('a question', () => {
  it.each<[string, Partial<Question>]>([
    ['Outlook is slow', { state: 'answered', confidence: 'sure', route: 'self-help' }],
    ['Outlook or OneDrive', { state: 'answered', confidence: 'choice', shown: [] }],
    ['the thing is broken', { state: 'diagnosing', confidence: 'none', formId: 'technical' }],
    ['more licences', { state: 'diagnosing', category: 'subscription-change', formId: 'subscription' }],
    // Not sure which article: the form is right all the same.
    ['a dear bill', { state: 'answered', confidence: 'choice', category: 'billing' }],
    // Steps and a person, not an invoice's number.
    ['fraud', { state: 'answered', confidence: 'sure', category: 'billing' }],
    ['my money', { state: 'diagnosing', category: 'billing', formId: 'billing', route: 'commercial' }],
  ])('%s', async (text, expected) => {
    expect(await sentFor(text)).toEqual(['answer']);
    expect(await latest()).toMatchObject(expected);
  });

  it('of an outage asks nothing that was said', async () => {
    await sentFor('Teams is down for everybody since this morning');
    const { answers, formId } = (await latest()) ?? {};
    expect(formId).toBe('technical');
    expect(answers).toMatchObject({ product: 'teams', scope: 'whole-org', startedAt: 'today' });
    expect(answers).not.toHaveProperty('workaround');
  });

  it('of stopped work knows that nothing helps meanwhile', async () => {
    await sentFor('Teams is down for everyone in the company, we cannot work at all');
    const { answers = {} } = (await latest()) ?? {};
    expect(answers).toMatchObject({ scope: 'whole-org', workaround: 'none' });
    expect(assessSeverity(answers)).toEqual({ severity: 'A', rule: 'whole-org/none' });
  });

  it('keeps only the answers that its form asks for', async () => {
    await sentFor('more licences, nobody can sign in since yesterday');
    expect(Object.keys((await latest())?.answers ?? {})).toEqual(['summary']);
  });

  it('said better after nothing was found is answered, and does not end in the form', async () => {
    expect(await sentFor('the thing is broken', 'Outlook asks for a password')).toEqual(['answer', 'answer']);
    expect(await latest()).toMatchObject({ text: 'Outlook asks for a password', state: 'answered' });
  });

  it('that is no better said belongs to the form', async () => {
    await sentFor('the thing is broken', 'it is the grey one');
    expect(await latest()).toMatchObject({ text: 'the thing is broken\nit is the grey one' });
  });

  it('beside the form of a commercial wish is a part of it', async () => {
    await sentFor('more licences', 'for Outlook');
    expect(await latest()).toMatchObject({ formId: 'subscription', text: 'more licences\nfor Outlook' });
  });
});

describe('what no article fits', () => {
  it.each([
    ['hello there', 'greeting'],
    ['you idiot', 'upset'],
    ['I want to complain', 'upset'],
    ['where is my pizza', 'not-ours'],
  ])('%s: %s, in one text', async (text, kind) => {
    expect(await sentFor(text)).toEqual([kind]);
  });

  it('a question of others reaches a person by one more word', async () => {
    await sentFor('where is my pizza');
    await desk.says(anna, 'person', { command: { name: 'person', rest: '' } });
    expect(await desk.words()).toEqual(expect.arrayContaining([expect.stringContaining('ticket')]));
    expect(await latest()).toMatchObject({ text: 'where is my pizza', state: 'ticket' });
  });

  it('a complaint goes along to the person who is wanted for it', async () => {
    await sentFor('I want to complain');
    await desk.says(anna, 'person', { command: { name: 'person', rest: '' } });
    expect(await latest()).toMatchObject({ text: 'I want to complain', state: 'ticket' });
  });

  it('a complaint about an answer does not take its place', async () => {
    await sentFor('Outlook is slow', 'I want to complain');
    expect(await latest()).toMatchObject({ text: 'Outlook is slow' });
  });

  it('a complaint beside a form is a part of it', async () => {
    await sentFor('the thing is broken', 'I want to complain');
    expect(await latest()).toMatchObject({ text: 'the thing is broken\nI want to complain' });
  });

  it('a person wanted for something named gets the ticket at once', async () => {
    expect(await sentFor('call me about the printer')).toContain('ticket');
    expect(await latest()).toMatchObject({ text: 'call me about the printer', state: 'ticket' });
  });

  it('a person wanted for nothing named: the next words are for them, whatever they are', async () => {
    expect(await sentFor('call me')).toEqual(['refused']);
    expect(await sentFor('hello there')).toContain('ticket');
    expect(await latest()).toMatchObject({ text: 'hello there', state: 'ticket' });
  });
});
