// Each act that has power over somebody's ticket, and each attempt without the right to it, leaves a row.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditedAct } from '../../src/domain/audit.ts';
import type { Speaker } from '../../src/domain/chat.ts';
import type { Verb } from '../../src/domain/permissions.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { claimTicket } from '../../src/flows/claim-ticket.ts';
import { draftFromTicket } from '../../src/flows/draft-article.ts';
import {
  changeAnswers,
  correctNumber,
  endEscalation,
  escalateTicket,
  fillEscalation,
  recordNumber,
} from '../../src/flows/escalate-ticket.ts';
import { followEdit } from '../../src/flows/follow-edit.ts';
import type { Turn } from '../../src/flows/ports.ts';
import { recordDenial } from '../../src/flows/record-audit.ts';
import { addNote, relayFromAgent } from '../../src/flows/relay-message.ts';
import {
  confirmSolved,
  notSolved,
  rateTicket,
  solveTicket,
  withdrawTicket,
} from '../../src/flows/resolve-ticket.ts';
import { sendAgain } from '../../src/flows/send-again.ts';
import { changeSeverity, transferTicket } from '../../src/flows/transfer-ticket.ts';
import type { AuditRow } from '../../src/store/audit-chain.ts';
import { openBeside } from '../../src/store/database.ts';
import type { OpenEngine } from '../../src/store/engine.ts';
import { takenKey } from '../../src/store/inbox.ts';
import { person as samplePerson } from '../store/samples.ts';
import {
  anna,
  annasChat,
  ben,
  channel,
  type Desk,
  mei,
  openDesk,
  openedTicket,
  personalChat,
  refTo,
  settings,
  speakerOf,
  threadOf,
} from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
});
afterEach(() => desk.close());

async function withStore<Result>(look: (beside: OpenEngine) => Promise<Result>): Promise<Result> {
  const beside = await openBeside({ url: desk.databaseUrl, log: { warn: () => undefined } });
  const result = await look(beside);
  await beside.close();
  return result;
}

const audited = (): Promise<AuditRow[]> =>
  withStore(({ kysely }) => kysely.selectFrom('audit').selectAll().orderBy('sequence').execute());

const acts = async () => (await audited()).map((row) => row.act);

const words = { text: 'Please restart', files: [] };
const person = samplePerson({ tenantId: anna.tenantId, id: anna.personId });

async function escalationId(turn: Turn): Promise<string> {
  return (await turn.store.escalations.latestOf(ticket.tenantId, ticket.id))?.id ?? '';
}

type Flow = (turn: Turn) => Promise<unknown>;

const escalated: Flow = (turn) => escalateTicket(turn, ben, refTo(ticket));
const ready: Flow = async (turn) =>
  fillEscalation(turn, ben, refTo(ticket), await escalationId(turn), {
    category: 'fault',
    health: 'nothing-published',
    triedSteps: 'restarted',
    startedAt: 'today',
    scope: 'one-user',
    businessImpact: 'one person',
    englishSummary: 'It asks for the password.',
    contactPhone: '+493055501201',
    consent: 'yes',
  });
const filed: Flow = async (turn) =>
  recordNumber(turn, ben, refTo(ticket), await escalationId(turn), '2611200040001234');
const solved: Flow = (turn) => solveTicket(turn, ben, refTo(ticket), 'Restarted');
const closed: Flow = (turn) => confirmSolved(turn, person, refTo(ticket));
/** Words that wait for an agent to say whether they still hold. */
const undelivered: Flow = async (turn) => {
  await relayFromAgent(turn, ben, refTo(ticket), words);
  const [said] = await turn.store.messages.latest(ticket.tenantId, ticket.id, 1);
  if (!said) throw new Error('nothing was said');
  await turn.store.messages.save({ ...said, delivery: 'not-delivered', offeredAt: turn.now });
};

