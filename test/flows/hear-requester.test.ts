// What a requester's words are taken for, while something else stands beside them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/domain/chat.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { askHeldWords } from '../../src/flows/hear-requester.ts';
import { relayFromAgent } from '../../src/flows/relay-message.ts';
import { solveTicket } from '../../src/flows/resolve-ticket.ts';
import { chooseTicket, showTicket } from '../../src/flows/show-tickets.ts';
import { commandIn } from '../../src/teams/commands.ts';
import {
  anna,
  annasChat,
  ben,
  type Desk,
  openDesk,
  openedTicket,
  refTo,
  refusal,
  settings,
  ticketNow,
} from '../support/desk.ts';

const day = 86_400_000;

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

/** As Teams brings it: whether the words are that command is the words' affair. */
const saysCommand = (name: Command, text: string) => {
  const command = commandIn(text);
  expect(command, text).toEqual({ name, rest: '' });
  return desk.says(anna, text, { command: { name, rest: '' } });
};
const question = () => desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
const open = () => desk.turn(({ store }) => store.tickets.openOf(anna.tenantId, anna.personId));
const told = async () => (await desk.leaving()).map((row) => refusal(row.notice) ?? row.notice.kind);

async function solvedTicket(): Promise<Ticket> {
  const ticket = await openedTicket(desk);
  await desk.turn((turn) => solveTicket(turn, ben, refTo(ticket), 'fixed'));
  await desk.leaving();
  return ticket;
}

async function answers(ticket: Ticket, act?: 'ask-requester'): Promise<void> {
  await desk.turn((turn) =>
    relayFromAgent(turn, ben, refTo(ticket), { text: 'Does it work?', files: [] }, act),
  );
  await desk.leaving();
}

async function closedTicket(): Promise<Ticket> {
  const ticket = await solvedTicket();
  await saysCommand('solved', 'solved');
  await desk.leaving();
  return ticket;
}

describe('a complaint after a new question was announced', () => {
  it('is what a person is told of', async () => {
    await desk.says(anna, 'Outlook is slow');
    await saysCommand('new-question', 'new question');
    await desk.says(anna, 'I want to complain');
    await saysCommand('person', 'person');
    expect((await open()).map((ticket) => ticket.question)).toEqual(['I want to complain']);
  });
});

describe('what has no words', () => {
  const saysNothing = () => desk.happens(anna, annasChat, { type: 'text', text: '', files: [] });

  it('is answered, and is no question', async () => {
    await saysNothing();
    expect(await told()).toEqual(['welcome', 'empty-text']);
    expect(await question()).toBeUndefined();
  });

  it('is no answer to whether it is solved', async () => {
    const ticket = await solvedTicket();
    await saysNothing();
    expect(await told()).toEqual(['empty-text']);
    expect(await ticketNow(desk, ticket)).toMatchObject({ state: 'solved', version: ticket.version + 1 });
  });

  it('does not reach the agent', async () => {
    const ticket = await openedTicket(desk);
    await answers(ticket, 'ask-requester');
    const { version } = await ticketNow(desk, ticket);
    await saysNothing();
    expect(await told()).toEqual(['empty-text']);
    expect(await ticketNow(desk, ticket)).toMatchObject({ state: 'waiting-requester', version });
  });
});

