import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
import { claimTicket } from '../../src/flows/claim-ticket.ts';
import {
  changeAnswers,
  correctNumber,
  endEscalation,
  escalateTicket,
  fillEscalation,
  recordNumber,
} from '../../src/flows/escalate-ticket.ts';
import { fireTimer } from '../../src/flows/fire-timer.ts';
import { relayFromAgent } from '../../src/flows/relay-message.ts';
import { solveTicket, withdrawTicket } from '../../src/flows/resolve-ticket.ts';
import { transferTicket } from '../../src/flows/transfer-ticket.ts';
import { person } from '../store/samples.ts';
import { anna, ben, type Desk, openDesk, openedTicket, refTo, ticketNow } from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
let escalationId: string;
const hour = 3_600_000;
const words = { text: 'Since when?', files: [] };
const told = {
  category: 'unavailable',
  health: 'nothing-published',
  triedSteps: 'Profile rebuilt',
  startedAt: 'today',
  scope: 'some-users',
  consent: 'yes',
};

beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
  await desk.turn((turn) => escalateTicket(turn, ben, refTo(ticket)));
  const escalation = await desk.turn(({ store }) => store.escalations.latestOf(ticket.tenantId, ticket.id));
  escalationId = escalation?.id ?? '';
});
afterEach(() => desk.close());

const escalationNow = () => desk.turn(({ store }) => store.escalations.get(ticket.tenantId, escalationId));
const fill = (raw: Record<string, unknown>) =>
  desk.turn((turn) => fillEscalation(turn, ben, refTo(ticket), escalationId, raw));
const record = (number: string) =>
  desk.turn((turn) => recordNumber(turn, ben, refTo(ticket), escalationId, number));

const correct = (number: string) =>
  desk.turn((turn) => correctNumber(turn, ben, refTo(ticket), escalationId, number));

