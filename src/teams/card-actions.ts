// Verb → flow: what each button does. The router of this bot is this table.
import { createHash } from 'node:crypto';
import { localText } from '../domain/locale.ts';
import type { CardMoment, CardNotice, Flash } from '../domain/notice.ts';
import type { Verb } from '../domain/permissions.ts';
import type { StaffMember } from '../domain/person.ts';
import type { Question } from '../domain/question.ts';
import { answerQuestion, lookUp } from '../flows/answer-question.ts';
import { claimTicket } from '../flows/claim-ticket.ts';
import {
  changeAnswers,
  correctNumber,
  endEscalation,
  escalateTicket,
  fillEscalation,
  recordNumber,
} from '../flows/escalate-ticket.ts';
import { askHeldWords } from '../flows/hear-requester.ts';
import { articleDidNotHelp, articleHelped, chooseArticle } from '../flows/judge-answer.ts';
import { chooseLanguage } from '../flows/know-speaker.ts';
import type { TicketRef, Turn } from '../flows/ports.ts';
import {
  type Answer,
  type Effect,
  type Pressed,
  pressCard,
  refusePress,
  ticketOf,
} from '../flows/press-card.ts';
import { refuseUnserved } from '../flows/refuse-unserved.ts';
import { addNote, relayFromAgent, type Words } from '../flows/relay-message.ts';
import {
  confirmSolved,
  notSolved,
  rateTicket,
  solveTicket,
  withdrawTicket,
} from '../flows/resolve-ticket.ts';
import { sendDiagnostics, talkToPerson } from '../flows/run-diagnostics.ts';
import { sendAgain } from '../flows/send-again.ts';
import { chooseTicket, showTicket } from '../flows/show-tickets.ts';
import { changeSeverity, movedElsewhere, transferTicket } from '../flows/transfer-ticket.ts';
import { unwatchIssue, watchIssue } from '../flows/watch-issue.ts';
import type { PressAnswer, RawPress } from './bot.ts';
import { type Input, readPress } from './card-verbs.ts';
import { present } from './present.ts';

type Result = Promise<CardMoment | Flash | undefined>;
type Act<V extends Verb> = (turn: Turn, pressed: Pressed, input: Input<V>, verb: V) => Result;

/** A button on a card about a ticket, pressed by one of the partner's people. */
function onTicket<V extends Verb>(
  act: (turn: Turn, staff: StaffMember, ref: TicketRef, input: Input<V>, shown: CardNotice) => Result,
): Act<V> {
  return async (turn, { card, staff }, input, verb) => {
    const { notice, destination } = card;
    const ref = ticketOf(notice);
    if (!ref || !staff || destination.to !== 'thread') return { reason: 'card-outdated' };
    const refused = (await movedElsewhere(turn, ref, destination.queueId)) ?? refuseUnserved(turn, ref, verb);
    return refused ?? act(turn, staff, ref, input, notice);
  };
}

/** A button of the requester on a card about their own ticket. */
function onOwnTicket<V extends Verb>(
  act: (turn: Turn, pressed: Pressed, ref: TicketRef, input: Input<V>) => Result,
): Act<V> {
  return async (turn, pressed, input) => {
    const ref = ticketOf(pressed.card.notice);
    return ref ? act(turn, pressed, ref, input) : { reason: 'card-outdated' };
  };
}

function onQuestion<V extends Verb>(
  act: (turn: Turn, pressed: Pressed, question: Question, input: Input<V>) => Result,
): Act<V> {
  return async (turn, pressed, input) => {
    const { notice } = pressed.card;
    if (notice.kind !== 'answer') return { reason: 'card-outdated' };
    const question = await turn.store.questions.get(notice.tenantId, notice.questionId);
    return question ? act(turn, pressed, question, input) : { reason: 'card-outdated' };
  };
}

function onEscalation<V extends Verb>(
  act: (turn: Turn, staff: StaffMember, ref: TicketRef, escalationId: string, input: Input<V>) => Result,
): Act<V> {
  return onTicket(async (turn, staff, ref, input, shown) =>
    shown.kind === 'escalation'
      ? act(turn, staff, ref, shown.escalationId, input)
      : { reason: 'card-outdated' },
  );
}

const typed = (text: string): Words => ({ text, files: [] });

/** For flows that refuse nothing. */
async function done(work: Promise<unknown>): Promise<undefined> {
  await work;
  return undefined;
}