describe('thanks in one’s own words', () => {
  it('do not reopen what is solved', async () => {
    const ticket = await solvedTicket();
    await desk.says(anna, 'Thank you Ben, all good');
    expect(await desk.words()).toEqual(['chat: still-solved']);
    expect((await ticketNow(desk, ticket)).state).toBe('solved');
  });

  it('with a "but" do', async () => {
    const ticket = await solvedTicket();
    await desk.says(anna, 'Thank you, but it still fails');
    expect((await ticketNow(desk, ticket)).state).toBe('assigned');
    expect(await desk.words()).toEqual(
      expect.arrayContaining(['thread: requester-reopened', 'thread: relay']),
    );
  });

  it('with a file are words like any others', async () => {
    const ticket = await solvedTicket();
    await desk.happens(anna, annasChat, { type: 'text', text: 'Thank you, look', files: ['error.png'] });
    expect((await ticketNow(desk, ticket)).state).toBe('assigned');
  });

  it('are for the agent who is still at it', async () => {
    await answers(await openedTicket(desk));
    await desk.says(anna, 'Thank you Ben, I will try');
    expect(await desk.words()).toEqual(['thread: relay']);
  });

  it('do not ask which of several they are about when one is solved', async () => {
    const ticket = await solvedTicket();
    await saysCommand('new-question', 'new question');
    await desk.says(anna, 'Outlook again');
    await saysCommand('person', 'person');
    desk.advance(31 * 60_000);
    await desk.leaving();
    await desk.says(anna, 'Thank you, all good');
    expect(await desk.words()).toEqual(['chat: still-solved']);
    expect((await ticketNow(desk, ticket)).state).toBe('solved');
  });
});

describe('yes and no', () => {
  it.each([
    ['yes', 'closed'],
    ['helped', 'closed'],
    ['no', 'assigned'],
    ['thanks', 'solved'],
  ] as const)('where a solution waits: after "%s" the request is %s', async (name, state) => {
    const ticket = await solvedTicket();
    await saysCommand(name, name);
    expect((await ticketNow(desk, ticket)).state).toBe(state);
    expect(await desk.words()).toContain(name === 'thanks' ? 'chat: still-solved' : 'chat: resolution');
  });

  it('are about the article when it was shown after the solution', async () => {
    const ticket = await solvedTicket();
    desk.advance(60_000);
    await saysCommand('new-question', 'new question');
    await desk.says(anna, 'Outlook again');
    await desk.leaving();
    await saysCommand('yes', 'yes');
    expect((await ticketNow(desk, ticket)).state).toBe('solved');
    expect((await question())?.state).toBe('settled');
    expect(await desk.words()).toEqual(['chat: self-help-settled']);
  });

  it.each(['yes', 'helped'] as const)(
    '"%s" is about the solution that came after the article',
    async (name) => {
      const ticket = await openedTicket(desk);
      await saysCommand('new-question', 'new question');
      await desk.says(anna, 'Outlook again');
      desk.advance(60_000);
      await desk.turn((turn) => solveTicket(turn, ben, refTo(ticket), 'fixed'));
      await desk.leaving();
      await saysCommand(name, name);
      expect((await ticketNow(desk, ticket)).state).toBe('closed');
      expect((await question())?.state).toBe('answered');
    },
  );

  it.each([
    ['yes', 'settled', 'self-help-settled'],
    ['no', 'diagnosing', 'answer'],
    ['thanks', 'answered', 'thanks'],
  ] as const)('"%s" to an article: the question is %s', async (name, state, answer) => {
    await desk.says(anna, 'Outlook is slow');
    await desk.leaving();
    await saysCommand(name, name);
    expect((await question())?.state).toBe(state);
    expect(await told()).toEqual([answer]);
  });

  it('"yes" chooses none of several, "no" leads on', async () => {
    await desk.says(anna, 'Outlook or OneDrive');
    await desk.leaving();
    await saysCommand('yes', 'yes');
    expect((await question())?.state).toBe('answered');
    await saysCommand('no', 'no');
    expect((await question())?.state).toBe('diagnosing');
    expect(await told()).toEqual(['answer', 'answer']);
  });

  it('to nothing are no question', async () => {
    await saysCommand('yes', 'yes');
    await saysCommand('no', 'no');
    expect(await told()).toEqual(['welcome', 'no-question', 'no-question']);
  });

  it('to nothing do not bring back what is closed', async () => {
    const ticket = await closedTicket();
    await saysCommand('no', 'no');
    expect((await ticketNow(desk, ticket)).state).toBe('closed');
  });

  it('beside a form belong to it', async () => {
    await desk.says(anna, 'the coffee machine leaks');
    await saysCommand('yes', 'yes');
    expect((await question())?.answers.summary).toBe('the coffee machine leaks\nyes');
  });

  describe('while another request waits for an answer', () => {
    let solved: Ticket;
    let waiting: Ticket;
    beforeEach(async () => {
      solved = await solvedTicket();
      await saysCommand('new-question', 'new question');
      await desk.says(anna, 'Outlook again');
      await saysCommand('person', 'person');
      const other = (await open()).find(({ id }) => id !== solved.id);
      if (!other) throw new Error('no ticket was opened');
      waiting = other;
      await answers(waiting, 'ask-requester');
    });

    it('go to that one, when it was spoken of last', async () => {
      await saysCommand('yes', 'yes');
      expect((await ticketNow(desk, solved)).state).toBe('solved');
      expect((await ticketNow(desk, waiting)).state).toBe('assigned');
    });

    it.each([
      ['yes', 'yes', 'closed'],
      ['solved', 'solved', 'closed'],
      ['thanks', 'thanks', 'solved'],
      ['no', 'no', 'assigned'],
      ['yes', 'yes, but not always', 'assigned'],
    ] as const)(
      'later it is asked which: "%s", edited to "%s", makes the solved one %s',
      async (name, text, state) => {
        desk.advance(31 * 60_000);
        const activityId = await saysCommand(name, name);
        const command = name === text ? { command: { name, rest: '' } } : {};
        await desk.happens(anna, annasChat, { type: 'edited', text, ...command }, { activityId });
        const [row] = await desk.leaving();
        if (row?.notice.kind !== 'which-ticket' || row.cardId === undefined)
          throw new Error('nothing was asked');
        const n = row.notice.ticketIds.indexOf(solved.id);
        await desk.press(anna, annasChat, row.cardId, 'choose-ticket', async (turn, pressed) => {
          const flash = await chooseTicket(turn, pressed, n);
          return flash ? { flash } : undefined;
        });
        expect((await ticketNow(desk, solved)).state).toBe(state);
        expect((await ticketNow(desk, waiting)).state).toBe('waiting-requester');
      },
    );
  });
});