describe('an act', () => {
  const done: [AuditedAct, Flow[], Flow][] = [
    ['claim-ticket', [], (turn) => claimTicket(turn, ben, refTo(ticket))],
    ['transfer-ticket', [], (turn) => transferTicket(turn, ben, refTo(ticket), 'billing')],
    [
      'transfer-ticket',
      [(turn) => claimTicket(turn, ben, refTo(ticket))],
      (turn) => transferTicket(turn, mei, refTo(ticket), ticket.queueId),
    ],
    ['change-severity', [], (turn) => changeSeverity(turn, ben, refTo(ticket), 'A', 'all wait')],
    ['reply-ticket', [], (turn) => relayFromAgent(turn, ben, refTo(ticket), words)],
    ['ask-requester', [], (turn) => relayFromAgent(turn, ben, refTo(ticket), words, 'ask-requester')],
    ['add-note', [], (turn) => addNote(turn, ben, refTo(ticket), words)],
    [
      'relay-outside-news',
      [],
      (turn) => relayFromAgent(turn, ben, refTo(ticket), words, 'relay-outside-news'),
    ],
    ['escalate-ticket', [], escalated],
    ['fill-escalation', [escalated], ready],
    [
      'change-answers',
      [escalated, ready],
      async (turn) => changeAnswers(turn, ben, refTo(ticket), await escalationId(turn)),
    ],
    ['record-number', [escalated, ready], filed],
    [
      'correct-number',
      [escalated, ready, filed],
      async (turn) => correctNumber(turn, ben, refTo(ticket), await escalationId(turn), '2611200040001235'),
    ],
    [
      'end-escalation',
      [escalated],
      async (turn) => endEscalation(turn, ben, refTo(ticket), await escalationId(turn)),
    ],
    ['solve-ticket', [], solved],
    ['confirm-solved', [solved], closed],
    ['not-solved', [solved], (turn) => notSolved(turn, person, refTo(ticket))],
    ['withdraw-ticket', [], (turn) => withdrawTicket(turn, person, refTo(ticket))],
    ['draft-article', [solved], (turn) => draftFromTicket(turn, mei, refTo(ticket), words)],
    ['send-again', [undelivered], (turn) => sendAgain(turn, ben, refTo(ticket))],
  ];

  it.each(done)(
    '%s is written down, with the ticket and the activity that asked for it',
    async (act, before, flow) => {
      for (const earlier of before) await desk.turn(earlier);
      const known = (await audited()).length;
      expect(await desk.turn(flow, 'activity-7')).toBeUndefined();
      expect((await audited()).slice(known)).toMatchObject([
        { act, outcome: 'done', tenant_id: ticket.tenantId, ticket_id: ticket.id, activity_id: 'activity-7' },
      ]);
    },
  );

  it('is written under one pseudonym per person', async () => {
    await desk.turn((turn) => claimTicket(turn, ben, refTo(ticket)));
    await desk.turn((turn) => relayFromAgent(turn, mei, refTo(ticket), words));
    await desk.turn((turn) => relayFromAgent(turn, ben, refTo(ticket), words));
    const [claimed, meis, bens] = (await audited()).map((row) => row.actor);
    expect(bens).toBe(claimed);
    expect(meis).not.toBe(claimed);
    expect(JSON.stringify(await audited())).not.toContain(ben.id);
  });

  it('is not written when it did not happen: somebody was first, it is over, nothing was said', async () => {
    await desk.turn((turn) => claimTicket(turn, ben, refTo(ticket)));
    const refused: Flow[] = [
      (turn) => claimTicket(turn, mei, refTo(ticket)),
      (turn) => relayFromAgent(turn, ben, refTo(ticket), { text: '', files: [] }),
      (turn) => transferTicket(turn, ben, refTo(ticket), 'nowhere'),
      closed,
    ];
    for (const flow of refused) expect(await desk.turn(flow)).toBeDefined();
    expect(await acts()).toEqual(['claim-ticket']);
  });

  it('is not one of power when it only tells the desk something', async () => {
    await desk.turn(solved);
    await desk.turn(closed);
    await desk.turn((turn) => rateTicket(turn, person, refTo(ticket), 5, ''));
    expect(await acts()).toEqual(['solve-ticket', 'confirm-solved']);
  });

  it('does not happen when it cannot be written down', async () => {
    const unheard = desk.turn((turn) => {
      const audit = { ...turn.store.audit, append: () => Promise.reject(new Error('the audit is away')) };
      return claimTicket({ ...turn, store: { ...turn.store, audit } }, ben, refTo(ticket));
    });
    await expect(unheard).rejects.toThrow('the audit is away');
    const read = await desk.turn(({ store }) => store.tickets.get(ticket.tenantId, ticket.id));
    expect(read).not.toHaveProperty('assigneeId');
  });
});

