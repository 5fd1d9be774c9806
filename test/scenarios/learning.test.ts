// Use teaches: what helped and came back, what could not be answered, and a solved ticket that becomes an article.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkSteps, partnersFront, readBody, readFile } from '../../src/knowledge/article-file.ts';
import { type ClockedDesk, openClockedDesk } from '../support/clocked-desk.ts';
import { customers, northwind } from '../support/northwind.ts';
import { anna, claimedTicketAt } from './opened-ticket.ts';

const hour = 3_600_000;

let desk: ClockedDesk;
beforeAll(async () => {
  desk = await openClockedDesk();
});
afterAll(() => desk.close());

it('asked, helped, asked again within a day: the article loses its point, and the lead sees it', async () => {
  const channel = desk.ben.in(northwind.support);
  await channel.mentions("articles that don't help");
  const empty = await desk.ben.findsThread(northwind.support, 'no article has failed often enough');
  expect(empty.posts()).toHaveLength(1);

  const requester = desk.requester(anna);
  await requester.says('Outlook keeps asking for my password');
  await requester.presses('article-helped');
  desk.pass(20 * hour);
  await requester.says('outlook password prompt is back again');
  await requester.finds('article-helped');

  await channel.mentions('Articles that don’t help?');
  const list = await desk.ben.findsThread(northwind.support, 'asked again within a day: 1');
  expect(list.card()).toContain('Outlook asks for the password again and again · English');
  expect(list.card()).toContain('Shown once, settled by it: 0%');
});

it('what nobody could answer is read by leads in their own chat and language, without a name', async () => {
  const one = desk.requester(anna);
  await one.says('Anna Petrova here: zorbulator blixes quavroids, +49 30 5550-1299');
  await one.finds('send-diagnostics');
  const two = desk.requester({ tenantId: customers.vektor, name: 'Олег', locale: 'ru-RU' });
  await two.says('опять zorbulator blixes quavroids');
  await two.finds('send-diagnostics');

  await desk.ben.installs();
  await desk.ben.says('на что мы не ответили');
  await desk.ben.sees('What we could not answer');
  const card = desk.ben.card();
  expect(card).toContain('Asked 2 times');
  expect(card).toContain('2 customers');
  expect(card).toContain('••• here: zorbulator blixes quavroids, •••');
  expect(card).not.toMatch(/Petrova|5550|Олег/);

  await desk.mei.installs();
  await desk.mei.says('what we could not answer');
  await desk.mei.sees('Your role does not allow this');
});

it('a solved ticket becomes the draft of an article, to be copied as it stands', async () => {
  const { requester, thread, number } = await claimedTicketAt(desk);
  await thread.mentions('draft article');
  await thread.sees('no solution yet');
  await thread.presses('solve-ticket', {
    resolution: 'Close Outlook. Remove the entry of Anna from the credential manager. Sign in once.',
  });
  await requester.sees('Is request');
  await thread.mentions('draft article');
  await thread.sees(`ticket-${number}/en.md`);
  const { text } = await thread.sees(/^---\n/);
  const { front, body } = readFile(text, partnersFront);
  const { steps } = readBody(body);
  checkSteps(steps, front.fixableBy ?? []);
  expect(steps).toEqual([
    'Close Outlook',
    'Remove the entry of ••• from the credential manager',
    'Sign in once',
  ]);
  expect(front.title).toBe('Outlook keeps asking for my password');
});