describe('with two requests open', () => {
  let first: Ticket;
  let second: Ticket;
  beforeEach(async () => {
    first = await openedTicket(desk);
    await saysCommand('new-question', 'new question');
    await desk.says(anna, 'the coffee machine leaks');
    await saysCommand('person', 'person');
    const other = (await open()).find(({ id }) => id !== first.id);
    if (!other) throw new Error('no second ticket was opened');
    second = other;
    await desk.leaving();
  });

  it('the answer to the agent of one is asked about while the other was just spoken of', async () => {
    desk.advance(60_000);
    await answers(first, 'ask-requester');
    await desk.says(anna, 'Windows 11');
    const [row] = await desk.leaving();
    // The one that waits for an answer stands first.
    expect(row?.notice).toMatchObject({ kind: 'which-ticket', ticketIds: [first.id, second.id] });
  });

  it('it goes to that agent when nothing else was, and says so', async () => {
    desk.advance(31 * 60_000);
    await answers(first, 'ask-requester');
    await desk.says(anna, 'Windows 11');
    expect((await ticketNow(desk, first)).state).toBe('assigned');
    expect((await desk.words()).filter((said) => !said.includes('update'))).toEqual([
      'thread: relay',
      'chat: ticket-noted',
    ]);
    expect(await desk.turn(({ store }) => store.messages.latest(second.tenantId, second.id, 9))).toEqual([]);
  });

  describe('something else', () => {
    const asks = async (text: string) => {
      desk.advance(31 * 60_000);
      const activityId = await desk.says(anna, text);
      const [row] = await desk.leaving();
      return { activityId, cardId: row?.cardId ?? '' };
    };
    const presses = (cardId: string) =>
      desk.press(anna, annasChat, cardId, 'ask-held', async (turn, pressed) => {
        const flash = await askHeldWords(turn, pressed);
        return flash && { flash };
      });

    it('is answered as if it had been asked alone, once', async () => {
      const { activityId, cardId } = await asks('outlook is slow');
      const { notice } = await presses(cardId);
      expect(notice.kind).toBe('request-list');
      expect(await desk.words()).toEqual(['chat: answer']);
      expect(await question()).toMatchObject({ text: 'outlook is slow', said: [{ activityId }] });
      expect((await presses(cardId)).moment.flash).toEqual({ reason: 'card-outdated' });
    });

    it('goes with its message when that is deleted', async () => {
      const { activityId, cardId } = await asks('outlook is slow');
      await presses(cardId);
      await desk.happens(anna, annasChat, { type: 'deleted' }, { activityId });
      expect((await question())?.text).toBe('');
    });

    it('is nothing when the message was deleted before', async () => {
      const { activityId, cardId } = await asks('outlook is slow');
      const before = await question();
      await desk.happens(anna, annasChat, { type: 'deleted' }, { activityId });
      expect((await presses(cardId)).moment.flash).toEqual({ reason: 'card-outdated' });
      expect(await question()).toEqual(before);
    });
  });
});

