// How fast messages leave: Teams' limits for a conversation and for a tenant, and who goes first when they are short.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectorRequest } from '../support/fake-teams/connector.ts';
import { customers, northwind } from '../support/northwind.ts';
import {
  deliverUntilTaken,
  drained,
  eachOf,
  figures,
  type HardDesk,
  median,
  openHardDesk,
  openTicket,
} from './support.ts';

let desk: HardDesk;
const stalls = monitorEventLoopDelay({ resolution: 5 });
beforeAll(async () => {
  stalls.enable();
  desk = await openHardDesk({ tenants: 40, agents: 20 });
});
afterAll(() => desk.close());

/**
 * Between the service's count and the arrival at Teams lies a moment that varies: a tenth of a window, and
 * however long this machine has kept the fake Teams itself from working.
 */
const strict = (windowMs: number): number => 0.9 * windowMs - stallMs();
const stallMs = (): number => stalls.max / 1e6;

/** The most requests that fall into any window of this length. */
function mostWithin(requests: readonly ConnectorRequest[], windowMs: number): number {
  const times = requests.map(({ at }) => at).toSorted((a, b) => a - b);
  let from = 0;
  return times.reduce((most, at, to) => {
    while ((times[from] ?? at) <= at - windowMs) from += 1;
    return Math.max(most, to - from + 1);
  }, 0);
}

const sendsSince = (index: number) => desk.teams.connector.requests.slice(index);

describe('what may leave at once', () => {
  beforeEach(() => stalls.reset());

  it('to one conversation: 7 in any second, 60 in any 30 seconds', async () => {
    const guest = desk.requester({ tenantId: customers.contoso, name: 'Anna Petrova', locale: 'en-US' });
    const from = desk.teams.connector.requests.length;
    const questions = Array.from({ length: 70 }, () => guest.drafts('help'));
    for (const question of questions) await deliverUntilTaken(desk, question);
    await drained(desk);
    const sent = sendsSince(from).filter(({ conversationId }) => conversationId === guest.chatId);
    const [second, twoSeconds, halfMinute] = [1_000, 2_000, 30_000].map((ms) => mostWithin(sent, ms));
    const strictly = [1_000, 2_000, 30_000].map((ms) => mostWithin(sent, strict(ms)));
    figures(
      `budget of a conversation: ${sent.length} messages wanted at once: at most ${second} in a second, ${twoSeconds} in two, ${halfMinute} in thirty (stalls of up to ${stallMs().toFixed(0)} ms)`,
    );
    expect(strictly.map((most, i) => most <= ([7, 8, 60][i] ?? 0))).toEqual([true, true, true]);
    expect(guest.posts().flatMap(({ replyToId }) => replyToId ?? [])).toEqual(questions.map(({ id }) => id));
  });

  it('to one tenant: 30 in any second', async () => {
    const from = desk.teams.connector.requests.length;
    const guests = Array.from({ length: 80 }, (_, i) =>
      desk.requester({ tenantId: customers.beichen, name: `Guest ${i}`, locale: 'en-US' }),
    );
    await eachOf(guests, 16, (guest) => deliverUntilTaken(desk, guest.drafts('help')));
    await drained(desk);
    const chats = new Set(guests.map(({ chatId }) => chatId));
    const sent = sendsSince(from).filter(({ conversationId }) => chats.has(conversationId));
    figures(
      `budget of a tenant: ${sent.length} messages wanted at once: at most ${mostWithin(sent, 1_000)} in a second`,
    );
    expect(mostWithin(sent, strict(1_000))).toBeLessThanOrEqual(30);
    expect(sent).toHaveLength(2 * guests.length);
  });
});

describe('when the budget is short', () => {
  it("people's words go before cards, cards before what goes to many", async () => {
    const numbers = Array.from({ length: 60 }, (_, i) => i);
    const tickets = await eachOf(numbers, 8, (i) => openTicket(desk, desk.guest(i, `Requester ${i}`)));
    const askers = await eachOf(numbers, 8, async (i) => {
      const guest = desk.guest(i, `Asker ${i}`);
      await guest.says('Outlook keeps asking for my password');
      return guest.finds('talk-to-person');
    });
    await drained(desk);
    const from = desk.teams.connector.requests.length;
    // All of it ends in the partner's tenant: what goes to many first, then cards, and words last.
    const strangers = numbers.slice(0, 5).map((i) =>
      desk.requester({
        tenantId: `57a46e00-0000-4000-8000-${String(i).padStart(12, '0')}`,
        name: 'Zoe',
        locale: 'en-US',
      }),
    );
    await Promise.all([
      ...strangers.map((stranger) => deliverUntilTaken(desk, stranger.drafts('hello'))),
      ...askers.map((button) => deliverUntilTaken(desk, button.invoke())),
      ...tickets.map(({ requester, number }) =>
        deliverUntilTaken(desk, requester.drafts(`word of ${number}`)),
      ),
    ]);
    const allTakenAt = Date.now();
    await drained(desk);
    const sent = sendsSince(from).filter(isForPartner);
    // What was claimed before the last word was known had the right to go.
    const claimedBeforeMs = 1_000 + 3 * stallMs();
    const kinds = sent.filter(({ at }) => at > allTakenAt + claimedBeforeMs).map(kindOf);
    const once = kinds.filter((kind, i) => kind !== kinds[i - 1]);
    const counted = (['words', 'card', 'many'] as const).map(
      (kind) => `${kinds.filter((one) => one === kind).length} ${kind}`,
    );
    figures(
      `priorities: ${sent.length} messages for one tenant at once; those that had to wait went in this order: ${once.join(', ')} (${counted.join(', ')})`,
    );
    // One that is behind another in its conversation cannot go yet; the budget is not left unused meanwhile.
    const places = (kind: string) => kinds.flatMap((one, place) => (one === kind ? [place] : []));
    const middles = ['words', 'card', 'many'].map((kind) => median(places(kind))).filter(Number.isFinite);
    expect(middles.length).toBeGreaterThan(1);
    expect(middles).toEqual(middles.toSorted((x, y) => x - y));
  });
});

function isForPartner({ conversationId, body }: ConnectorRequest): boolean {
  return conversationId.startsWith('19:') || (conversationId === '' && body.tenantId === northwind.tenantId);
}

function kindOf({ body }: ConnectorRequest): 'words' | 'card' | 'many' {
  const activity = (body.activity ?? body) as { text?: unknown; attachments?: unknown[] };
  if (/word of \d+/.test(String(activity.text))) return 'words';
  return (activity.attachments?.length ?? 0) > 0 ? 'card' : 'many';
}
