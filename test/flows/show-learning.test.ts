// What a lead sees of use: which questions found no good answer, which articles do not help, and nobody's name.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command, Inbound, Speaker } from '../../src/domain/chat.ts';
import type { Tally } from '../../src/domain/lesson.ts';
import type { CardNotice } from '../../src/domain/notice.ts';
import type { StaffMember } from '../../src/domain/person.ts';
import type { Unanswered } from '../../src/domain/unanswered.ts';
import { loadFacts } from '../../src/flows/load-facts.ts';
import { openBeside } from '../../src/store/database.ts';
import { question } from '../store/samples.ts';
import {
  anna,
  ben,
  channel,
  type Desk,
  mei,
  openDesk,
  personalChat,
  refusal,
  settings,
  speakerOf,
} from '../support/desk.ts';

const hour = 3_600_000;
const day = 24 * hour;
const partner = settings.partner.tenantId;
const otherTenant = settings.customers[1]?.tenantId ?? '';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  await desk.happens(speakerOf(ben), channel, { type: 'installed' });
  await desk.leaving();
});
afterEach(() => desk.close());

const command = (by: StaffMember, name: Command, more: Partial<Inbound> = {}) =>
  desk.says(speakerOf(by), name, { command: { name, rest: '' }, ...more });

async function ask(text: string, who: Speaker = anna, after = 1000): Promise<void> {
  desk.advance(after);
  await desk.says(who, text);
}

const say = (name: Command, who = anna) => desk.says(who, name, { command: { name, rest: '' } });

async function shown(kind: 'unanswered'): Promise<Unanswered>;
async function shown(kind: 'weak-articles'): Promise<readonly Tally[]>;
async function shown(kind: 'unanswered' | 'weak-articles') {
  const notice: CardNotice = { kind, tenantId: partner };
  const facts = await desk.turn((turn) =>
    loadFacts(turn, notice, { to: 'chat', tenantId: partner, chatId: channel.id }),
  );
  return kind === 'unanswered' ? facts.unanswered : facts.weakArticles;
}

const colleague = (n: number): Speaker => ({
  tenantId: anna.tenantId,
  personId: `person-${n}`,
  name: `Somebody ${n}`,
});

describe.each(['unanswered', 'weak-articles'] as const)('“%s”', (kind) => {
  it('is answered to a lead where it was asked: in the channel, in a thread, in their own chat', async () => {
    const threadId = `${channel.id};messageid=7`;
    const own = personalChat(speakerOf(mei));
    for (const more of [{}, { threadId }, { chat: own }]) {
      const replyToId = await command(mei, kind, more);
      const [row, none] = await desk.leaving();
      expect(none).toBeUndefined();
      expect(row).toMatchObject({ notice: { kind, tenantId: partner }, replyToId });
      expect(row?.destination).toMatchObject({
        to: 'chat',
        chatId: (more as Partial<Inbound>).chat?.id ?? channel.id,
        ...('threadId' in more && { threadId }),
      });
    }
  });

  it.each([
    ['an agent', speakerOf(ben), 'not-allowed'],
    ['somebody whom the settings do not name', { ...speakerOf(ben), personId: 'nobody' }, 'not-staff'],
  ])('is refused to %s, and that is on record', async (_name, who, reason) => {
    await desk.says(who, kind, { command: { name: kind, rest: '' } });
    const [row] = await desk.leaving();
    expect(row && refusal(row.notice)).toBe(reason);
    const beside = await openBeside({ url: desk.databaseUrl, log: { warn: () => undefined } });
    const rows = await beside.kysely.selectFrom('audit').select(['act', 'outcome', 'reason']).execute();
    await beside.close();
    expect(rows).toEqual([{ act: 'read-learning', outcome: 'denied', reason }]);
  });

  it('is no command of a requester', async () => {
    await desk.says(anna, kind, { command: { name: kind, rest: '' } });
    expect(await desk.words()).not.toContain(`chat: ${kind}`);
  });
});