describe('a sign without words', () => {
  it.each(['👎', '???'])('%s asks once more whether it is solved', async (text) => {
    const ticket = await solvedTicket();
    await desk.says(anna, text);
    expect((await ticketNow(desk, ticket)).state).toBe('solved');
    expect(await desk.words()).toEqual(['chat: resolution', 'chat: update resolution']);
  });

  it('goes to the agent who is at it', async () => {
    await answers(await openedTicket(desk));
    await desk.says(anna, '???');
    expect(await desk.words()).toEqual(['thread: relay']);
  });

  it('with a file is words like any others', async () => {
    const ticket = await solvedTicket();
    await desk.happens(anna, annasChat, { type: 'text', text: '?', files: ['error.png'] });
    expect((await ticketNow(desk, ticket)).state).toBe('assigned');
  });
});

describe('words to a request', () => {
  it('that nobody has answered yet are acknowledged each time', async () => {
    await openedTicket(desk);
    await desk.says(anna, 'where is my answer');
    await desk.says(anna, 'hello there');
    expect((await told()).filter((kind) => kind === 'ticket-noted')).toHaveLength(2);
  });

  it('that bring it back are acknowledged', async () => {
    await solvedTicket();
    await desk.says(anna, 'it still asks me');
    expect(await told()).toContain('ticket-noted');
  });

  it.each([
    ['solved', 'solved'],
    ['let-go', 'never mind'],
  ] as const)('%s, "%s": they arrive, and the card with its button comes', async (name, text) => {
    const ticket = await openedTicket(desk);
    await saysCommand(name, text);
    expect((await ticketNow(desk, ticket)).state).toBe('new');
    expect(await desk.words()).toEqual(['thread: relay', 'chat: request']);
  });

  it('"never mind" to what is solved asks once more', async () => {
    const ticket = await solvedTicket();
    await saysCommand('let-go', 'never mind');
    expect((await ticketNow(desk, ticket)).state).toBe('solved');
    expect(await desk.words()).toEqual(['chat: resolution', 'chat: update resolution']);
  });
});

describe('"never mind"', () => {
  it.each([
    ['let-go', 'never mind', 'Outlook is slow'],
    ['withdraw', 'no longer needed', 'Outlook is slow'],
    ['let-go', 'never mind', 'the coffee machine leaks'],
  ] as const)('%s: "%s" drops what was asked: %s', async (name, words, text) => {
    await desk.says(anna, text);
    await desk.leaving();
    await saysCommand(name, words);
    expect((await question())?.state).toBe('settled');
    expect(await told()).toEqual(['self-help-settled']);
  });

  it('drops what was announced', async () => {
    await saysCommand('person', 'person');
    await desk.leaving();
    await saysCommand('let-go', 'never mind');
    expect(await told()).toEqual(['self-help-settled']);
    await desk.says(anna, 'Outlook is slow');
    expect(await open()).toEqual([]);
  });

  it('about nothing says so', async () => {
    await saysCommand('let-go', 'never mind');
    expect(await told()).toEqual(['welcome', 'no-ticket']);
  });
});

