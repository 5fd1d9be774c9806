// A customer's person wrote in the personal chat: a command, a question, or words for a ticket.
import { type Chat, expected, focusMinutes, type Inbound, meaningOf } from '../domain/chat.ts';
import { mask, maxSummary } from '../domain/diagnostics.ts';
import type { Notice } from '../domain/notice.ts';
import { clip } from '../domain/plain-text.ts';
import type { Question } from '../domain/question.ts';
import { type Asked, answerQuestion, keep, lookUp } from './answer-question.ts';
import { type Hearing, type Said, sendAsItIs } from './hearing.ts';
import type { Known } from './know-speaker.ts';
import { learnFromQuestion } from './learn-from-answer.ts';
import { meetWithoutArticle } from './meet-without-article.ts';
import { obey } from './obey-requester.ts';
import { focusOn } from './open-ticket.ts';
import type { Turn } from './ports.ts';
import { postNotice, toChat } from './post-notice.ts';
import { maxMessageLength, relayFromRequester, wordsOf } from './relay-message.ts';

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
  const meaning = meaningOf(chat, open, turn.now);
  if (meaning.type === 'message') return say(hearing, chat, meaning.ticketId);
  if (meaning.type === 'unclear') {
    const held = { text: mask(said.text).text, files: said.files, activityId: inbound.activityId };
    const { ticketIds } = meaning;
    await hearing.answer({ kind: 'which-ticket', tenantId: person.tenantId, ticketIds, held });
    return;
  }
  if (said.text === '') return;
  const wanted = expected(chat, turn.now);
  const asked = lookUp(turn, person, said.text);
  const form = wanted ? undefined : await formInProgress(hearing);
  if (form && !isBetterSaid(form, asked)) return addToForm(hearing, form);
  // Words announced for a person go to a person, whatever they are: no answer is shown that was not wanted.
  if (wanted === 'request') {
    await expectNothing(hearing);
    return sendAsItIs(hearing, keep(turn, chat, person, asked));
  }
  if (await meetWithoutArticle(hearing, asked)) return;
  await learnFromQuestion(turn, await answerQuestion(turn, chat, person, asked, inbound.activityId));
  await expectNothing(hearing);
}

async function expectNothing({ turn, known: { chat } }: Hearing): Promise<void> {
  if (!chat.expects) return;
  const { expects: _done, ...rest } = chat;
  await turn.store.chats.save(rest);
}

/** Nothing was found at first; said in other words there is an answer. */
function isBetterSaid(form: Question, { found }: Asked): boolean {
  return form.confidence === 'none' && form.route !== 'commercial' && found.confidence === 'sure';
}

/** A form that was offered in the last half hour takes what is typed beside it. */
async function formInProgress({ turn, known }: Hearing): Promise<Question | undefined> {
  const question = await turn.store.questions.latest(known.person.tenantId, known.chat.id);
  const fresh = question?.state === 'diagnosing' && turn.now - question.askedAt < focusMinutes * 60_000;
  return fresh ? question : undefined;
}

async function addToForm(hearing: Hearing, question: Question): Promise<void> {
  const added = mask(hearing.said.text).text;
  const text = `${question.text}\n${added}`;
  if (text.length > maxMessageLength) return void (await hearing.refuse('message-too-long'));
  const summary = clip(`${question.answers.summary ?? question.text}\n${added}`, maxSummary);
  await hearing.turn.store.questions.save({ ...question, text, answers: { ...question.answers, summary } });
  await hearing.answer({ kind: 'answer', tenantId: question.tenantId, questionId: question.id });
}

/** The words go to the ticket; where they went is said when it is not obvious. */
async function say(hearing: Hearing, chat: Chat, ticketId: string): Promise<void> {
  const { turn, known, inbound, said } = hearing;
  const ref = { tenantId: known.person.tenantId, ticketId };
  const refused = await relayFromRequester(turn, known.person, ref, wordsOf(inbound, said.text, said.files));
  if (refused) return void (await hearing.answer({ kind: 'refused', flash: refused }));
  const obvious =
    chat.focusTicketId === ticketId &&
    chat.focusAt !== undefined &&
    turn.now - chat.focusAt < focusMinutes * 60_000;
  await focusOn(turn, ref.tenantId, chat.id, ticketId);
  if (!obvious) await hearing.answer({ kind: 'ticket-noted', ...ref });
}