describe('escalating by hand', () => {
  it('is one at a time', async () => {
    expect(await desk.words()).toContain('thread: escalation');
    const second = await desk.turn((turn) => escalateTicket(turn, ben, refTo(ticket)));
    expect(second).toEqual({ reason: 'escalation-open' });
  });

  it('asks again only for what is wrong or missing', async () => {
    const moment = await fill({ ...told, scope: 'galaxy' });
    expect(moment?.faults).toEqual([{ field: 'scope', fault: 'malformed' }]);
    expect(await fill({ scope: 'whole-org' })).toBeUndefined();
    expect(await escalationNow()).toMatchObject({ state: 'ready', answers: { ...told, scope: 'whole-org' } });
  });

  it.each(['Не получается пригласить внешних людей', '无法在 Teams 中邀请外部用户'])(
    'asks again for a summary that is not in English: %s',
    async (englishSummary) => {
      // What the desk knew of the ticket is not asked for.
      await desk.turn(async ({ store }) => {
        const escalation = await store.escalations.get(ticket.tenantId, escalationId);
        const { englishSummary: _known, ...answers } = escalation?.answers ?? {};
        if (escalation) await store.escalations.save({ ...escalation, answers });
      });
      const moment = await fill({ ...told, englishSummary });
      expect(moment?.faults).toEqual([{ field: 'englishSummary', fault: 'malformed' }]);
      const quoting = 'Teams says «Не удалось пригласить» when guests are invited';
      expect(await fill({ englishSummary: quoting })).toBeUndefined();
    },
  );

  it('keeps no secret that stands in the number’s field', async () => {
    expect(await fill(told)).toBeUndefined();
    await record('2611200040001234, password: Sommer2026');
    expect((await escalationNow())?.number).toBe('2611200040001234, password: •••');
  });

  it.each(['+86 138 1000 0259', '+86 (138) 1000-0259', '+378282246310005'])(
    'keeps the phone that Microsoft shall call as it is: %s',
    async (contactPhone) => {
      await desk.turn(async ({ store }) => {
        const escalation = await store.escalations.get(ticket.tenantId, escalationId);
        const { contactPhone: _known, ...answers } = escalation?.answers ?? {};
        if (escalation) await store.escalations.save({ ...escalation, answers });
      });
      expect(await fill({ ...told, contactPhone })).toBeUndefined();
      const plain = contactPhone.replaceAll(/[^+\d]/g, '');
      expect(await escalationNow()).toMatchObject({ state: 'ready', answers: { contactPhone: plain } });
    },
  );

  it.each(['4111111111111111', 'SR-4111111111111111', '#4111 1111 1111 1111', '378282246310005'])(
    'keeps and corrects a number that would pass for a card’s: %s',
    async (number) => {
      await fill(told);
      expect(await record('2611230040001234')).toBeUndefined();
      expect(await correct(number)).toBeUndefined();
      expect(await escalationNow()).toMatchObject({ number });
      expect(await correct(number)).toEqual({ reason: 'already-done' });
      expect(await correct('2611230040001234')).toBeUndefined();
      expect(await escalationNow()).toMatchObject({ number: '2611230040001234' });
    },
  );

  it.each(['4111111111111111', 'SR-4111111111111111'])('files %s as it is', async (number) => {
    await fill(told);
    expect(await record(number)).toBeUndefined();
    expect(await escalationNow()).toMatchObject({ state: 'filed', number });
  });

  it.each(['card 4111 1111 1111 1111', 'it is 4111111111111111, since 2026-11-22', 'password: 12345678'])(
    'takes no number that would have to be hidden: %s',
    async (number) => {
      await fill(told);
      expect(await record(number)).toEqual({ reason: 'not-a-number' });
      expect(await record('2611230040001234')).toBeUndefined();
      expect(await correct(number)).toEqual({ reason: 'not-a-number' });
      expect(await escalationNow()).toMatchObject({ number: '2611230040001234' });
    },
  );

  it('goes no further with an issue that Microsoft has published', async () => {
    expect(await fill({ ...told, health: 'documented' })).toEqual({ flash: { reason: 'documented-issue' } });
    const escalation = await escalationNow();
    expect(escalation).toMatchObject({ state: 'asking' });
    expect(escalation?.answers).not.toHaveProperty('health');
  });

  it('takes no number before the packet is ready, and tells the requester after it', async () => {
    expect(await record('2611230040001234')).toEqual({ reason: 'already-done' });
    await fill(told);
    await desk.leaving();
    expect(await record('2611230040001234')).toBeUndefined();
    expect(await ticketNow(desk, ticket)).toMatchObject({ state: 'waiting-microsoft' });
    expect(await desk.words()).toEqual(
      expect.arrayContaining(['chat: with-outside', 'thread: update escalation']),
    );
  });

  it('opens its form again, with what was answered, and files what it says then', async () => {
    const changes = () => desk.turn((turn) => changeAnswers(turn, ben, refTo(ticket), escalationId));
    expect(await changes()).toEqual({ reason: 'already-done' });
    await fill(told);
    const before = await escalationNow();
    await desk.leaving();
    expect(await changes()).toBeUndefined();
    expect(await desk.words()).toContain('thread: update escalation');
    expect(await escalationNow()).toMatchObject({
      state: 'asking',
      isReopened: true,
      answers: before?.answers,
    });
    expect(await record('2611230040001234')).toEqual({ reason: 'already-done' });
    const { health: _forgotten, ...others } = { ...before?.answers, scope: 'one-user' };
    expect((await fill(others))?.faults).toEqual([{ field: 'health', fault: 'missing' }]);
    expect(await fill({ ...before?.answers, scope: 'one-user' })).toBeUndefined();
    const after = await escalationNow();
    expect(after).toMatchObject({ state: 'ready', answers: { ...before?.answers, scope: 'one-user' } });
    expect(after).not.toHaveProperty('isReopened');
  });

  it('refused for a published issue, its form keeps what was answered', async () => {
    await fill({ ...told, health: 'documented' });
    expect(await escalationNow()).toMatchObject({ isReopened: true, answers: { scope: told.scope } });
    expect(await fill({ ...(await escalationNow())?.answers, health: 'declared-fixed' })).toBeUndefined();
    expect(await escalationNow()).toMatchObject({ state: 'ready', answers: { health: 'declared-fixed' } });
  });

  it('takes our own number for none of theirs', async () => {
    await fill(told);
    const long = { ...ticket, number: 123_456 };
    await desk.turn(async ({ store }) => {
      const now = await store.tickets.get(ticket.tenantId, ticket.id);
      if (now) await store.tickets.save({ ...now, number: long.number });
    });
    expect(await record(`#${long.number}`)).toEqual({ reason: 'not-a-number' });
  });

  it.each([
    'SR 2611 2000 4000 1235',
    'Case 5105105105105100',
    '[#2611200040001234]',
    'TrackingID#2611200040001234',
  ])('takes a number as people write it: %s', async (number) => {
    await fill(told);
    expect(await record(number)).toBeUndefined();
    expect((await escalationNow())?.number).toBe(number);
  });

  it('takes one of a Chinese keyboard, in digits that Microsoft reads', async () => {
    await fill(told);
    await record('２６１１２０００４０００１２３４');
    expect((await escalationNow())?.number).toBe('2611200040001234');
  });

  it('takes no words for a number', async () => {
    await fill(told);
    expect(await record('will follow')).toEqual({ reason: 'not-a-number' });
    expect(await escalationNow()).toMatchObject({ state: 'ready' });
  });

  it('corrects a number that was mistyped, tells the requester, and leaves the clock alone', async () => {
    await fill(told);
    expect(await correct('2611230040001234')).toEqual({ reason: 'already-done' });
    await record('2611230040001243');
    const filed = await escalationNow();
    await desk.leaving();
    expect(await correct('')).toEqual({ reason: 'empty-text' });
    expect(await correct('2611230040001243')).toEqual({ reason: 'already-done' });
    expect(await correct('another one')).toEqual({ reason: 'not-a-number' });
    expect(await desk.words()).toEqual([]);
    desk.advance(hour);
    expect(await correct('2611230040001234')).toBeUndefined();
    expect(await escalationNow()).toEqual({
      ...filed,
      number: '2611230040001234',
      version: expect.any(Number),
    });
    expect(await desk.words()).toEqual(
      expect.arrayContaining(['chat: number-corrected', 'thread: update escalation']),
    );
  });

  it('reminds when the answer is due, and once a day from then on', async () => {
    await fill(told);
    await record('2611230040001234');
    const claim = () =>
      desk.turn(({ store }) =>
        store.timers.claim({ owner: 't', now: desk.now(), leaseUntil: desk.now() + 1000, limit: 9 }),
      );
    // Eight hours later the desk is closed: the next morning at nine.
    desk.advance(22.5 * hour);
    expect((await escalationNow())?.checkDueAt).toBe(desk.now());
    await desk.leaving();
    const fire = async () => {
      for (const timer of (await claim()).filter((t) => t.kind === 'escalation-check'))
        await desk.turn((turn) => fireTimer(turn, timer));
    };
    await fire();
    expect(await desk.words()).toContain('thread: escalation-check');
    expect((await escalationNow())?.checkDueAt).toBe(desk.now() + 24 * hour);
    // One that was set for another time reminds nobody.
    const { tenantId } = ticket;
    const stale = { kind: 'escalation-check', tenantId, subjectId: escalationId, dueAt: desk.now() } as const;
    await desk.turn(({ store }) => store.timers.set({ id: 'stale', ...stale }));
    await fire();
    expect(await desk.words()).toEqual([]);
  });

  it('comes back: the desk has the ticket again and the requester knows', async () => {
    await fill(told);
    await record('2611230040001234');
    await desk.leaving();
    await desk.turn((turn) => endEscalation(turn, ben, refTo(ticket), escalationId));
    expect(await ticketNow(desk, ticket)).toMatchObject({ state: 'new' });
    expect(await desk.words()).toContain('chat: back-from-outside');
  });

  it('ended before it was filed tells the requester nothing, and leaves the ticket as it is', async () => {
    await fill(told);
    await desk.turn((turn) => claimTicket(turn, ben, refTo(ticket)));
    await desk.turn((turn) => relayFromAgent(turn, ben, refTo(ticket), words, 'ask-requester'));
    await desk.leaving();
    await desk.turn((turn) => endEscalation(turn, ben, refTo(ticket), escalationId));
    expect(await ticketNow(desk, ticket)).toMatchObject({ state: 'waiting-requester' });
    expect(await desk.words()).not.toContain('chat: back-from-outside');
  });

  it('goes along when its ticket moves to another queue', async () => {
    await fill(told);
    await desk.leaving();
    await desk.turn((turn) => transferTicket(turn, ben, refTo(ticket), 'billing'));
    const moved = (await desk.leaving()).filter(({ lane }) => lane.endsWith(':billing'));
    expect(moved.map(({ notice }) => notice.kind)).toEqual(['ticket', 'escalation']);
  });

  it('ends with its ticket, withdrawn as well', async () => {
    await fill(told);
    const annas = person({ tenantId: anna.tenantId, id: anna.personId });
    await desk.turn((turn) => withdrawTicket(turn, annas, refTo(ticket)));
    expect(await escalationNow()).toMatchObject({ state: 'ended' });
  });

  it('ends with its ticket', async () => {
    await fill(told);
    await desk.turn((turn) => solveTicket(turn, ben, refTo(ticket), 'mended by Microsoft'));
    expect(await escalationNow()).toMatchObject({ state: 'ended' });
  });
});
