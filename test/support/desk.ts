// A desk without Teams: the flows over a real store, a clock that tests advance, and the outbox to look into.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNonces, newNonceKey } from '../../src/card-nonces.ts';
import type { Article, SearchResult } from '../../src/domain/article.ts';
import type { Inbound, SaidCommand, Speaker } from '../../src/domain/chat.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { Verb } from '../../src/domain/permissions.ts';
import type { Settings } from '../../src/domain/settings.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { fireTimer } from '../../src/flows/fire-timer.ts';
import type { OutboxRow } from '../../src/flows/outbox-ports.ts';
import type { Remark, Turn } from '../../src/flows/ports.ts';
import { type Answer, type Effect, pressCard } from '../../src/flows/press-card.ts';
import { receiveMessage } from '../../src/flows/receive-message.ts';
import { mentionsOf } from '../../src/knowledge/mentions.ts';
import { openDatabase } from '../../src/store/database.ts';
import { sampleArticle, sampleCustomer, now as sampleNow, sampleSettings } from './samples.ts';

export const channelId = '19:first-line@thread.tacv2';
const serviceUrl = 'https://smba.trafficmanager.net/emea/';

export const settings: Settings = {
  ...sampleSettings,
  queues: sampleSettings.queues.map((queue) =>
    queue.id === 'first-line'
      ? { ...queue, channelId }
      : { ...queue, channelId: `19:${queue.id}@thread.tacv2` },
  ),
};
export const [ben, mei] = settings.staff as [Settings['staff'][number], Settings['staff'][number]];

export const anna: Speaker = {
  tenantId: sampleCustomer.tenantId,
  personId: 'person-anna',
  name: 'Anna Petrova',
};
export const annasChat = personalChat(anna);

export function personalChat({ tenantId, personId }: Speaker): Inbound['chat'] {
  return { tenantId, id: `a:${personId}`, kind: 'personal', serviceUrl, botId: '28:bot' };
}

export const channel: Inbound['chat'] = {
  tenantId: settings.partner.tenantId,
  id: channelId,
  kind: 'channel',
  serviceUrl,
  botId: '28:bot',
  teamId: channelId,
};

export function speakerOf(staff: { id: string; name: string }): Speaker {
  return { tenantId: settings.partner.tenantId, personId: staff.id, name: staff.name };
}

export interface Desk {
  readonly databaseUrl: string;
  /** One transaction, as the service runs it. */
  turn<Result>(work: (turn: Turn) => Promise<Result>, activityId?: string): Promise<Result>;
  /** Something happens in Teams; returns the activity's id. */
  happens(
    speaker: Speaker,
    chat: Inbound['chat'],
    kind: Inbound['kind'],
    more?: Partial<Inbound>,
  ): Promise<string>;
  says(speaker: Speaker, text: string, more?: Partial<Inbound> & { command?: SaidCommand }): Promise<string>;
  press(
    by: Speaker,
    chat: Inbound['chat'],
    cardId: string,
    verb: Verb,
    effect: Effect,
    more?: Partial<Pressing>,
  ): Promise<Answer>;
  /** What waits in the outbox, taken out as if it had been sent; budgets that are spent make the clock go on. */
  leaving(): Promise<OutboxRow[]>;
  /** Moves the clock to when a row, or a budget that was spent, is due; false when nothing waits. */
  untilDue(): Promise<boolean>;
  /** Like `leaving`, as `lane kind` words without ids. */
  words(): Promise<string[]>;
  /** What the log was told. */
  readonly remarks: readonly Remark[];
  advance(ms: number): void;
  now(): number;
  close(): Promise<void>;
}

interface Pressing {
  readonly activityId: string;
  readonly nonce: string;
  readonly key: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly threadId: string;
}

const technical = { category: 'technical-configuration', route: 'self-help' } as const;
const nothing = { confidence: 'none', articleIds: [] } as const;

const calendar = { confidence: 'sure', articleIds: ['outlook-search'], kind: 'question' } as const;

