import { describe, expect, it } from 'vitest';
import { type Locale, locales } from '../../../src/domain/locale.ts';
import type { Verb } from '../../../src/domain/permissions.ts';
import { inputSchemas } from '../../../src/teams/card-verbs.ts';
import { escalationCard } from '../../../src/teams/cards/escalation.ts';
import { maxCardBytes } from '../../../src/teams/cards/render.ts';
import { ticketCard } from '../../../src/teams/cards/ticket.ts';
import { unansweredCard } from '../../../src/teams/cards/unanswered.ts';
import { weakArticlesCard } from '../../../src/teams/cards/weak-articles.ts';
import { agentSamples, sampleEscalation, sampleMessage } from '../../support/agent-samples.ts';
import type { CardSample } from '../../support/card-samples.ts';
import { type Json, type JsonObject, objectsIn } from '../../support/card-walk.ts';
import { now, sampleFacts, sampleSettings, sampleTicket } from '../../support/samples.ts';

const key = { card: '0b8e6a52-4b0f-4b61-9d8f-0a4a5f1f7c11', nonce: 'nonce-1' };

function show({ notice, facts, moment = {} }: CardSample): { card: JsonObject; summary: string } {
  if (notice.kind === 'ticket') return ticketCard(notice, facts, key, moment) as never;
  if (notice.kind === 'escalation') return escalationCard(notice, facts, key, moment) as never;
  if (notice.kind === 'unanswered') return unansweredCard(facts, key, moment) as never;
  if (notice.kind === 'weak-articles') return weakArticlesCard(facts, key, moment) as never;
  throw new RangeError(`no card of agents: ${notice.kind}`);
}

function sample(name: string, locale: Locale = 'en'): CardSample {
  const found = agentSamples(locale).find((s) => s.name === name);
  if (!found) throw new RangeError(`no sample ${name}`);
  return found;
}

const listOf = (json: Json | undefined) => (json ?? []) as readonly JsonObject[];
const executes = (json: Json) => objectsIn(json).filter((o) => o.type === 'Action.Execute');
const verbsIn = (json: Json) => executes(json).map((o) => String(o.verb));
/** One list of verbs for each button at the foot of the card. */
const buttons = (card: JsonObject) => listOf(card.actions).map((action) => verbsIn(action));
const wordsIn = (json: Json) =>
  objectsIn(json)
    .flatMap((o) => [o.text, o.value])
    .filter((word) => typeof word === 'string')
    .join('\n');

describe('buttons', () => {
  const reply = ['reply-ticket', 'ask-requester'];
  const more = ['add-note', 'transfer-ticket', 'change-severity'];
  const all = [...more, 'escalate-ticket'];
  it.each<[string, string[][]]>([
    ['ticket: new', [['claim-ticket'], reply, all]],
    ['ticket: claim refused', [reply, ['solve-ticket'], all]],
    ['ticket: assigned', [reply, ['solve-ticket'], all]],
    ['ticket: waiting for the requester', [reply, ['solve-ticket'], all]],
    ['ticket: with Microsoft', [reply, ['solve-ticket'], more]],
    ['ticket: with the provider', [reply, ['solve-ticket'], more]],
    ['ticket: solved', [['reply-ticket'], ['add-note']]],
    ['ticket: closed and rated', []],
    ['ticket: withdrawn', []],
    ['escalation: asking, all', [['fill-escalation'], ['end-escalation']]],
    ['escalation: ready for Microsoft', [['record-number'], ['end-escalation']]],
    ['escalation: filed at Microsoft', [['relay-outside-news'], ['end-escalation']]],
    ['escalation: ended', []],
  ])('%s', (name, expected) => {
    expect(buttons(show(sample(name)).card)).toEqual(expected);
  });

  const queuesOf = (name: string, queues = sampleSettings.queues) => {
    const { notice, facts } = sample(name);
    const settings = { ...facts.settings, queues };
    const { card } = show({ name: '', notice, facts: { ...facts, settings } });
    const [choice] = objectsIn(card).filter((o) => o.id === 'queue');
    return choice && listOf(choice.choices).map(({ title, value }) => [title, value]);
  };

  it('let a ticket that somebody has go back to its own queue, also when there is no other', () => {
    const [own, ...others] = sampleSettings.queues.map(({ id, name }) => [name, id]);
    expect(queuesOf('ticket: assigned')).toEqual([[`${own?.[0]} (this queue)`, own?.[1]], ...others]);
    expect(queuesOf('ticket: new')).toEqual(others);
    const alone = sampleSettings.queues.slice(0, 1);
    expect(queuesOf('ticket: assigned', alone)).toEqual([[`${own?.[0]} (this queue)`, own?.[1]]]);
    expect(queuesOf('ticket: new', alone)).toBeUndefined();
  });

  it('offer no second escalation while one is being prepared', () => {
    const { notice, facts } = sample('ticket: assigned');
    const { card } = show({ name: '', notice, facts: { ...facts, escalation: sampleEscalation() } });
    expect(verbsIn(card)).not.toContain('escalate-ticket');
  });

  it('name the requester only where the name can be nothing but a name', () => {
    const { notice, facts } = sample('ticket: new');
    const titles = (requesterName: string) =>
      executes(show({ name: '', notice, facts: { ...facts, ticket: sampleTicket({ requesterName }) } }).card)
        .filter((o) => o.verb === 'reply-ticket')
        .map((o) => o.title);
    expect(titles('Петрова, Анна (Contoso)')).toEqual(['Send to Петрова, Анна (Contoso)']);
    expect(titles('[Sign in](https://evil.example)')).toEqual(['Send to the requester']);
  });
});