describe('after an article', () => {
  beforeEach(async () => {
    await desk.says(anna, 'Outlook is slow');
    await desk.leaving();
  });

  it('words that name nothing and say no are about it', async () => {
    await desk.says(anna, 'no, exactly like before');
    expect(await question()).toMatchObject({
      text: 'Outlook is slow\nno, exactly like before',
      state: 'diagnosing',
      shown: [{ articleId: 'outlook-password-prompt', verdict: 'not-helped' }],
    });
    expect(await desk.words()).toEqual(['chat: answer']);
  });

  it('words about one of its steps are about it, whatever else would be found', async () => {
    await desk.says(anna, 'I don’t understand step 3');
    expect(await question()).toMatchObject({
      text: 'Outlook is slow\nI don’t understand step 3',
      state: 'diagnosing',
      shown: [{ articleId: 'outlook-password-prompt', verdict: 'not-helped' }],
    });
    expect(await desk.words()).toEqual(['chat: answer']);
  });

  it('words about a step are a question of their own where no article has been shown', async () => {
    await desk.says(anna, 'outlook or onedrive');
    await desk.says(anna, 'step 3 of my guide');
    expect(await question()).toMatchObject({ text: 'step 3 of my guide', state: 'answered' });
  });

  it('other words that lead nowhere are a question of their own', async () => {
    await desk.says(anna, 'my badge printer');
    expect((await question())?.text).toBe('my badge printer');
  });

  it('of another day they are a question of their own', async () => {
    desk.advance(day);
    await desk.says(anna, 'no, exactly like before');
    expect((await question())?.text).toBe('no, exactly like before');
  });
});

describe('beside the form of an article that did not help', () => {
  beforeEach(async () => {
    await desk.says(anna, 'Outlook is slow');
    await saysCommand('not-helped', 'still not working');
    await desk.leaving();
  });

  it('another question is answered for itself', async () => {
    await desk.says(anna, 'how do I add a calendar?');
    expect(await question()).toMatchObject({ text: 'how do I add a calendar?', state: 'answered' });
  });

  it('a fact that would fit another article is a fact', async () => {
    await desk.says(anna, 'the calendar is fine');
    expect((await question())?.text).toBe('Outlook is slow\nthe calendar is fine');
  });
});

it('who asks what the bot is is told', async () => {
  await saysCommand('who-are-you', 'are you a bot');
  expect(await told()).toEqual(['welcome', 'about-bot']);
});

describe('beside a form', () => {
  beforeEach(async () => {
    await desk.says(anna, 'the coffee machine leaks');
    await desk.leaving();
  });

  it('"it works now" settles the question', async () => {
    await saysCommand('helped', 'it works now');
    expect((await question())?.state).toBe('settled');
    expect(await desk.words()).toEqual(['chat: self-help-settled']);
  });

  it('"still not working" joins the form', async () => {
    await saysCommand('not-helped', 'still not working');
    expect((await question())?.answers.summary).toBe('the coffee machine leaks\nstill not working');
    expect(await desk.words()).toEqual(['chat: answer']);
  });

  it('that is no longer in sight, "still not working" brings it back', async () => {
    desk.advance(3_600_000);
    const before = await question();
    await saysCommand('not-helped', 'still not working');
    expect(await desk.words()).toEqual(['chat: answer']);
    expect(await question()).toEqual(before);
  });

  it('who wants a person gets one, and their words go along', async () => {
    await desk.says(anna, 'please just call me');
    const [ticket] = await open();
    expect(ticket?.question).toBe('the coffee machine leaks\nplease just call me');
    expect(ticket?.answers.summary).toBe(ticket?.question);
    expect(await desk.words()).toEqual(['chat: request', 'thread: ticket']);
  });

  it('an answer that was not pressed away goes to a person with the words that asked for one', async () => {
    await saysCommand('new-question', 'new question');
    await desk.says(anna, 'outlook asks for my password');
    await desk.says(anna, 'please just call me');
    const [ticket] = await open();
    expect(ticket?.question).toBe('outlook asks for my password\nplease just call me');
  });

  it('an insult is no part of it', async () => {
    await desk.says(anna, 'you idiot');
    expect((await question())?.text).toBe('the coffee machine leaks');
    expect(await desk.words()).toEqual(['chat: upset']);
  });

  it('words belong to the ticket that is open meanwhile', async () => {
    await saysCommand('person', 'person');
    await saysCommand('new-question', 'new question');
    await desk.says(anna, 'the kettle leaks');
    await desk.leaving();
    for (const [name, text] of [
      ['helped', 'it works now'],
      ['not-helped', 'still not working'],
    ] as const)
      await saysCommand(name, text);
    expect((await question())?.state).toBe('diagnosing');
    expect((await desk.words()).filter((w) => w === 'thread: relay')).toHaveLength(2);
  });
});