describe('what is said in a channel', () => {
  const stranger: Speaker = { ...speakerOf(ben), personId: 'no-agent', name: 'Tom' };
  const inThread = () => ({ threadId: threadOf(ticket) });

  it('is written down with the id of the very message', async () => {
    const claimed = await desk.says(speakerOf(ben), 'claim', {
      ...inThread(),
      command: { name: 'claim', rest: '' },
    });
    const replied = await desk.says(speakerOf(ben), 'Please restart', inThread());
    const asked = await desk.says(speakerOf(ben), 'ask which', {
      ...inThread(),
      command: { name: 'ask', rest: 'which' },
    });
    expect((await audited()).map((row) => [row.act, row.activity_id])).toEqual([
      ['claim-ticket', claimed],
      ['reply-ticket', replied],
      ['ask-requester', asked],
    ]);
  });

  it('and changed or taken back later is written down, once though Teams sends it again', async () => {
    const activityId = await desk.says(speakerOf(ben), 'Please restart', inThread());
    const changes = [
      { type: 'edited', text: 'Please restart twice' },
      { type: 'edited', text: 'Please restart twice' },
      { type: 'deleted' },
      { type: 'deleted' },
    ] as const;
    for (const kind of changes)
      await desk.happens(speakerOf(ben), channel, kind, { ...inThread(), activityId });
    expect((await audited()).map((row) => [row.act, row.ticket_id, row.activity_id])).toEqual([
      ['reply-ticket', ticket.id, activityId],
      ['edit-reply', ticket.id, activityId],
      ['delete-reply', ticket.id, activityId],
    ]);
  });

  it('and changed by somebody whose role was taken away is a denial', async () => {
    const activityId = await desk.says(speakerOf(ben), 'Please restart', inThread());
    const kind = { type: 'edited', text: 'Pay here' } as const;
    const inbound = { speaker: speakerOf(ben), chat: channel, ...inThread(), activityId, kind };
    const [before, after] = await desk.turn(async (turn) => {
      const staff = { ...ben, roles: [] };
      const flash = await followEdit(turn, { person: samplePerson(), staff }, inbound, kind);
      return [flash, await turn.store.messages.latest(ticket.tenantId, ticket.id, 1)];
    });
    expect(before).toEqual({ reason: 'not-allowed' });
    expect(after).toMatchObject([{ text: 'Please restart', edited: false }]);
    expect((await audited()).at(-1)).toMatchObject({ act: 'edit-reply', outcome: 'denied' });
  });

  it('of somebody without a role is one denial a minute for each act, however often it is tried', async () => {
    const claim = { ...inThread(), command: { name: 'claim', rest: '' } } as const;
    for (let i = 0; i < 20; i += 1) await desk.says(stranger, 'claim', claim);
    await desk.says(stranger, 'Let me help', inThread());
    await desk.says({ ...stranger, personId: 'another' }, 'claim', claim);
    desk.advance(60_000);
    await desk.says(stranger, 'claim', claim);
    expect(await acts()).toEqual(['claim-ticket', 'reply-ticket', 'claim-ticket', 'claim-ticket']);
  });

  it('can be matched with what was taken in', async () => {
    const activityId = await desk.says(speakerOf(ben), 'Please restart', inThread());
    const key = takenKey(settings.partner.tenantId, threadOf(ticket), 'text', activityId);
    expect((await audited()).map((row) => row.activity_id)).toEqual([activityId]);
    expect(
      await withStore((beside) => beside.kysely.selectFrom('taken').select('key').execute()),
    ).toContainEqual({ key });
  });

  it('is written down when it changes the channel', async () => {
    const lead =
      settings.staff.find((one) => one.roles.includes('lead') || one.roles.includes('admin')) ?? ben;
    await desk.says(speakerOf(lead), 'link', { command: { name: 'link-queue', rest: 'billing' } });
    await desk.says(speakerOf(ben), 'ru', { command: { name: 'language-ru', rest: '' } });
    expect(await audited()).toMatchObject([
      { act: 'link-queue', outcome: 'done', queue_id: 'billing', tenant_id: settings.partner.tenantId },
      { act: 'set-channel-language', outcome: 'done' },
    ]);
  });

  it.each(['unanswered', 'weak-articles'] as const)('is written down when it shows “%s”', async (name) => {
    const activityId = await desk.says(speakerOf(mei), name, { command: { name, rest: '' } });
    expect(await audited()).toMatchObject([
      {
        act: 'read-learning',
        outcome: 'done',
        tenant_id: settings.partner.tenantId,
        activity_id: activityId,
      },
    ]);
  });

  it.each([
    ['claim', 'claim-ticket'],
    ['solve', 'solve-ticket'],
    ['link-queue', 'link-queue'],
    ['language-ru', 'set-channel-language'],
    ['help', 'reply-ticket'],
  ] as const)('by somebody without a role is a denial: %s', async (name, act) => {
    await desk.says(stranger, name, { ...inThread(), command: { name, rest: 'x' } });
    expect(await audited()).toMatchObject([{ act, outcome: 'denied', reason: 'not-staff' }]);
  });

  it('plain words of somebody without a role are a denied reply', async () => {
    const said = await desk.says(stranger, 'Let me help', inThread());
    expect(await audited()).toMatchObject([{ act: 'reply-ticket', outcome: 'denied', activity_id: said }]);
  });

  it('by somebody without the right to link is a denial', async () => {
    const agent = settings.staff.find(
      (one) => !one.roles.some((role) => role === 'lead' || role === 'admin'),
    );
    if (!agent) throw new Error('everybody may link');
    await desk.says(speakerOf(agent), 'link', { command: { name: 'link-queue', rest: 'billing' } });
    expect(await audited()).toMatchObject([{ act: 'link-queue', outcome: 'denied', reason: 'not-allowed' }]);
  });

  it('by who may link, in the wrong place, is none', async () => {
    const command = { name: 'link-queue', rest: 'billing' } as const;
    await desk.says(speakerOf(mei), 'link', { chat: personalChat(speakerOf(mei)), command });
    expect(await audited()).toEqual([]);
  });
});

describe('a press', () => {
  it('that is not allowed is a denial, with the id of the very press', async () => {
    const cards = await desk.turn(({ store }) => store.cards.ofTicket(refTo(ticket)));
    const card = cards.find((one) => one.notice.kind === 'request');
    const boris: Speaker = { ...anna, personId: 'person-boris', name: 'Boris' };
    const verb: Verb = 'withdraw-ticket';
    await desk.press(boris, annasChat, card?.id ?? '', verb, async () => undefined, { activityId: 'f:1' });
    expect(await audited()).toMatchObject([
      { act: verb, outcome: 'denied', reason: 'not-yours', activity_id: 'f:1', ticket_id: ticket.id },
    ]);
  });
});

describe('a tenant that is not served', () => {
  it('leaves nothing, not even a denial', async () => {
    const stranger = { tenantId: 'unserved', personId: 'p' };
    await desk.turn((turn) => recordDenial(turn, stranger, 'claim-ticket', 'not-staff'));
    expect(await audited()).toEqual([]);
  });
});