/** What the desk's library says of a text, by the first word of these that stands in it. */
const shelves: readonly (readonly [RegExp, SearchResult])[] = [
  [
    /hacked/i,
    {
      confidence: 'sure',
      articleIds: ['stolen-account', 'outlook-slow'],
      kind: 'question',
      category: 'technical-permissions',
      route: 'self-help',
    },
  ],
  [
    /fraud/i,
    {
      confidence: 'sure',
      articleIds: ['stolen-money'],
      kind: 'question',
      category: 'billing',
      route: 'commercial',
    },
  ],
  [
    /dear bill/i,
    {
      confidence: 'choice',
      articleIds: ['outlook-slow', 'add-licences'],
      kind: 'question',
      category: 'billing',
      route: 'commercial',
    },
  ],
  // As in the library, thanks with a "but" are none.
  [/thank(?!.*still)/i, { ...nothing, kind: 'thanks', category: 'smalltalk', route: 'none' }],
  [/like before/i, { ...nothing, ...technical, kind: 'question', route: 'partner', manner: 'objects' }],
  [
    /step 3/i,
    {
      ...technical,
      confidence: 'choice',
      articleIds: ['add-licences', 'outlook-slow'],
      kind: 'question',
      manner: 'about-steps',
    },
  ],
  [/how .*calendar/i, { ...technical, ...calendar, manner: 'asks-how' }],
  [/calendar/i, { ...technical, ...calendar }],
  [/hello/i, { ...nothing, kind: 'greeting', category: 'smalltalk', route: 'none' }],
  [/idiot/i, { ...nothing, kind: 'abuse', category: 'complaint/other', route: 'partner' }],
  [/complain/i, { ...nothing, kind: 'complaint', category: 'complaint/other', route: 'partner' }],
  [/pizza/i, { ...nothing, kind: 'foreign', category: 'out-of-scope', route: 'none' }],
  [/call me about/i, { ...nothing, ...technical, kind: 'person', route: 'partner' }],
  [/call me/i, { ...nothing, kind: 'person', category: 'complaint/other', route: 'partner' }],
  [
    /for everybody/i,
    { ...nothing, kind: 'question', category: 'technical-availability', route: 'escalate-microsoft' },
  ],
  [
    /outlook or onedrive/i,
    {
      ...technical,
      confidence: 'choice',
      articleIds: ['outlook-disconnected', 'outlook-slow'],
      kind: 'question',
    },
  ],
  [
    /outlook/i,
    {
      ...technical,
      confidence: 'sure',
      articleIds: ['outlook-password-prompt', 'outlook-disconnected'],
      kind: 'question',
    },
  ],
  [
    /licence|лиценз/i,
    {
      confidence: 'sure',
      articleIds: ['add-licences'],
      kind: 'question',
      category: 'subscription-change',
      route: 'commercial',
    },
  ],
  [
    /money/i,
    {
      confidence: 'choice',
      articleIds: ['add-licences', 'outlook-disconnected'],
      kind: 'question',
      category: 'billing',
      route: 'commercial',
      soundsCommercial: true,
    },
  ],
];

const knowledge: Turn['knowledge'] = {
  search: (text) =>
    shelves.find(([word]) => word.test(text))?.[1] ?? {
      ...nothing,
      ...technical,
      kind: 'question',
      route: 'partner',
    },
  terms: (text) => new Map((text.toLowerCase().match(/\p{L}{3,}/gu) ?? []).map((word) => [word, 1])),
  candidates: (text) =>
    /stolen/i.test(text)
      ? ['stolen-account']
      : ['outlook-disconnected', 'outlook-slow', 'outlook-search', 'outlook-profile', 'gone'],
  mentions: mentionsOf,
  article: (id, locale): Article | undefined => {
    const article = sampleArticle(locale);
    if (id === 'add-licences')
      return { ...article, id, steps: [], fixableBy: ['partner'], category: 'subscription-change' };
    if (id === 'stolen-account') return { ...article, id, urgent: true };
    if (id === 'stolen-money') return { ...article, id, urgent: true, category: 'billing' };
    return id.startsWith('outlook') ? { ...article, id } : undefined;
  },
};

const nonces = createNonces(newNonceKey());

type Given = Partial<Pick<Turn, 'ranksAgain' | 'settings'>> & { readonly url?: string };