describe('something else was asked since a request was closed', () => {
  it.each(['the coffee machine leaks', 'Outlook is slow'])(
    '"still not working" is about that: %s',
    async (text) => {
      const ticket = await closedTicket();
      desk.advance(3 * day);
      await desk.says(anna, text);
      await desk.leaving();
      await saysCommand('not-helped', 'still not working');
      expect((await ticketNow(desk, ticket)).state).toBe('closed');
      expect(await desk.words()).toEqual(['chat: answer']);
    },
  );

  it('a day ago: "still not working" is about nothing that is known, "reopen" asks which one', async () => {
    const ticket = await closedTicket();
    desk.advance(day);
    await desk.says(anna, 'Outlook is slow');
    desk.advance(2 * day);
    await desk.leaving();
    await saysCommand('not-helped', 'still not working');
    await saysCommand('not-solved', 'reopen');
    expect(await told()).toEqual(['no-question', 'request-list']);
    expect((await ticketNow(desk, ticket)).state).toBe('closed');
  });
});

describe('asked by an agent', () => {
  let ticket: Ticket;
  beforeEach(async () => {
    ticket = await openedTicket(desk);
    await desk.turn((turn) =>
      relayFromAgent(turn, ben, refTo(ticket), { text: 'In which language?', files: [] }, 'ask-requester'),
    );
    await desk.leaving();
  });

  it.each([
    ['language-ru', 'Russian'],
    ['offer', 'plan'],
    ['my-requests', 'status'],
    ['new-question', 'new'],
    ['withdraw', 'no longer needed'],
  ] as const)('%s: "%s" is an answer, and that is said', async (name, text) => {
    await saysCommand(name, text);
    expect((await ticketNow(desk, ticket)).state).toBe('assigned');
    const rows = await desk.leaving();
    expect(rows.map((r) => r.notice.kind)).toContain('relay');
    expect(rows.map((r) => r.notice)).toContainEqual({
      kind: 'ticket-noted',
      ...refTo(ticket),
      isAnswer: true,
    });
    // What was no command before is none a second time: the agent is answered, so it is for the bot again.
    await saysCommand(name, text);
    expect(await told()).not.toContain('relay');
  });

  it.each([
    ['language-ru', '/Russian', 'language-set'],
    ['my-requests', 'my requests', 'request-list'],
    ['offer', 'support hours', 'welcome'],
    ['new-question', '新问题', 'asked-again'],
  ] as const)('%s: "%s" is for the bot', async (name, text, answer) => {
    await saysCommand(name, text);
    expect((await ticketNow(desk, ticket)).state).toBe('waiting-requester');
    expect(await told()).toEqual([answer]);
  });

  it('while several are open, it is asked where the answer belongs', async () => {
    await saysCommand('new-question', 'new question');
    await desk.says(anna, 'Outlook again');
    await saysCommand('person', 'person');
    desk.advance(31 * 60_000);
    await desk.leaving();
    await saysCommand('language-ru', 'Russian');
    const [row] = await desk.leaving();
    expect(row?.notice).toMatchObject({ kind: 'which-ticket', held: { command: 'language-ru' } });
  });
});

