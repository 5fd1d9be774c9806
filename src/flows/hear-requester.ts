// A customer's person wrote in the personal chat: a command, a question, or words for a ticket.
import {
  type Chat,
  type Command,
  focusMinutes,
  type Inbound,
  meaningOf,
  type SaidCommand,
} from '../domain/chat.ts';
import type { Notice, RefusalReason } from '../domain/notice.ts';
import { clip } from '../domain/plain-text.ts';
import type { Question } from '../domain/question.ts';
import type { Ticket } from '../domain/ticket.ts';
import { answerQuestion, withForm } from './answer-question.ts';
import { articleDidNotHelp, articleHelped } from './judge-answer.ts';
import { chooseLanguage, type Known } from './know-speaker.ts';
import { focusOn, openTicket } from './open-ticket.ts';
import type { Turn } from './ports.ts';
import { postNotice, toChat } from './post-notice.ts';
import { maxMessageLength, relayFromRequester, type Words, wordsOf } from './relay-message.ts';
import { confirmSolved, notSolved, withdrawTicket } from './resolve-ticket.ts';

type Said = Extract<Inbound['kind'], { type: 'text' }>;

/** One requester's turn: everything a command or a text needs to know. */
interface Hearing {
  readonly turn: Turn;
  readonly known: Known;
  readonly inbound: Inbound;
  readonly said: Said;
  readonly open: readonly Ticket[];
  answer(notice: Notice): Promise<unknown>;
  refuse(reason: RefusalReason): Promise<unknown>;
}

export async function hearRequester(turn: Turn, known: Known, inbound: Inbound, said: Said): Promise<void> {
  const { chat, person } = known;
  const answer = (notice: Notice) => postNotice(turn, toChat(chat), notice, inbound.activityId);
  const hearing: Hearing = {
    turn,
    known,
    inbound,
    said,
    open: await turn.store.tickets.openOf(person.tenantId, person.id),
    answer,
    refuse: (reason) => answer({ kind: 'refused', flash: { reason } }),
  };
  if (said.text.length > maxMessageLength) return void (await hearing.refuse('message-too-long'));
  if (said.command && (await obey(hearing, said.command))) return;
  if (said.text === '' && said.files.length === 0) return void (await hearing.refuse('empty-text'));
  await understand(hearing);
  // Said honestly: the files lie in the requester's own tenant, where no agent can open them.
  if (said.files.length > 0) await hearing.refuse('files-stay');
}

async function understand(hearing: Hearing): Promise<void> {
  const { turn, known, inbound, said, open } = hearing;
  const { chat, person } = known;
  const words = wordsOf(inbound, said.text, said.files);
  const meaning = meaningOf(chat, open, turn.now);
  if (meaning.type === 'message') return say(hearing, chat, meaning.ticketId, words);
  if (meaning.type === 'unclear') {
    const heldText = { text: said.text, activityId: inbound.activityId, at: turn.now };
    await turn.store.chats.save({ ...chat, heldText });
    await hearing.answer({ kind: 'which-ticket', tenantId: person.tenantId, ticketIds: meaning.ticketIds });
    return;
  }
  if (said.text === '') return;
  const question = await formInProgress(hearing);
  if (question && chat.expects === undefined) return addToForm(hearing, question);
  const asked = await answerQuestion(turn, chat, person, said.text, inbound.activityId);
  if (chat.expects === undefined) return;
  const { expects, ...rest } = chat;
  await turn.store.chats.save(rest);
  if (expects === 'request') await sendAsItIs(hearing, asked);
}

/** A form that was offered in the last half hour takes what is typed beside it. */
async function formInProgress({ turn, known }: Hearing): Promise<Question | undefined> {
  const question = await turn.store.questions.latest(known.person.tenantId, known.chat.id);
  const fresh = question?.state === 'diagnosing' && turn.now - question.askedAt < focusMinutes * 60_000;
  return fresh ? question : undefined;
}

async function addToForm(hearing: Hearing, question: Question): Promise<void> {
  const text = `${question.text}\n${hearing.said.text}`;
  const summary = clip(`${question.answers.summary ?? question.text}\n${hearing.said.text}`, 2000);
  await hearing.turn.store.questions.save({ ...question, text, answers: { ...question.answers, summary } });
  await hearing.answer({ kind: 'answer', tenantId: question.tenantId, questionId: question.id });
}

async function sendAsItIs(hearing: Hearing, question: Question): Promise<void> {
  const asked = question.formId ? question : withForm(question);
  await openTicket(hearing.turn, hearing.known.person, asked, asked.answers, undefined);
}