const actions: { readonly [V in Verb]: Act<V> } = {
  'ask-example': async (turn, { chat, person, activityId }, { n }) => {
    const example = turn.settings.exampleQuestions[n];
    if (!example) return { reason: 'card-outdated' };
    const asked = lookUp(turn, person, localText(example, person.locale));
    return done(answerQuestion(turn, chat, person, asked, activityId));
  },
  'set-language': (turn, { person }, { locale }) => done(chooseLanguage(turn, person, locale)),
  'choose-article': onQuestion(async (turn, _pressed, question, { n }) => {
    return (await chooseArticle(turn, question, n)) ? undefined : { reason: 'card-outdated' };
  }),
  'article-helped': onQuestion((turn, _pressed, question) => done(articleHelped(turn, question))),
  'article-not-helped': onQuestion((turn, _pressed, question) => done(articleDidNotHelp(turn, question))),
  'talk-to-person': onQuestion((turn, { person, card }, question) =>
    talkToPerson(turn, person, question, card),
  ),
  'watch-issue': onQuestion((turn, { person }, question) => watchIssue(turn, person, question)),
  'unwatch-issue': onQuestion((turn, { person }, question) => unwatchIssue(turn, person, question)),
  'send-diagnostics': onQuestion((turn, { person, card }, question, raw) =>
    sendDiagnostics(turn, person, question, raw, card),
  ),
  'choose-ticket': (turn, pressed, { n }) => chooseTicket(turn, pressed, n),
  'ask-held': (turn, pressed) => askHeldWords(turn, pressed),
  'confirm-solved': onOwnTicket((turn, { person }, ref) => confirmSolved(turn, person, ref)),
  'not-solved': onOwnTicket((turn, { person }, ref) => notSolved(turn, person, ref)),
  rate: onOwnTicket((turn, { person }, ref, { score, comment }) =>
    rateTicket(turn, person, ref, score, comment),
  ),
  'withdraw-ticket': onOwnTicket((turn, { person }, ref) => withdrawTicket(turn, person, ref)),
  'show-ticket': (turn, pressed, { n }) => showTicket(turn, pressed, n),
  'claim-ticket': onTicket((turn, staff, ref) => claimTicket(turn, staff, ref)),
  'reply-ticket': onTicket((turn, staff, ref, { text }) => relayFromAgent(turn, staff, ref, typed(text))),
  'ask-requester': onTicket((turn, staff, ref, { text }) =>
    relayFromAgent(turn, staff, ref, typed(text), 'ask-requester'),
  ),
  'send-again': onTicket((turn, staff, ref) => sendAgain(turn, staff, ref)),
  'add-note': onTicket((turn, staff, ref, { note }) => addNote(turn, staff, ref, typed(note))),
  'transfer-ticket': onTicket((turn, staff, ref, { queue }) => transferTicket(turn, staff, ref, queue)),
  'change-severity': onTicket((turn, staff, ref, { severity, reason }) =>
    changeSeverity(turn, staff, ref, severity, reason),
  ),
  'solve-ticket': onTicket((turn, staff, ref, { resolution }) => solveTicket(turn, staff, ref, resolution)),
  'escalate-ticket': onTicket((turn, staff, ref) => escalateTicket(turn, staff, ref)),
  'fill-escalation': onEscalation((turn, staff, ref, id, raw) => fillEscalation(turn, staff, ref, id, raw)),
  'change-answers': onEscalation((turn, staff, ref, id) => changeAnswers(turn, staff, ref, id)),
  'record-number': onEscalation((turn, staff, ref, id, { number }) =>
    recordNumber(turn, staff, ref, id, number),
  ),
  'correct-number': onEscalation((turn, staff, ref, id, { number }) =>
    correctNumber(turn, staff, ref, id, number),
  ),
  'relay-outside-news': onTicket((turn, staff, ref, { text }) =>
    relayFromAgent(turn, staff, ref, typed(text), 'relay-outside-news'),
  ),
  'end-escalation': onEscalation((turn, staff, ref, id) => endEscalation(turn, staff, ref, id)),
};

/** One button pressed: data read by its verb's schema, then one flow, then the card as it is now. */
export async function actOnCard(turn: Turn, raw: RawPress): Promise<Answer> {
  const read = readPress(raw.verb, raw.data);
  if (!read.ok) return refusePress(turn, raw, read.reason);
  const { verb, card: cardId, nonce, input } = read;
  const { speaker, chat, threadId, activityId, sentAt } = raw;
  const press = {
    speaker,
    chat,
    ...(threadId !== undefined && { threadId }),
    activityId,
    ...(sentAt !== undefined && { sentAt }),
    verb,
    cardId,
    nonce,
    key: pressKey(speaker.personId, nonce, verb, input),
    typed: stringsOf(input),
  };
  return pressCard(turn, press, effectOf(verb, input as Input<typeof verb>));
}

function pressKey(personId: string, nonce: string, verb: Verb, input: object): string {
  return createHash('sha256')
    .update(JSON.stringify([personId, nonce, verb, input]))
    .digest('hex');
}

function effectOf<V extends Verb>(verb: V, input: Input<V>): Effect {
  return async (turn, pressed) => {
    const result = await actions[verb](turn, pressed, input, verb);
    return result && 'reason' in result ? { flash: result } : result;
  };
}

function stringsOf(input: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(input).filter((e): e is [string, string] => typeof e[1] === 'string'),
  );
}

/** The answer by value: the card as it is now, or a sentence. */
export function presentAnswer({ notice, facts, key, moment }: Answer): PressAnswer {
  const { activity } = present(notice, facts, key, moment);
  const [attachment] = (activity.attachments ?? []) as readonly { content: object }[];
  return attachment ? { card: attachment.content } : { text: String(activity.text ?? '') };
}