describe('what we could not answer', () => {
  it('is nothing at first', async () => {
    await ask('Outlook is slow');
    await ask('hello');
    expect(await shown('unanswered')).toEqual({ groups: [], more: 0 });
  });

  it('holds what was not found, not chosen, or refuted, and nothing else', async () => {
    await ask('badge printer jams');
    await ask('pizza for everybody', colleague(1));
    await ask('call me about the badge', colleague(2));
    await ask('a licence for the badge', colleague(3));
    await ask('Outlook or OneDrive', colleague(4), 2 * hour);
    await ask('Outlook forgets my badge', colleague(5));
    await say('not-helped', colleague(5));
    await ask('Outlook helps', colleague(6));
    await say('helped', colleague(6));
    const { groups } = await shown('unanswered');
    expect(groups.map(({ examples, lacks }) => [examples[0], lacks])).toEqual([
      ['Outlook forgets my badge', { 'nothing-found': 0, 'nothing-chosen': 0, refuted: 1 }],
      ['badge printer jams', { 'nothing-found': 1, 'nothing-chosen': 0, refuted: 0 }],
    ]);
    desk.advance(hour);
    const later = await shown('unanswered');
    expect(later.groups.map(({ examples }) => examples[0])).toContain('Outlook or OneDrive');
  });

  it('puts together what asks the same, over customers and languages', async () => {
    await ask('badge printer jams');
    await ask('lonely question', colleague(2));
    await ask('Badge printer jams', colleague(1));
    desk.advance(day);
    await ask('the badge printer jams', {
      tenantId: otherTenant,
      personId: 'person-li',
      name: 'Li',
      clientLocale: 'zh-cn',
    });
    const { groups, more } = await shown('unanswered');
    expect(groups).toHaveLength(2);
    expect(groups[0]).toMatchObject({
      count: 3,
      customers: 2,
      locales: ['en', 'zh-cn'],
      lastAt: desk.now(),
      examples: ['the badge printer jams', 'Badge printer jams'],
    });
    expect(more).toBe(0);
  });

  it('tells the nearest article, if it has anything to do with the question', async () => {
    await ask('Outlook or OneDrive');
    await ask('our password printer', colleague(1));
    await ask('lonely question', colleague(2), 2 * hour);
    const { groups } = await shown('unanswered');
    const nearest = Object.fromEntries(groups.map(({ examples, nearestId }) => [examples[0], nearestId]));
    expect(nearest).toEqual({
      'Outlook or OneDrive': 'outlook-disconnected',
      'our password printer': 'outlook-disconnected',
      'lonely question': undefined,
    });
  });

  it('names nobody', async () => {
    await ask(
      'Anna Petrova of Contoso: badge printer PC-BADGE7 jams, write to anna@contoso.com or +49 30 555012',
    );
    const { groups } = await shown('unanswered');
    expect(groups[0]?.examples).toEqual(['••• of •••: badge printer ••• jams, write to ••• or •••']);
    expect(JSON.stringify(groups)).not.toContain(anna.personId);
  });

  it('names nobody where a text is cut either', async () => {
    await ask(
      `badge printer ${'x@contoso.com '.repeat(30)}${'far '.repeat(10)}Anna Petrova ${'far '.repeat(50)}`,
    );
    const { groups } = await shown('unanswered');
    expect(groups[0]?.examples.join()).not.toMatch(/cont|Ann|Petr/);
  });

  it('forgets what is older than thirty days', async () => {
    await ask('badge printer jams');
    desk.advance(30 * day + 1);
    expect((await shown('unanswered')).groups).toEqual([]);
  });

  it('says so when there are more questions than are read at once', async () => {
    const texts = Array.from({ length: 301 }, (_, n) => (n === 0 ? 'the oldest' : 'badge printer jams'));
    for (const [n, text] of texts.entries()) {
      desk.advance(1000);
      await desk.turn((turn) =>
        turn.store.questions.save({
          ...question({ kind: 'question', route: 'self-help', shown: [], confidence: 'none' }),
          id: `question-${n}`,
          text,
          askedAt: turn.now,
        }),
      );
    }
    const { groups, newest } = await shown('unanswered');
    expect(groups.map(({ count }) => count)).toEqual([300]);
    expect(newest).toEqual({ count: 300, since: desk.now() - 299_000 });
  });

  it('shows ten groups and says how many more there are', async () => {
    const words = 'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima'.split(' ');
    for (const [n, word] of words.entries()) await ask(word, colleague(n));
    const { groups, more } = await shown('unanswered');
    expect([groups.length, more]).toEqual([10, 2]);
  });
});

describe('articles that don’t help', () => {
  it('are none while nobody said so', async () => {
    await ask('Outlook is slow');
    await say('helped');
    expect(await shown('weak-articles')).toEqual([]);
  });

  it('are told with what came of them, per language', async () => {
    for (const n of [1, 2]) {
      await ask('Outlook is slow', colleague(n));
      await say('not-helped', colleague(n));
    }
    await ask('Outlook is slow', colleague(3));
    await say('helped', colleague(3));
    await ask('Outlook is slow', colleague(4));
    await ask('Outlook is slow', { ...colleague(5), clientLocale: 'ru' });
    await say('person', colleague(5));
    const tally = {
      articleId: 'outlook-password-prompt',
      locale: 'en',
      confirmed: 1,
      assumed: 0,
      refuted: 2,
      left: 0,
      returned: 0,
    };
    const inRussian = { ...tally, locale: 'ru', confirmed: 0, refuted: 0, left: 1 };
    expect(await shown('weak-articles')).toEqual([tally, inRussian]);
    desk.advance(day);
    // Who said nothing for a day is taken for helped.
    expect(await shown('weak-articles')).toEqual([inRussian, { ...tally, assumed: 1 }]);
  });

  it('forget what is older than ninety days', async () => {
    await ask('Outlook is slow');
    await say('not-helped');
    desk.advance(90 * day + 1);
    expect(await shown('weak-articles')).toEqual([]);
  });
});
