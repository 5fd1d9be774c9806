// 5,000 activities with something wrong, through gate, SDK, flows and a real store: none breaks the house, and
// none has an effect that an honest one could not have.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { Destination, OutboxRow } from '../../src/flows/outbox-ports.ts';
import { receiveMessage } from '../../src/flows/receive-message.ts';
import { type Adapter, createAdapter } from '../../src/teams/adapter.ts';
import { createBot } from '../../src/teams/bot.ts';
import { actOnCard, presentAnswer } from '../../src/teams/card-actions.ts';
import {
  anna,
  annasChat,
  ben,
  channel,
  type Desk,
  openDesk,
  openedTicket,
  refTo,
  settings,
  speakerOf,
  threadOf,
  ticketNow,
} from '../support/desk.ts';
import { type Mutation, mutated } from '../support/hostile.ts';
import { fetchJson, serviceUrl, silentLog } from './activities.ts';

const count = 5_000;
const seed = 20_261_121;

let desk: Desk;
let ticket: Ticket;
let adapter: Adapter;
let failures: unknown[];
let cards: Record<'ticket' | 'request', string>;

beforeAll(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
  const stored = await desk.turn(({ store }) => store.cards.ofTicket(refTo(ticket)));
  const idOf = (kind: string) => stored.find(({ notice }) => notice.kind === kind)?.id ?? '';
  cards = { ticket: idOf('ticket'), request: idOf('request') };
  failures = [];
  const bot = createBot({
    onInbound: (inbound) => desk.turn((turn) => receiveMessage(turn, inbound)),
    onPress: async (press) => presentAnswer(await desk.turn((turn) => actOnCard(turn, press))),
  });
  adapter = createAdapter({
    appId: undefined,
    connectorHosts: [],
    openIdUrl: '',
    fetchJson,
    bot,
    log: { ...silentLog, error: (fields) => void failures.push(fields) },
  });
});
afterAll(() => desk.close());

function from(
  who: typeof anna,
  chat: typeof annasChat,
  change: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { tenantId } = chat;
  const isChannel = chat.kind === 'channel';
  return {
    type: 'message',
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${who.personId}`, name: who.name, aadObjectId: who.personId },
    recipient: { id: '28:bot', name: 'Support' },
    conversation: {
      id: isChannel ? threadOf(ticket) : chat.id,
      conversationType: chat.kind,
      tenantId,
      ...(isChannel && { isGroup: true }),
    },
    channelData: { tenant: { id: tenantId }, ...(isChannel && { team: { id: chat.teamId } }) },
    entities: [{ type: 'clientInfo', locale: 'ru-RU', timezone: 'Europe/Moscow' }],
    attachments: [{ contentType: 'text/html', content: '<p>x</p>' }],
    locale: 'ru-RU',
    localTimezone: 'Europe/Moscow',
    ...change,
  };
}

/** A rendering that was never issued: whatever is pressed on it may do nothing. */
const invented = { nonce: `${'A'.repeat(22)}.${'B'.repeat(22)}` };

function pressed(verb: string, card: string, inputs: object): Record<string, unknown> {
  const data = { card, ...invented, ...inputs };
  const action = { type: 'Action.Execute', verb, data };
  return { type: 'invoke', name: 'adaptiveCard/action', value: { action, trigger: 'manual' } };
}

function bases(): Record<string, unknown>[] {
  const agent = speakerOf(ben);
  // A member of the channel without a role: an agent's mutated words would be an honest reply.
  const guest = { ...agent, personId: 'guest', name: 'Guest' };
  return [
    from(anna, annasChat, { text: 'my requests' }),
    from(anna, annasChat, { text: 'It still asks for the password', attachments: [] }),
    from(guest, channel, {
      text: '<at>Support</at> help',
      entities: [{ type: 'mention', text: '<at>Support</at>', mentioned: { id: '28:bot', name: 'Support' } }],
    }),
    from(anna, annasChat, {
      type: 'messageUpdate',
      channelData: { eventType: 'editMessage' },
      text: 'edited',
    }),
    from(anna, annasChat, { type: 'messageDelete' }),
    from(anna, annasChat, { type: 'installationUpdate', action: 'add' }),
    from(agent, channel, { type: 'conversationUpdate', membersAdded: [{ id: '29:x', aadObjectId: 'x' }] }),
    from(anna, annasChat, { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }),
    from(anna, annasChat, pressed('withdraw-ticket', cards.request, {})),
    from(anna, annasChat, pressed('rate', cards.request, { score: 5, comment: 'x' })),
    from(agent, channel, pressed('claim-ticket', cards.ticket, {})),
    from(agent, channel, pressed('solve-ticket', cards.ticket, { resolution: 'x' })),
    from(agent, channel, pressed('transfer-ticket', cards.ticket, { queue: 'billing' })),
    from(agent, channel, pressed('reply-ticket', cards.ticket, { text: 'x' })),
  ];
}

/** Where something may be said because of this activity: where it came from, and at the partner's desk. */
function mayGo({ activity }: Mutation, { destination }: OutboxRow): boolean {
  const text = JSON.stringify(activity);
  if (destination.to === 'queue') return true;
  if (destination.to === 'thread') return destination.ticketId === ticket.id;
  if (destination.to === 'chat' && destination.chatId === ticket.requesterChatId) return true;
  return idsOf(destination).every((id) => text.includes(JSON.stringify(id).slice(1, -1)));
}

function idsOf(destination: Extract<Destination, { to: 'chat' | 'address' }>): string[] {
  const { tenantId } = destination;
  return [tenantId, destination.to === 'chat' ? destination.chatId : destination.conversationId];
}

describe(`${count} mutated activities`, () => {
  it('are answered 200, 400, 401 or 403; nothing breaks, and no power is gained', async () => {
    const answers = new Map<number, number>();
    const astray: string[] = [];
    const { numbers, ...before } = await truth();
    for (const mutation of mutated(bases(), count, seed)) {
      const { status, body } = await adapter.receive({ authorization: undefined, body: mutation.activity });
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (![200, 400, 401, 403].includes(status)) astray.push(`${status} ${mutation.name}`);
      if (status !== 200) expect(JSON.stringify(body).length, mutation.name).toBeLessThan(60);
      const rows = await desk.leaving();
      if (!rows.every((row) => mayGo(mutation, row))) astray.push(`${mutation.name} ${JSON.stringify(rows)}`);
    }
    console.log(
      `mutations: ${count}, answered ${JSON.stringify([...answers].sort())}, astray ${astray.length}`,
    );
    expect(astray).toEqual([]);
    expect(failures).toEqual([]);
    const { numbers: numbersAfter, ...after } = await truth();
    expect(after).toEqual(before);
    expect(numbersAfter - numbers).toBe(1);
  }, 180_000);

  /** What no activity on an invented rendering may change, and how many tickets there have been. */
  async function truth() {
    const { state, severity, queueId, assigneeId, requesterId, tenantId, resolution } = await ticketNow(
      desk,
      ticket,
    );
    return desk.turn(async ({ store }) => ({
      numbers: await store.tickets.nextNumber(),
      ticket: { state, severity, queueId, assigneeId, requesterId, tenantId, resolution },
      open: (await store.tickets.openOf(anna.tenantId, anna.personId)).map(({ id }) => id),
      notices: (await store.cards.ofTicket(refTo(ticket))).map(({ notice }) => notice.kind),
      links: await Promise.all(settings.queues.map(({ id }) => store.queueLinks.get(id))),
    }));
  }
});
