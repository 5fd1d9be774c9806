// What is the same for every button: which card, who pressed, may they, was it pressed before, what does it show now.
import type { Chat, Speaker } from '../domain/chat.ts';
import type { CardMoment, CardNotice, Notice, RefusalReason } from '../domain/notice.ts';
import { type Actor, isAllowed, type Verb } from '../domain/permissions.ts';
import type { Person, StaffMember } from '../domain/person.ts';
import { customerOf } from '../domain/settings.ts';
import { type Known, knowSpeaker, languageOf, sideOf } from './know-speaker.ts';
import { loadFacts } from './load-facts.ts';
import type { CardKey, Facts, StoredCard, TicketRef, Turn } from './ports.ts';
import { refreshCard, refuseThere } from './post-notice.ts';
import { recordDenial } from './record-audit.ts';

export interface Press {
  readonly speaker: Speaker;
  readonly chat: Pick<Chat, 'tenantId' | 'id' | 'kind' | 'serviceUrl' | 'botId' | 'teamId'>;
  readonly threadId?: string;
  readonly activityId: string;
  /** Epoch milliseconds by Teams' clock. */
  readonly sentAt?: number;
  readonly verb: Verb;
  readonly cardId: string;
  /** Of the rendering that was pressed. */
  readonly nonce: string;
  /** The same for the same press: who, which rendering, which button, which inputs. */
  readonly key: string;
  /** What stood in the form; it stays there when the press comes to nothing. */
  readonly typed?: Readonly<Record<string, string>>;
}

/** A press that may go on: everything in it was read from the store, nothing from the card. */
export interface Pressed {
  readonly chat: Chat;
  readonly person: Person;
  readonly staff?: StaffMember;
  readonly card: StoredCard;
  readonly activityId: string;
}

export type Effect = (turn: Turn, pressed: Pressed) => Promise<CardMoment | undefined>;

/** What the invoke returns: the card as it is now, under a nonce of its own, or a sentence when there is none. */
export interface Answer {
  readonly notice: Notice;
  readonly facts: Facts;
  readonly key?: CardKey;
  readonly moment: CardMoment;
}

/**
 * Has its effect once per (person, rendering, button, inputs), however often Teams sends it.
 * A card of another conversation or tenant is as absent as one that never was: the same answer after the
 * same reads, and nothing is kept of who asked. A rendering that we did not issue has no effect.
 */
export async function pressCard(turn: Turn, press: Press, effect: Effect): Promise<Answer> {
  const { store, settings } = turn;
  if (sideOf(settings, press.speaker.tenantId) === 'stranger') return strangersAnswer(turn, press);
  const found = await store.cards.get(press.speaker.tenantId, press.cardId);
  if (!found || !standsIn(found, press)) {
    turn.remark({ event: 'press-refused', reason: 'unknown-card' });
    return sentence(turn, press, 'card-outdated');
  }

  const known = await knowSpeaker(turn, press);
  // Whoever had the chat until now may have changed the card: nothing counts that was read before.
  const card = await store.cards.get(found.tenantId, found.id);
  if (!card) return sentence(turn, press, 'card-outdated');
  const presser = await presserOf(turn, known, card, press);
  if (!isAllowed(press.verb, presser)) return denied(turn, press, known, presser, card);
  if (!turn.nonces.isOurs(card.id, press.nonce)) {
    turn.remark({ event: 'press-refused', reason: 'not-ours' });
    return show(turn, known, card, withTyped(press, { flash: { reason: 'card-renewed' } }));
  }
  const taken = { tenantId: press.chat.tenantId, conversationId: press.threadId ?? press.chat.id };
  const first =
    (await store.inbox.take({ ...taken, type: 'press', activityId: press.activityId }, turn.now)) &&
    (await store.cards.press(card.id, press.key, turn.now));
  const moment = first ? await effect(turn, { ...known, card, activityId: press.activityId }) : undefined;

  const cardNow = (await store.cards.get(card.tenantId, card.id)) ?? card;
  const personNow = (await store.people.get(known.person.tenantId, known.person.id)) ?? known.person;
  return show(turn, { ...known, person: personNow }, cardNow, moment ? withTyped(press, moment) : {});
}

function withTyped({ typed }: Press, moment: CardMoment): CardMoment {
  return { ...moment, ...(typed && { typed }) };
}

function standsIn(card: StoredCard, press: Press): boolean {
  const { destination } = card;
  if (destination.to === 'chat') return destination.chatId === press.chat.id;
  // A thread's id is known once its first message was delivered; a press proves that it was.
  return (
    destination.to === 'thread' &&
    (card.conversationId === undefined || card.conversationId === press.threadId)
  );
}

async function presserOf(turn: Turn, known: Known, card: StoredCard, press: Press): Promise<Actor> {
  if (sideOf(turn.settings, press.speaker.tenantId) === 'customer') {
    return { side: 'requester', relation: (await isOwn(turn, card.notice, press)) ? 'own' : 'none' };
  }
  const ref = ticketOf(card.notice);
  const ticket = ref && (await turn.store.tickets.get(ref.tenantId, ref.ticketId));
  const isAssignee = known.staff !== undefined && ticket?.assigneeId === known.staff.id;
  return { side: 'desk', roles: known.staff?.roles ?? [], relation: isAssignee ? 'assignee' : 'desk' };
}