describe('a closed request that was picked from the list', () => {
  async function picks(ticket: Ticket): Promise<void> {
    desk.advance(60_000);
    await saysCommand('my-requests', 'my requests');
    const row = (await desk.leaving()).find(({ notice }) => notice.kind === 'request-list');
    if (row?.notice.kind !== 'request-list' || row.cardId === undefined) throw new Error('no list came');
    const n = row.notice.ticketIds.indexOf(ticket.id);
    await desk.press(anna, annasChat, row.cardId, 'show-ticket', async (turn, pressed) => {
      const flash = await showTicket(turn, pressed, n);
      return flash ? { flash } : undefined;
    });
    await desk.leaving();
  }

  async function openAnother(): Promise<Ticket> {
    await desk.says(anna, 'the coffee machine leaks');
    await saysCommand('person', 'person');
    const [other] = await open();
    if (!other) throw new Error('no ticket was opened');
    await desk.leaving();
    return other;
  }

  it('is offered beside what is open, for the words that come next', async () => {
    const closed = await closedTicket();
    const other = await openAnother();
    await picks(closed);
    await desk.says(anna, 'It still happens, please look again');
    const [row] = await desk.leaving();
    expect(row?.notice).toMatchObject({ kind: 'which-ticket', ticketIds: [closed.id, other.id] });
  });

  it('comes back by a word, though another was closed after it', async () => {
    const closed = await closedTicket();
    const later = await closedTicket();
    await picks(closed);
    await saysCommand('not-helped', 'still not working');
    expect((await ticketNow(desk, closed)).state).toBe('assigned');
    expect((await ticketNow(desk, later)).state).toBe('closed');
  });

  it('with nothing else open is asked for as well: it could be a new question', async () => {
    const closed = await closedTicket();
    await picks(closed);
    await desk.says(anna, 'Outlook is slow');
    const [row] = await desk.leaving();
    expect(row?.notice).toMatchObject({ kind: 'which-ticket', ticketIds: [closed.id] });
  });

  it.each([
    ['it was not picked, but in focus before it ended', async () => {}],
    [
      'that was half an hour ago',
      async (closed: Ticket) => {
        await picks(closed);
        desk.advance(30 * 60_000);
      },
    ],
    [
      'something else was asked since',
      async (closed: Ticket) => {
        await picks(closed);
        desk.advance(60_000);
        await saysCommand('new-question', 'new question');
        await desk.says(anna, 'Outlook is slow');
      },
    ],
    [
      'it may not come back any more',
      async (closed: Ticket) => {
        desk.advance((settings.reopenWithinDays + 1) * day);
        await picks(closed);
      },
    ],
  ])('is not asked for when %s', async (_name, happens: (closed: Ticket) => Promise<void>) => {
    const closed = await closedTicket();
    await happens(closed);
    await desk.leaving();
    await desk.says(anna, 'Outlook is slow');
    expect(await desk.words()).toEqual(['chat: answer']);
  });
});

describe('files beside a command', () => {
  it.each([
    ['greeting', 'hello'],
    ['help', 'help me'],
  ] as const)('%s: that they stay is said too', async (name, text) => {
    const command = { name, rest: '' };
    await desk.happens(anna, annasChat, { type: 'text', text, files: ['error.png'], command });
    expect(await told()).toEqual(['welcome', name, 'files-stay']);
  });
});

describe('an edit of words that are no ticket’s', () => {
  it('is answered once: they are to be written anew', async () => {
    const activityId = await desk.says(anna, 'Outlok is slwo');
    await desk.leaving();
    for (const text of ['Outlook is slwo', 'Outlook is slow'])
      await desk.happens(anna, annasChat, { type: 'edited', text }, { activityId });
    expect(await told()).toEqual(['edit-not-followed']);
  });

  it('that are deleted needs no answer', async () => {
    const activityId = await desk.says(anna, 'Outlok is slwo');
    await desk.leaving();
    await desk.happens(anna, annasChat, { type: 'deleted' }, { activityId });
    // The form that said them again says them no more.
    expect(await desk.words()).toEqual(['chat: update answer']);
  });
});
