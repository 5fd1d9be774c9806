// Words of a requester that do what a button does. What could as well be meant for an agent goes to the agent.
import { type Command, couldBeAnAnswer, expected, type SaidCommand } from '../domain/chat.ts';
import type { Locale } from '../domain/locale.ts';
import { isUndecided, type Question } from '../domain/question.ts';
import type { Ticket } from '../domain/ticket.ts';
import { formInProgress, type Hearing, meantBy, sendAsItIs } from './hearing.ts';
import { articleDidNotHelp, articleHelped, helpedNotAfterAll, letGo } from './judge-answer.ts';
import { chooseLanguage } from './know-speaker.ts';
import {
  answeredLast,
  askedSince,
  freshQuestion,
  latestClosed,
  questionInPlay,
  questionWithIssue,
} from './last-question.ts';
import { refOf } from './post-notice.ts';
import { confirmSolved, notSolved } from './resolve-ticket.ts';
import { listTickets } from './show-tickets.ts';
import { redrawIssue, unwatchLast, watchIssue } from './watch-issue.ts';

/** Words for the agent, or for the form that stands. */
const noCommand = Symbol('no command after all');

type Obey = (hearing: Hearing) => Promise<unknown>;

/** False when the words were no command after all. */
export async function obey(hearing: Hearing, command: SaidCommand): Promise<boolean> {
  if (answersTheAgent(hearing, command)) return false;
  const act = obeying[command.name];
  return act !== undefined && (await act(hearing)) !== noCommand;
}

/** The agent has asked, and this may be the answer. */
export function answersTheAgent(hearing: Hearing, { name }: SaidCommand): boolean {
  return couldBeAnAnswer(name, hearing.said.text) && isAwaited(hearing);
}

/** An agent waits for words, and these may be the ones. */
export function isAwaited(hearing: Hearing): boolean {
  return meantBy(hearing).some((t) => t.state === 'waiting-requester');
}

const obeying: Partial<Record<Command, Obey>> = {
  help: (h) => h.answer({ kind: 'help', side: 'requester' }),
  offer: (h) => h.answer({ kind: 'welcome', tenantId: h.known.person.tenantId }),
  greeting: async (h) => (talksToAgent(h) ? noCommand : h.answer({ kind: 'greeting' })),
  'who-are-you': async (h) => (talksToAgent(h) ? noCommand : h.answer({ kind: 'about-bot' })),
  thanks: sayThanks,
  'language-en': (h) => setLanguage(h, 'en'),
  'language-ru': (h) => setLanguage(h, 'ru'),
  'language-zh-cn': (h) => setLanguage(h, 'zh-cn'),
  'my-requests': listInstead,
  'new-question': async (h) => {
    await expect(h, 'question');
    return h.answer({ kind: 'asked-again' });
  },
  person: async (h) => {
    // Who has just announced something new does not mean what was asked before.
    const isNew = expected(h.known.chat, h.turn.now) === 'question';
    const question = isNew ? undefined : await freshQuestion(h);
    if (question) return sendAsItIs(h, question);
    if (!isNew && talksToAgent(h)) return noCommand;
    await expect(h, 'request');
    return h.refuse('say-what-about');
  },
  helped: async (h) => {
    const question = await questionInPlay(h);
    if (!question || isBesideTicket(h, question)) return onSolved(h, confirmSolved, 'no-question');
    return settled(h, question);
  },
  'not-helped': async (h) => {
    const question = await questionInPlay(h);
    if (question?.state === 'answered') return unsettled(h, question);
    if (question && !isBesideTicket(h, question))
      return (await formInProgress(h)) ? noCommand : showAnswer(h, question);
    const last = await answeredLast(h);
    const isTakenBack = last !== undefined && (await helpedNotAfterAll(h.turn, last));
    return isTakenBack ? showAnswer(h, last) : onSolved(h, notSolved, 'no-question');
  },
  yes: async (h) => {
    const question = await questionInPlay(h);
    if (question?.state !== 'answered') return answerLast(h, question, confirmSolved);
    return isUndecided(question) ? showAnswer(h, question) : settled(h, question);
  },
  no: async (h) => {
    const question = await questionInPlay(h);
    return question?.state === 'answered' ? unsettled(h, question) : answerLast(h, question, notSolved);
  },
  'watch-issue': async (h) => {
    const question = await questionWithIssue(h);
    if (question?.issueId === undefined) return talksToAgent(h) ? noCommand : h.refuse('no-question');
    const refused = await watchIssue(h.turn, h.known.person, question);
    if (refused) return h.refuse(refused.reason);
    return h.answer({ kind: 'issue-watched', issueId: question.issueId, watched: true });
  },
  'unwatch-issue': async (h) => {
    const question = await questionWithIssue(h);
    const watcher = await unwatchLast(h.turn, h.known.person, question);
    const issueId = watcher?.issueId ?? question?.issueId;
    if (issueId === undefined) return talksToAgent(h) ? noCommand : h.refuse('no-question');
    await h.answer({ kind: 'issue-watched', issueId, watched: false });
    if (watcher) await redrawIssue(h.turn, watcher);
  },
  solved: (h) => onSolved(h, confirmSolved, 'not-solved'),
  'not-solved': (h) => onSolved(h, notSolved, 'not-solved'),
  /** The card asks once more: a stray word must not end a request for good. */
  withdraw: async (h) => {
    const [ticket, other] = h.open;
    if (!ticket) return giveUp(h);
    return other ? listInstead(h) : h.answer({ kind: 'request', ...refOf(ticket) });
  },
  'let-go': async (h) => {
    const [ticket, other] = h.open;
    const question = await questionInPlay(h);
    if (!ticket || question?.state === 'answered') return giveUp(h);
    if (talksToAgent(h)) return noCommand;
    return other ? listInstead(h) : h.answer({ kind: 'resolution', ...refOf(ticket) });
  },
};