/** Over a database of its own, unless `url` names one; the rest is what turns of this desk have besides the usual. */
export async function openDesk({ url, ...given }: Given = {}): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'));
  const databaseUrl = url ?? `file:${join(folder, 'desk.db')}`;
  const database = await openDatabase({ url: databaseUrl, log: { warn: () => {} } });
  let at = sampleNow;
  const remarks: Remark[] = [];

  const desk: Desk = {
    databaseUrl,
    turn: (work, activityId) =>
      database.transaction((store) =>
        work({
          now: at,
          settings,
          store,
          knowledge,
          newId: () => randomUUID(),
          nonces,
          remark: (line) => void remarks.push(line),
          ...given,
          ...(activityId !== undefined && { activityId }),
        }),
      ),
    happens: async (speaker, chat, kind, more = {}) => {
      const inbound: Inbound = { speaker, chat, activityId: randomUUID(), kind, ...more };
      await desk.turn((turn) => receiveMessage(turn, inbound), inbound.activityId);
      return inbound.activityId;
    },
    says: (speaker, text, { command, ...more } = {}) =>
      desk.happens(
        speaker,
        more.chat ?? (speaker.tenantId === settings.partner.tenantId ? channel : personalChat(speaker)),
        { type: 'text', text, files: [], ...(command && { command }) },
        more,
      ),
    press: (speaker, chat, cardId, verb, effect, { activityId = randomUUID(), ...more } = {}) =>
      desk.turn((turn) => {
        const nonce = turn.nonces.issue(cardId);
        const press = { speaker, chat, cardId, verb, activityId, nonce, key: randomUUID(), ...more };
        return pressCard(turn, press, effect);
      }, activityId),
    leaving: async () => {
      const rows: OutboxRow[] = [];
      for (let isHeld = false; ; ) {
        const claim = { owner: 'test', now: at, leaseUntil: at + 30_000, limit: 100 };
        const { rows: heads, held } = await desk.turn(({ store }) => store.outbox.claim(claim));
        isHeld ||= held;
        if (heads.length === 0 && !(isHeld && (await desk.untilDue()))) return rows;
        for (const row of heads) {
          rows.push(row);
          await desk.turn(({ store }) =>
            store.outbox.complete(row, { state: 'sent', activityId: `sent-${rows.length}` }),
          );
        }
      }
    },
    untilDue: async () => {
      const next = await desk.turn(({ store }) => store.outbox.nextDueAt(at));
      at = next ?? at;
      return next !== undefined;
    },
    words: async () => (await desk.leaving()).map(inWords),
    remarks,
    advance: (ms) => {
      at += ms;
    },
    now: () => at,
    close: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return desk;
}

function inWords(row: OutboxRow): string {
  const where =
    row.destination.to === 'chat'
      ? row.destination.chatId === channelId
        ? 'channel'
        : 'chat'
      : row.destination.to;
  const what = row.notice.kind === 'thread-event' ? row.notice.event : row.notice.kind;
  return `${where}: ${row.class === 'update' ? 'update ' : ''}${what}`;
}

/** All timers that are due now fire, those that they set for now as well; returns how many fired. */
export async function fireDue(desk: Desk): Promise<number> {
  for (let fired = 0; ; ) {
    const claim = { owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 50 };
    const due = await desk.turn(({ store }) => store.timers.claim(claim));
    if (due.length === 0) return fired;
    for (const timer of due) await desk.turn((turn) => fireTimer(turn, timer));
    fired += due.length;
  }
}

/** Anna asks, sends the form, and the ticket stands in the first line's channel. */
export async function openedTicket(desk: Desk): Promise<Ticket> {
  await desk.happens(speakerOf(ben), channel, { type: 'installed' });
  await desk.says(anna, 'Outlook asks for my password');
  await desk.says(anna, 'person', { command: { name: 'person', rest: '' } });
  const [ticket] = await desk.turn(({ store }) => store.tickets.openOf(anna.tenantId, anna.personId));
  if (!ticket) throw new Error('no ticket was opened');
  await desk.turn(({ store }) =>
    store.threads.save(channel.tenantId, threadOf(ticket), refTo(ticket), ticket.queueId),
  );
  await desk.leaving();
  return ticket;
}

export function threadOf(ticket: Ticket): string {
  return `${channelId};messageid=${ticket.number}`;
}

export function refTo(ticket: Ticket): { tenantId: string; ticketId: string } {
  return { tenantId: ticket.tenantId, ticketId: ticket.id };
}

export async function ticketNow(desk: Desk, ticket: Ticket): Promise<Ticket> {
  const read = await desk.turn(({ store }) => store.tickets.get(ticket.tenantId, ticket.id));
  if (!read) throw new Error('the ticket is gone');
  return read;
}

export function refusal(notice: Notice): string | undefined {
  return notice.kind === 'refused' ? notice.flash.reason : undefined;
}
