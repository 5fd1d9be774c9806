// A customer's person wrote in the personal chat: a command, a question, or words for a ticket.
import { type Chat, type Command, expected, focusOf, type Inbound, meaningOf } from '../domain/chat.ts';
import type { Flash, Notice } from '../domain/notice.ts';
import type { Question } from '../domain/question.ts';
import { mask, withoutSecrets } from '../domain/secrets.ts';
import { isSign, type Ticket } from '../domain/ticket.ts';
import { type Asked, answerQuestion, keep, lookUp } from './answer-question.ts';
import { formInProgress, type Hearing, meantBy, type Said, sendAsItIs, withMore } from './hearing.ts';
import { articleDidNotHelp } from './judge-answer.ts';
import type { Known } from './know-speaker.ts';
import { questionInPlay } from './last-question.ts';
import { learnFromQuestion } from './learn-from-answer.ts';
import { meetWithoutArticle } from './meet-without-article.ts';
import { answersTheAgent, isAwaited, obey } from './obey-requester.ts';
import { focusOn } from './open-ticket.ts';
import type { Turn } from './ports.ts';
import { postNotice, refOf, toChat } from './post-notice.ts';
import type { Pressed } from './press-card.ts';
import { maxMessageLength, relayFromRequester, wordsOf } from './relay-message.ts';
import { listTickets, pickedTicket, whichTicket } from './show-tickets.ts';

/** What a customer's employee wrote: an answer, words to a request, a command, or a question; each is answered at most once. */
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
  const asksAgain = solvedBeside(hearing);
  if (asksAgain) return void (await hearing.answer({ kind: 'resolution', ...refOf(asksAgain) }));
  if (meaning.type === 'message') return say(hearing, chat, meaning.ticketId);
  if (meaning.type === 'unclear') {
    const command = said.command?.name ?? thanksIn(hearing);
    const held = {
      text: mask(said.text).text,
      files: withoutSecrets(said.files),
      activityId: inbound.activityId,
      ...(command && { command }),
    };
    return void (await hearing.answer(whichTicket(hearing, meaning.ticketIds, held)));
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
  const refuted = wanted === undefined && (await refutedBy(hearing, asked));
  if (refuted) return addToForm(hearing, refuted, asked);
  if (await meetWithoutArticle(hearing, asked)) {
    // It was kept as what was announced; after a greeting the question is still to come.
    if (asked.found.kind === 'complaint' || asked.found.kind === 'foreign') await expectNothing(hearing);
    return;
  }
  await learnFromQuestion(turn, await answerQuestion(turn, chat, person, asked, inbound.activityId));
  await expectNothing(hearing);
}

/** The words that waited are about none of the open tickets: they are a question of their own. */
export async function askHeldWords(turn: Turn, pressed: Pressed): Promise<Flash | undefined> {
  const { chat, person, card } = pressed;
  if (card.notice.kind !== 'which-ticket') return { reason: 'card-outdated' };
  const { text, activityId } = card.notice.held;
  if (text === '') return { reason: 'empty-text' };
  await turn.store.cards.become(card.tenantId, card.id, await listTickets(turn, person));
  const answer = (notice: Notice) => postNotice(turn, toChat(chat), notice, activityId);
  await understand({
    // The question is that of the message which said it, not of the button.
    turn: { ...turn, activityId },
    known: { chat, person },
    inbound: { chat, activityId },
    said: { type: 'text', text, files: [] },
    open: await turn.store.tickets.openOf(person.tenantId, person.id),
    picked: undefined,
    meaning: { type: 'question' },
    answer,
    refuse: (reason) => answer({ kind: 'refused', flash: { reason } }),
  });
  return undefined;
}

async function expectNothing({ turn, known: { chat } }: Hearing): Promise<void> {
  if (!chat.expects) return;
  const { expects: _done, ...rest } = chat;
  await turn.store.chats.save(rest);
}

/** Thanks in one's own words; to somebody who still works on it they are words like any others. */
function isThanks(hearing: Hearing): boolean {
  const { meaning } = hearing;
  if (meaning.type === 'question' || isAwaited(hearing)) return false;
  const meant = meantBy(hearing);
  if (meant.length > 0 && !meant.some((t) => t.state === 'solved')) return false;
  return thanksIn(hearing) !== undefined;
}

function thanksIn({ turn, known, said }: Hearing): Command | undefined {
  if (said.text === '' || said.files.length > 0) return undefined;
  return lookUp(turn, known.person, said.text).found.kind === 'thanks' ? 'thanks' : undefined;
}

/** The solution that a sign without words stands beside: whether it is solved is asked once more. */
function solvedBeside(hearing: Hearing): Ticket | undefined {
  const { text, files } = hearing.said;
  if (!isSign(text) || files.length > 0 || isAwaited(hearing)) return undefined;
  return meantBy(hearing).find((t) => t.state === 'solved');
}

/**
 * Words that name nothing and say no ("still the same"), or one of its steps ("I don't understand step 3"), are about
 * the article shown last: it goes on with its form.
 */
async function refutedBy(hearing: Hearing, { found }: Asked): Promise<Question | undefined> {
  if (found.manner !== 'objects' && found.manner !== 'about-steps') return undefined;
  const shown = await questionInPlay(hearing);
  if (shown?.state !== 'answered') return undefined;
  if (found.manner === 'about-steps' && shown.shown.length === 0) return undefined;
  await articleDidNotHelp(hearing.turn, shown);
  return hearing.turn.store.questions.latest(shown.tenantId, shown.chatId);
}

/** What is typed beside a form belongs to it, but for an insult, or what has an answer of its own by now. */
function joins(asked: Asked, form: Question): boolean {
  return asked.found.kind !== 'abuse' && !hasOwnAnswer(form, asked);
}

/**
 * Nothing was found at first, and said in other words there is an answer; or it is asked how something else is done.
 * Facts beside a form often fit another article: they are no questions.
 */
function hasOwnAnswer(form: Question, { found }: Asked): boolean {
  const [bestId = ''] = found.articleIds;
  if (found.confidence !== 'sure' || form.articleIds.includes(bestId)) return false;
  if (found.manner === 'asks-how' && found.route === 'self-help') return true;
  return form.confidence === 'none' && form.route !== 'commercial';
}

/** Who wants a person beside the form has said enough of it: it goes as it is, with these words. */
async function addToForm(hearing: Hearing, question: Question, { found }: Asked): Promise<void> {
  const more = withMore(hearing, question);
  if (!more) return void (await hearing.refuse('message-too-long'));
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
  const ticket = hearing.open.find((t) => t.id === ticketId);
  if (isAnswer) await hearing.answer({ kind: 'ticket-noted', ...ref, isAnswer });
  // The bot ends nothing that is not solved, but the card has the button.
  else if (endsIt(said) && ticket?.state !== 'solved') await hearing.answer({ kind: 'request', ...ref });
  else if (focusOf(chat, turn.now) !== ticketId || !(ticket && isHeard(ticket)))
    await hearing.answer({ kind: 'ticket-noted', ...ref });
}

function endsIt({ command }: Said): boolean {
  return command?.name === 'solved' || command?.name === 'let-go';
}

/** Somebody answers: words need no receipt. Before that, and when they bring back what was solved, they do. */
function isHeard({ state, firstRespondedAt }: Ticket): boolean {
  return firstRespondedAt !== undefined && state !== 'solved';
}