/** The ticket that a card is about, if it is about one. */
export function ticketOf(notice: CardNotice): TicketRef | undefined {
  return 'ticketId' in notice ? { tenantId: notice.tenantId, ticketId: notice.ticketId } : undefined;
}

/** Whether the card's subject is the presser's own; a welcome belongs to whoever has the personal chat. */
async function isOwn(turn: Turn, notice: CardNotice, press: Press): Promise<boolean> {
  const { personId, tenantId } = press.speaker;
  if (notice.tenantId !== tenantId || press.chat.kind !== 'personal') return false;
  switch (notice.kind) {
    case 'welcome':
      return true;
    case 'answer':
      return (await turn.store.questions.get(tenantId, notice.questionId))?.personId === personId;
    case 'request-list':
      return notice.personId === personId;
    case 'which-ticket':
      return (await turn.store.tickets.get(tenantId, notice.ticketIds[0] ?? ''))?.requesterId === personId;
    case 'request':
    case 'resolution':
      return (await turn.store.tickets.get(tenantId, notice.ticketId))?.requesterId === personId;
    case 'ticket':
    case 'escalation':
    case 'unanswered':
    case 'weak-articles':
      return false;
  }
}

/** Who may read the card sees it with the reason on top; anybody else gets a sentence. */
async function denied(
  turn: Turn,
  press: Press,
  known: Known,
  presser: Actor,
  card: StoredCard,
): Promise<Answer> {
  const mayRead = presser.side === 'desk' ? known.staff !== undefined : presser.relation === 'own';
  const reason = mayRead ? 'not-allowed' : presser.side === 'desk' ? 'not-staff' : 'not-yours';
  const ticket = ticketOf(card.notice);
  await recordDenial(turn, press.speaker, press.verb, reason, ticket && { ticket });
  return mayRead ? show(turn, known, card, { flash: { reason } }) : sentence(turn, press, reason);
}

type Asked = Pick<Press, 'speaker' | 'chat'>;

/** A button that no card of ours has, data that none of them carries, more than a card may hold, or too much at all. */
export async function refusePress(turn: Turn, press: Asked, reason: RefusalReason): Promise<Answer> {
  const isStranger = sideOf(turn.settings, press.speaker.tenantId) === 'stranger';
  if (isStranger) return strangersAnswer(turn, press);
  // Who presses too fast presses what is there.
  if (reason !== 'too-fast') turn.remark({ event: 'press-refused', reason });
  return sentence(turn, press, reason);
}

type Late = Asked & Pick<Press, 'threadId'>;

/**
 * Teams was answered before the turn had ended: what came of the press reaches the card by an update, and why
 * nothing came of it, which no update can show, is said beside it.
 */
export async function followLatePress(
  turn: Turn,
  press: Late,
  { key, notice, moment }: Answer,
): Promise<void> {
  const card = key && (await turn.store.cards.get(press.speaker.tenantId, key.card));
  if (card) await refreshCard(turn, card);
  const flash = moment.flash ?? (notice.kind === 'refused' ? notice.flash : undefined);
  if (flash) await refuseThere(turn, press, flash);
}

/** Teams was answered, and then the turn failed: nobody else would tell. */
export function failLatePress(turn: Turn, press: Late): Promise<void> {
  return refuseThere(turn, press, { reason: 'press-failed' });
}

type Reader = Pick<Pressed, 'chat' | 'person' | 'staff'>;

async function show(turn: Turn, reader: Reader, card: StoredCard, moment: CardMoment): Promise<Answer> {
  const facts = await loadFacts(turn, card.notice, card.destination, reader);
  const key = { card: card.id, nonce: turn.nonces.issue(card.id) };
  return { notice: card.notice, facts, key, moment };
}

/** In the presser's own language, and without learning anything from the press. */
async function sentence(turn: Turn, press: Asked, reason: RefusalReason): Promise<Answer> {
  const { tenantId, personId, clientLocale } = press.speaker;
  const stored = await turn.store.people.get(tenantId, personId);
  const home = customerOf(turn.settings, tenantId) ?? turn.settings.partner;
  const { locale } = languageOf(stored, clientLocale, home.locale);
  return said(turn, press, { kind: 'refused', flash: { reason } }, locale);
}

function strangersAnswer(turn: Turn, press: Asked): Promise<Answer> {
  return said(turn, press, { kind: 'not-served' }, press.speaker.clientLocale ?? 'en');
}

async function said(turn: Turn, { chat }: Asked, notice: Notice, locale: Person['locale']): Promise<Answer> {
  const { tenantId, id: conversationId, serviceUrl, botId } = chat;
  const destination = { to: 'address', tenantId, conversationId, serviceUrl, botId, locale } as const;
  return { notice, facts: await loadFacts(turn, notice, destination), moment: {} };
}