describe.each(agentSamples('en'))('inputs of $name', (given) => {
  const { card } = show(given);

  it('have ids of their own, since Teams on phones drops inputs that share one', () => {
    const ids = objectsIn(card)
      .filter((o) => String(o.type).startsWith('Input.'))
      .map((o) => o.id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('give each button what its verb asks for', () => {
    const missing = pressable(card, []).flatMap(({ verb, inputs }) =>
      verb === 'fill-escalation'
        ? []
        : Object.keys(inputSchemas[verb].shape)
            .filter((id) => !inputs.includes(id))
            .map((id) => `${verb}: ${id}`),
    );
    expect(missing).toEqual([]);
  });
});

/** Buttons with the inputs that Teams sends along: those of their own card and of the cards around it. */
function pressable(card: JsonObject, outer: readonly string[]): { verb: Verb; inputs: readonly string[] }[] {
  const own = objectsIn(card.body ?? []).filter((o) => String(o.type).startsWith('Input.'));
  const inputs = [...outer, ...own.map((o) => String(o.id))];
  const sets = objectsIn(card.body ?? []).filter((o) => o.type === 'ActionSet');
  const actions = [...sets.flatMap((set) => listOf(set.actions)), ...listOf(card.actions)];
  return actions.flatMap((action) =>
    action.type === 'Action.ShowCard'
      ? pressable(action.card as JsonObject, inputs)
      : action.type === 'Action.Execute'
        ? [{ verb: action.verb as Verb, inputs }]
        : [],
  );
}

describe('the ticket', () => {
  it('says in the notification what it is about', () => {
    expect(show(sample('ticket: new')).summary).toMatch(
      /^#1042 Contoso, Anna Petrova: Outlook asks for a password/,
    );
  });

  it.each<[string, string]>([
    ['ticket: new', 'First response due Mon 23 Nov, 14:18 (Central European Time)'],
    ['ticket: new, due soon', 'First response due soon: Mon 23 Nov, 11:00'],
    ['ticket: new, breached', 'First response overdue since Mon 23 Nov, 09:58'],
    ['ticket: new, desk closed', 'The clock starts when the desk opens, Tue 24 Nov, 09:00.'],
    ['ticket: assigned', 'First response Mon 23 Nov, 10:24, in time'],
    ['ticket: withdrawn', 'Ended without a first response'],
    ['ticket: new', 'B · Moderate · several people, no workaround'],
    ['ticket: cannot wait', 'B · Moderate · the topic cannot wait'],
    ['ticket: cannot wait', 'One person'],
    ['ticket: workaround not known', 'B · Moderate · whole organisation, workaround not known'],
    ['ticket: severity set by hand', 'A · Critical · set by the desk: Tender closes tonight'],
    ['ticket: licence request', 'C · Minimal · a request, nothing is broken'],
    ['ticket: new', 'Outlook keeps asking for your password: did not help'],
    ['ticket: new', 'Today (said Mon 23 Nov, 10:18)'],
    ['ticket: not delivered', 'Not delivered to Anna Petrova: the app has been removed there.'],
    ['ticket: with Microsoft', 'number 2611230040001234; ask for news Mon 23 Nov, 13:30'],
    ['ticket: with the provider', 'With Wingtip Distribution'],
    ['ticket: closed and rated', '5 of 5: Quick and clear'],
    ['ticket: claim refused', 'Ben Carter has taken it already.'],
  ])('%s says: %s', (name, words) => {
    expect(wordsIn(show(sample(name)).card)).toContain(words);
  });

  it('says that the clock rests, when the desk closed after it had begun to count', () => {
    const facts = sampleFacts('en', 'agent', {
      now: Date.UTC(2026, 10, 23, 18, 0),
      ticket: sampleTicket({
        openedAt: Date.UTC(2026, 10, 23, 16, 0),
        firstResponseDueAt: Date.UTC(2026, 10, 24, 11, 0),
        firstResponseWarnAt: Date.UTC(2026, 10, 24, 10, 0),
      }),
    });
    const { notice } = sample('ticket: new');
    expect(wordsIn(show({ name: '', notice, facts }).card)).toContain('the clock goes on Tue 24 Nov, 09:00.');
  });

  it('cuts what is long, visibly', () => {
    const facts = sampleFacts('en', 'agent', {
      ticket: sampleTicket({ question: 'x'.repeat(2000) }),
      undelivered: [sampleMessage({ delivery: 'not-delivered', failure: 'blocked', text: 'y'.repeat(400) })],
    });
    const words = wordsIn(show({ name: '', notice: sample('ticket: new').notice, facts }).card);
    expect(words).toContain(`${'x'.repeat(1496)} […]`);
    expect(words).not.toContain('x'.repeat(1497));
    expect(words).toContain(`${'y'.repeat(116)} […]`);
  });

  describe('what did not reach the requester', () => {
    const said = (name: string) => wordsIn(show(sample(`ticket: ${name}`)).card);
    const presses = (name: string) =>
      pressable(show(sample(`ticket: ${name}`)).card, []).map(({ verb }) => verb);

    it('stands there with its words, when they were written, and why', () => {
      expect(said('not delivered')).toMatch(
        /the app has been removed there\.[^“]*“Please sign in at outlook\.office\.com once[^”]*” · written Mon 23 Nov, 10:24/,
      );
      expect(presses('not delivered')).not.toContain('send-again');
    });

    it('each reason once, the latest words, and how many more', () => {
      const words = said('not delivered, several');
      expect(words.match(/the app has been removed there/g)).toHaveLength(1);
      expect(words).toContain('It is not certain that this reached Anna Petrova');
      expect(words.match(/“/g)).toHaveLength(2);
      expect(words).toContain('and 3 more messages');
    });

    it('can be sent again once the requester can be reached', () => {
      expect(said('not delivered, reachable again')).toContain(
        'Not delivered to Anna Petrova, who can be reached again now.',
      );
      expect(presses('not delivered, reachable again')).toContain('send-again');
      const { card } = show(sample('ticket: not delivered, several, reachable again'));
      expect(JSON.stringify(card)).toContain('Send all 3 again');
    });

    it('nothing of it is offered when the ticket has ended, or the words were deleted', () => {
      const { notice, facts } = sample('ticket: not delivered, reachable again');
      const ended = { ...facts, ticket: sampleTicket({ state: 'closed', endedAt: 1 }) };
      const deleted = {
        ...facts,
        undelivered: (facts.undelivered ?? []).map((m) => ({ ...m, deleted: true })),
      };
      for (const changed of [ended, deleted]) {
        const { card } = show({ name: '', notice, facts: changed });
        expect(pressable(card, []).map(({ verb }) => verb)).not.toContain('send-again');
      }
    });
  });

  it('is shown for a customer who left the settings', () => {
    const { notice, facts } = sample('ticket: with Microsoft');
    const { customer: _left, ...rest } = facts;
    expect(show({ name: '', notice, facts: rest }).summary).toContain(sampleTicket().tenantId);
  });
});

describe('the largest of texts', () => {
  const long = '密码"\n'.repeat(10_000);
  const stuffed = (locale: Locale) =>
    agentSamples(locale).map(({ name, notice, facts }) => ({
      name,
      notice,
      facts: {
        ...facts,
        ...(facts.ticket && {
          ticket: {
            ...facts.ticket,
            requesterName: long,
            question: long,
            resolution: long,
            severityReason: long,
            answers: { ...facts.ticket.answers, summary: `${long}!`, errorText: long, subscription: long },
            satisfaction: { score: 1, comment: long },
          },
        }),
        messages: Array.from({ length: 5 }, (_, i) =>
          sampleMessage({ id: `m${i}`, text: long, authorName: long, files: [long] }),
        ),
        undelivered: (['unsure', 'not-delivered', 'not-delivered'] as const).map((delivery, i) =>
          sampleMessage({ id: `u${i}`, text: long, files: [long], delivery, failure: `blocked${i}` }),
        ),
        ...(facts.escalation && {
          escalation: {
            ...facts.escalation,
            number: long,
            answers: {
              ...facts.escalation.answers,
              ...(facts.escalation.answers.englishSummary !== undefined && {
                englishSummary: long,
                businessImpact: long,
                triedSteps: long,
              }),
            },
          },
        }),
      },
    }));
  /** As much as one press can carry, in bytes: what comes back with a refusal. */
  const typed = { text: '码'.repeat(2_000), note: '码'.repeat(600), number: '码'.repeat(60) };
  it.each(locales)('fit into a card beside what was typed, in %s', (locale) => {
    const sizes = stuffed(locale).map((s) => {
      const { card } = show({ ...s, moment: { flash: { reason: 'card-renewed' }, typed } });
      return Buffer.byteLength(JSON.stringify(card));
    });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(maxCardBytes);
  });

  it.each(locales)('fit into a card, in %s', (locale) => {
    const sizes = stuffed(locale).map((s) => Buffer.byteLength(JSON.stringify(show(s).card)));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(maxCardBytes);
    expect(Math.max(...sizes)).toBeGreaterThan(10_000);
  });
});

describe('the escalation', () => {
  const packetOf = (name: string, locale: Locale = 'en') =>
    String(objectsIn(show(sample(name, locale)).card).find((o) => o.id === 'packet')?.value);
  const inputs = (name: string) =>
    objectsIn(show(sample(name)).card)
      .filter((o) => String(o.type).startsWith('Input.'))
      .map((o) => o.id);

  it('asks for exactly what is missing', () => {
    expect(inputs('escalation: asking, the rest')).toEqual([
      'category',
      'health',
      'businessImpact',
      'englishSummary',
      'contactPhone',
      'consent',
    ]);
    expect(inputs('escalation: asking, with faults')).toEqual(['health', 'contactPhone', 'consent']);
  });

  it('keeps what was typed beside what was wrong with it', () => {
    const { card } = show(sample('escalation: asking, with faults'));
    expect(objectsIn(card).find((o) => o.id === 'contactPhone')?.value).toBe('030 5550101');
    expect(wordsIn(card)).toContain('Enter the number with + and country code');
  });

  it('explains why a published issue is not escalated', () => {
    const words = wordsIn(show(sample('escalation: asking, issue is published')).card);
    expect(words).toContain('Microsoft has published this problem');
    expect(words).toContain('Tell Anna Petrova what Microsoft has published.');
  });

  it.each<[string, string | undefined]>([
    [
      'escalation: ready for Microsoft',
      'https://partner.microsoft.com/dashboard/v2/customers/2f9d1a34-8e57-4b0c-a6f3-51c0d7e8ab02/servicemanagementpage',
    ],
    ['escalation: ready for Microsoft, Azure', 'https://portal.azure.com/contoso.com'],
    ['escalation: ready for 21Vianet', undefined],
    ['escalation: ready for the provider', 'https://portal.wingtip.example/support/new'],
  ])('%s opens %s', (name, url) => {
    const opened = objectsIn(show(sample(name)).card).find((o) => o.type === 'Action.OpenUrl');
    expect(opened?.url).toBe(url);
  });

  it('has a packet with everything that the request forms ask for', () => {
    expect(
      packetOf('escalation: ready for Microsoft'),
    ).toBe(`Outlook for Windows asks all users for a password every few minutes since this morning; sign-in in the browser works.

CUSTOMER
Name: Contoso
Tenant ID: 2f9d1a34-8e57-4b0c-a6f3-51c0d7e8ab02
Primary domain: contoso.com
Cloud: Global
Partner model: Direct bill

PARTNER
Name: Fabrikam Cloud
Partner ID: 4821907
Partner ticket: #1042
Support plan with the partner: Business support

PROBLEM
Product: Outlook
Kind of problem: Settings
Reason for escalation: Service unavailable
Severity: A (critical)
Started: Today (as reported 2026-11-23 09:18 UTC)
Scope: The whole company
People affected: 120
Business impact: Nobody can send offers; the tender closes tonight.
Workaround: none, work has stopped
Error message: AADSTS50126, 6f1c2f5e-92a4-4f6c-8d0e-7b1a3c5d9e10
Error codes: AADSTS50126
Correlation or request IDs: 6f1c2f5e-92a4-4f6c-8d0e-7b1a3c5d9e10

DONE SO FAR
Service health: Nothing published
Self-help tried: outlook password prompt (did not help)
Steps taken: Removed stored credentials, new Outlook profile, sign-in in the browser works
Files available: outlook.png
Diagnostic data may be shared: yes

CONTACT (THE PARTNER, NOT THE CUSTOMER)
Name: Ben Carter
E-mail: ben.carter@fabrikam.example
Phone: +49305550101

ORIGINAL WORDS (English)
Outlook asks for a password every few minutes since this morning. Error AADSTS50126, correlation 6f1c2f5e-92a4-4f6c-8d0e-7b1a3c5d9e10.`);
  });

  it('says which language the original words are in, not the client’s', () => {
    const { notice, facts } = sample('escalation: ready for Microsoft');
    const ticket = sampleTicket({ language: 'en', question: 'Не открывается почта у всего отдела' });
    const { card } = show({ name: '', notice, facts: { ...facts, ticket } });
    expect(wordsIn(card)).toContain('ORIGINAL WORDS (Russian)');
    const desk = sample('ticket: assigned');
    const shown = show({ ...desk, facts: { ...desk.facts, ticket: { ...ticket, state: 'assigned' } } });
    expect(wordsIn(shown.card)).toContain('Asked in Russian');
    // Answers are read by somebody whose client is in English all the same.
    expect(JSON.stringify(shown.card)).toContain('who reads English');
  });

  it('names the reseller to a provider, and nobody else', () => {
    expect(packetOf('escalation: ready for the provider')).toContain('Reseller ID: WT-20417');
    expect(packetOf('escalation: ready for the provider')).toContain('Partner model: Indirect reseller');
    expect(packetOf('escalation: ready for Microsoft')).not.toContain('Reseller');
  });

  it.each<Locale>(['ru', 'zh-cn'])(
    'has an English packet for a ticket in %s, its own words last',
    (locale) => {
      const packet = packetOf('escalation: ready for Microsoft', locale);
      const [english = '', original = ''] = packet.split('ORIGINAL WORDS');
      expect(english).not.toMatch(/[\u0400-\u04ff\u3400-\u9fff]/);
      expect(english.length).toBeGreaterThan(800);
      expect(original).toContain(sampleTicket({ language: locale }).question);
    },
  );

  it.each([
    ['declared-fixed', true],
    ['nothing-published', false],
  ])('names the service issue that was found, when the desk says "%s": %s', (health, expected) => {
    const { notice, facts } = sample('escalation: ready for Microsoft');
    const escalation = sampleEscalation({ answers: { ...sampleEscalation().answers, health } });
    const issue = { id: 'EX912345', service: 'Exchange Online', title: 'Mail may be delayed' };
    const ticket = sampleTicket({ ...facts.ticket, health: { checkedAt: now, issue } });
    const { card } = show({ name: '', notice, facts: { ...facts, ticket, escalation } });
    const packet = String(objectsIn(card).find((o) => o.id === 'packet')?.value);
    expect(packet.includes('Service issue IDs: EX912345')).toBe(expected);
  });

  it('never gives the requester as contact', () => {
    const [, contact = ''] = packetOf('escalation: ready for Microsoft').split('CONTACT');
    expect(contact.split('ORIGINAL')[0]).not.toContain('Anna Petrova');
  });

  it('counts "today" from when it was said', () => {
    const { notice, facts } = sample('escalation: ready for Microsoft');
    const escalation = sampleEscalation({
      startedAt: now,
      answers: { ...sampleEscalation().answers, startedAt: 'yesterday' },
    });
    const { card } = show({ name: '', notice, facts: { ...facts, escalation } });
    expect(wordsIn(card)).toContain('Started: Yesterday (as reported 2026-11-23 09:30 UTC)');
  });
});