/** The words go to the ticket; where they went is said when it is not obvious. */
async function say(hearing: Hearing, chat: Chat, ticketId: string, words: Words): Promise<void> {
  const { turn, known } = hearing;
  const ref = { tenantId: known.person.tenantId, ticketId };
  const refused = await relayFromRequester(turn, known.person, ref, words);
  if (refused) return void (await hearing.answer({ kind: 'refused', flash: refused }));
  const obvious =
    chat.focusTicketId === ticketId &&
    chat.focusAt !== undefined &&
    turn.now - chat.focusAt < focusMinutes * 60_000;
  await focusOn(turn, ref.tenantId, chat.id, ticketId);
  if (!obvious) await hearing.answer({ kind: 'ticket-noted', ...ref });
}

const forTheAgent = Symbol('words for the agent');

type Obey = (hearing: Hearing) => Promise<unknown>;

const obeying: Partial<Record<Command, Obey>> = {
  help: (h) => h.answer({ kind: 'help', side: 'requester' }),
  offer: (h) => h.answer({ kind: 'welcome', tenantId: h.known.person.tenantId }),
  greeting: async (h) => (talksToAgent(h) ? forTheAgent : h.answer({ kind: 'greeting' })),
  thanks: async (h) => {
    if (talksToAgent(h)) return forTheAgent;
    const solved = h.open.find((t) => t.state === 'solved');
    const { tenantId } = h.known.person;
    return h.answer(solved ? { kind: 'still-solved', tenantId, ticketId: solved.id } : { kind: 'thanks' });
  },
  'language-en': (h) => setLanguage(h, 'en'),
  'language-ru': (h) => setLanguage(h, 'ru'),
  'language-zh-cn': (h) => setLanguage(h, 'zh-cn'),
  'my-requests': ({ answer, known: { person } }) =>
    answer({ kind: 'request-list', tenantId: person.tenantId, personId: person.id }),
  'new-question': async (h) => {
    await h.turn.store.chats.save({ ...h.known.chat, expects: 'question' });
    return h.answer({ kind: 'asked-again' });
  },
  person: async (h) => {
    const question = await h.turn.store.questions.latest(h.known.person.tenantId, h.known.chat.id);
    if (question && (question.state === 'answered' || question.state === 'diagnosing'))
      return sendAsItIs(h, question);
    if (talksToAgent(h)) return forTheAgent;
    await h.turn.store.chats.save({ ...h.known.chat, expects: 'request' });
    return h.refuse('no-question');
  },
  helped: (h) =>
    onAnswer(h, async (question) => {
      await articleHelped(h.turn, question);
      return h.answer({ kind: 'self-help-settled' });
    }),
  'not-helped': (h) =>
    onAnswer(h, async (question) => {
      await articleDidNotHelp(h.turn, question);
      return h.answer({ kind: 'answer', tenantId: question.tenantId, questionId: question.id });
    }),
  solved: (h) => onSolved(h, confirmSolved),
  'not-solved': (h) => onSolved(h, notSolved),
  withdraw: async (h) => {
    const [ticket, other] = h.open;
    if (!ticket) return h.refuse('no-ticket');
    if (other) return listInstead(h);
    await withdrawTicket(h.turn, h.known.person, { tenantId: ticket.tenantId, ticketId: ticket.id });
    return h.answer({ kind: 'withdrawn-confirmed', tenantId: ticket.tenantId, ticketId: ticket.id });
  },
};

/** An agent is being spoken to: what could be a word to them is one, unless a button waits for it. */
function talksToAgent(hearing: Hearing): boolean {
  return hearing.open.some((t) => t.state !== 'solved');
}

/** False when the words were no command after all. */
async function obey(hearing: Hearing, command: SaidCommand): Promise<boolean> {
  const act = obeying[command.name];
  return act !== undefined && (await act(hearing)) !== forTheAgent;
}

async function onAnswer(hearing: Hearing, act: (question: Question) => Promise<unknown>): Promise<unknown> {
  const { turn, known } = hearing;
  const question = await turn.store.questions.latest(known.person.tenantId, known.chat.id);
  if (question?.state === 'answered') return act(question);
  return talksToAgent(hearing) ? forTheAgent : hearing.refuse('no-question');
}

async function setLanguage(hearing: Hearing, locale: 'en' | 'ru' | 'zh-cn'): Promise<unknown> {
  await chooseLanguage(hearing.turn, hearing.known.person, locale);
  return hearing.answer({ kind: 'language-set', locale });
}

async function onSolved(hearing: Hearing, act: typeof confirmSolved): Promise<unknown> {
  const solved = hearing.open.filter((t) => t.state === 'solved');
  const [ticket, other] = solved;
  if (!ticket) return talksToAgent(hearing) ? forTheAgent : hearing.refuse('not-solved');
  if (other) return listInstead(hearing);
  const ref = { tenantId: ticket.tenantId, ticketId: ticket.id };
  const refused = await act(hearing.turn, hearing.known.person, ref);
  return refused ? hearing.refuse(refused.reason) : hearing.answer({ kind: 'resolution', ...ref });
}

function listInstead({ answer, known: { person } }: Hearing): Promise<unknown> {
  return answer({ kind: 'request-list', tenantId: person.tenantId, personId: person.id });
}