async function settled(hearing: Hearing, question: Question): Promise<unknown> {
  await articleHelped(hearing.turn, question);
  return hearing.answer({ kind: 'self-help-settled' });
}

async function unsettled(hearing: Hearing, question: Question): Promise<unknown> {
  await articleDidNotHelp(hearing.turn, question);
  return showAnswer(hearing, question);
}

/** A bare yes or no where no article was shown last: to an agent, about the one solution that waits, or to a form. */
async function answerLast(
  hearing: Hearing,
  question: Question | undefined,
  act: typeof confirmSolved,
): Promise<unknown> {
  if (hearing.meaning.type !== 'question') {
    const [solved, other] = meantBy(hearing).filter((t) => t.state === 'solved');
    const isPlain = solved && !other && !hearing.picked && !isAwaited(hearing);
    return isPlain ? endOrReopen(hearing, act, solved) : noCommand;
  }
  if (!question) return hearing.refuse('no-question');
  return (await formInProgress(hearing)) ? noCommand : showAnswer(hearing, question);
}

/** What was announced or asked, and is no request yet, is dropped. */
async function giveUp(hearing: Hearing): Promise<unknown> {
  const { turn, known } = hearing;
  if (expected(known.chat, turn.now) !== undefined) {
    const { expects: _done, ...rest } = known.chat;
    await turn.store.chats.save(rest);
  } else {
    const question = await questionInPlay(hearing);
    if (!question) return hearing.refuse('no-ticket');
    await letGo(turn, question);
  }
  return hearing.answer({ kind: 'self-help-settled' });
}

/** An agent is being spoken to: what could be a word to them is one, unless a button waits for it. */
function talksToAgent(hearing: Hearing): boolean {
  return hearing.open.some((t) => t.state !== 'solved');
}

/** Beside a form that stands, words belong to the ticket that is open. */
function isBesideTicket({ open }: Hearing, question: Question): boolean {
  return question.state === 'diagnosing' && open.length > 0;
}

function showAnswer(hearing: Hearing, { tenantId, id: questionId }: Question): Promise<unknown> {
  return hearing.answer({ kind: 'answer', tenantId, questionId });
}

/** What is solved stays solved: a thank-you never reopens. */
async function sayThanks(hearing: Hearing): Promise<unknown> {
  const { open, meaning, answer } = hearing;
  if (isAwaited(hearing)) return noCommand;
  const meant = meaning.type === 'message' ? open.find((t) => t.id === meaning.ticketId) : undefined;
  if (meant && meant.state !== 'solved') return noCommand;
  const solved: Ticket | undefined = meant ?? open.find((t) => t.state === 'solved');
  return answer(solved ? { kind: 'still-solved', ...refOf(solved) } : { kind: 'thanks' });
}

async function expect({ turn, known }: Hearing, what: 'question' | 'request'): Promise<void> {
  await turn.store.chats.save({ ...known.chat, expects: { what, since: turn.now } });
}

async function setLanguage(hearing: Hearing, locale: Locale): Promise<unknown> {
  await chooseLanguage(hearing.turn, hearing.known.person, locale);
  return hearing.answer({ kind: 'language-set', locale });
}

/** About the one solved ticket; without one the words are for an agent, or about nothing. */
async function onSolved(
  hearing: Hearing,
  act: typeof confirmSolved,
  otherwise: 'not-solved' | 'no-question',
): Promise<unknown> {
  const [solved, other] = hearing.open.filter((t) => t.state === 'solved');
  if (isAwaited(hearing) || (!solved && talksToAgent(hearing))) return noCommand;
  // What was closed may come back: the reopening window is the rule's affair.
  const closed = act === notSolved ? (hearing.picked ?? (await latestClosed(hearing))) : undefined;
  const isOver = closed !== hearing.picked && (await askedSince(hearing, closed)) !== undefined;
  const ticket = solved ?? (isOver ? undefined : closed);
  if (!ticket) return closed && otherwise === 'not-solved' ? listInstead(hearing) : hearing.refuse(otherwise);
  return other ? listInstead(hearing) : endOrReopen(hearing, act, ticket);
}

async function endOrReopen(hearing: Hearing, act: typeof confirmSolved, ticket: Ticket): Promise<unknown> {
  const refused = await act(hearing.turn, hearing.known.person, refOf(ticket));
  return refused ? hearing.refuse(refused.reason) : hearing.answer({ kind: 'resolution', ...refOf(ticket) });
}

async function listInstead({ turn, answer, known: { person } }: Hearing): Promise<unknown> {
  return answer(await listTickets(turn, person));
}
