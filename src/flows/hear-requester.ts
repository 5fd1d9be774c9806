// A customer's person wrote in the personal chat: a command, a question, or words for a ticket.
import { type Chat, expected, focusOf, type Inbound, meaningOf } from '../domain/chat.ts';
import { maxSummary } from '../domain/diagnostics.ts';
import type { Notice } from '../domain/notice.ts';
import { clip } from '../domain/plain-text.ts';
import type { Question } from '../domain/question.ts';
import { mask } from '../domain/secrets.ts';
import { type Asked, answerQuestion, keep, lookUp } from './answer-question.ts';
import { formInProgress, type Hearing, type Said, sendAsItIs } from './hearing.ts';
import type { Known } from './know-speaker.ts';
import { learnFromQuestion } from './learn-from-answer.ts';
import { meetWithoutArticle } from './meet-without-article.ts';
import { answersTheAgent, obey } from './obey-requester.ts';
import { focusOn } from './open-ticket.ts';
import type { Turn } from './ports.ts';
import { postNotice, toChat } from './post-notice.ts';
import { maxMessageLength, relayFromRequester, wordsOf } from './relay-message.ts';
import { pickedTicket } from './show-tickets.ts';

export async function hearRequester(turn: Turn, known: Known, inbound: Inbound, said: Said): Promise<void> {
  const { chat, person } = known;
  const answer = (notice: Notice) => postNotice(turn, toChat(chat), notice, inbound.activityId);
  const open = await turn.store.tickets.openOf(person.tenantId, person.id);
  const picked = await pickedTicket(turn, known, open);
  const hearing: Hearing = {
    turn,
    known,
    inbound,
    said,
    open,
    picked,
    meaning: meaningOf(chat, open, turn.now, picked),
    answer,
    refuse: (reason) => answer({ kind: 'refused', flash: { reason } }),
  };
  if (said.text.length > maxMessageLength) return void (await hearing.refuse('message-too-long'));
  const obeyed = said.command !== undefined && (await obey(hearing, said.command));
  if (said.text === '' && said.files.length === 0) return void (await hearing.refuse('empty-text'));
  if (!obeyed) await understand(hearing);
  // Said honestly: the files lie in the requester's own tenant, where no agent can open them.
  if (said.files.length > 0) await hearing.refuse('files-stay');
}

async function understand(hearing: Hearing): Promise<void> {
  const { turn, known, inbound, said, meaning } = hearing;
  const { chat, person } = known;
  if (isThanks(hearing)) return void (await obey(hearing, { name: 'thanks', rest: '' }));
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
  if (form && joins(asked, form)) return addToForm(hearing, form, asked);
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

/** Thanks in one's own words; to somebody who still works on it they are words like any others. */
function isThanks({ turn, known, said, open, meaning }: Hearing): boolean {
  if (meaning.type === 'question' || said.text === '' || said.files.length > 0) return false;
  const meant = meaning.type === 'message' ? open.filter((t) => t.id === meaning.ticketId) : open;
  if (meant.length > 0 && !meant.some((t) => t.state === 'solved')) return false;
  return lookUp(turn, known.person, said.text).found.kind === 'thanks';
}

/** What is typed beside a form belongs to it, but for an insult, or what has an answer of its own by now. */
function joins(asked: Asked, form: Question): boolean {
  return asked.found.kind !== 'abuse' && !isBetterSaid(form, asked);
}

/** Nothing was found at first; said in other words there is an answer. */
function isBetterSaid(form: Question, { found }: Asked): boolean {
  return form.confidence === 'none' && form.route !== 'commercial' && found.confidence === 'sure';
}

/** Who wants a person beside the form has said enough of it: it goes as it is, with these words. */
async function addToForm(hearing: Hearing, question: Question, { found }: Asked): Promise<void> {
  const added = mask(hearing.said.text).text;
  const text = `${question.text}\n${added}`;
  if (text.length > maxMessageLength) return void (await hearing.refuse('message-too-long'));
  const summary = clip(`${question.answers.summary ?? question.text}\n${added}`, maxSummary);
  const more: Question = { ...question, text, answers: { ...question.answers, summary } };
  await hearing.turn.store.questions.save(more);
  if (found.kind === 'person') return sendAsItIs(hearing, more);
  await hearing.answer({ kind: 'answer', tenantId: question.tenantId, questionId: question.id });
}

/** The words go to the ticket; where they went is said when it is not obvious. */
async function say(hearing: Hearing, chat: Chat, ticketId: string): Promise<void> {
  const { turn, known, inbound, said } = hearing;
  const ref = { tenantId: known.person.tenantId, ticketId };
  const refused = await relayFromRequester(turn, known.person, ref, wordsOf(inbound, said.text, said.files));
  if (refused) return void (await hearing.answer({ kind: 'refused', flash: refused }));
  await focusOn(turn, ref.tenantId, chat.id, ticketId);
  const isAnswer = said.command !== undefined && answersTheAgent(hearing, said.command);
  if (isAnswer) await hearing.answer({ kind: 'ticket-noted', ...ref, isAnswer });
  else if (focusOf(chat, turn.now) !== ticketId) await hearing.answer({ kind: 'ticket-noted', ...ref });
}
