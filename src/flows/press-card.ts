// What is the same for every button: who pressed, may they, was it pressed before, what does the card show now.
import type { Chat, Speaker } from '../domain/chat.ts';
import type { CardMoment, CardNotice, Notice, RefusalReason } from '../domain/notice.ts';
import { mayPress, type Verb } from '../domain/permissions.ts';
import type { Person, StaffMember } from '../domain/person.ts';
import { knowSpeaker, sideOf } from './know-speaker.ts';
import { loadFacts } from './load-facts.ts';
import type { Facts, StoredCard, Turn } from './ports.ts';

export interface Press {
  readonly speaker: Speaker;
  readonly chat: Pick<Chat, 'tenantId' | 'id' | 'kind' | 'serviceUrl' | 'botId' | 'teamId'>;
  readonly threadId?: string;
  readonly activityId: string;
  readonly verb: Verb;
  readonly cardId: string;
  /** The same for the same press: who, which rendering, which button, which inputs. */
  readonly key: string;
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

/** What the invoke returns: the card as it is now, or a sentence when there is no card to show. */
export interface Answer {
  readonly notice: Notice;
  readonly facts: Facts;
  readonly cardId?: string;
  readonly moment: CardMoment;
}

/**
 * Has its effect once per (person, rendering, button, inputs), however often Teams sends it.
 * A card of another conversation or tenant is as absent as one that never was.
 */
export async function pressCard(turn: Turn, press: Press, effect: Effect): Promise<Answer> {
  const { store, settings } = turn;
  const side = sideOf(settings, press.speaker.tenantId);
  if (side === 'stranger') return strangersAnswer(turn, press);

  const known = await knowSpeaker(turn, press);
  const card = await store.cards.get(press.speaker.tenantId, press.cardId);
  if (!card || !standsIn(card, press)) return sentence(turn, known, 'card-outdated', press);

  const actor = { roles: known.staff?.roles ?? [], isRequester: await isOwn(turn, card.notice, press) };
  if (!mayPress(press.verb, actor)) {
    return actor.isRequester || known.staff
      ? show(turn, known, card, { flash: { reason: 'not-allowed' } })
      : sentence(turn, known, side === 'partner' ? 'not-staff' : 'not-yours', press);
  }
  const taken = { tenantId: press.chat.tenantId, conversationId: press.threadId ?? press.chat.id };
  const first =
    (await store.inbox.take({ ...taken, type: 'press', activityId: press.activityId }, turn.now)) &&
    (await store.cards.press(card.id, press.key, turn.now));
  const moment = first ? await effect(turn, { ...known, card, activityId: press.activityId }) : undefined;

  const cardNow = (await store.cards.get(card.tenantId, card.id)) ?? card;
  const personNow = (await store.people.get(known.person.tenantId, known.person.id)) ?? known.person;
  return show(turn, { ...known, person: personNow }, cardNow, moment ?? {});
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
      return false;
  }
}

/** A button that no card of ours has, or data that none of them carries. */
export async function refusePress(
  turn: Turn,
  press: Pick<Press, 'speaker' | 'chat'>,
  reason: RefusalReason,
): Promise<Answer> {
  if (sideOf(turn.settings, press.speaker.tenantId) === 'stranger') return strangersAnswer(turn, press);
  return sentence(turn, await knowSpeaker(turn, press), reason, press);
}

type Reader = Pick<Pressed, 'chat' | 'person' | 'staff'>;

async function show(turn: Turn, reader: Reader, card: StoredCard, moment: CardMoment): Promise<Answer> {
  const facts = await loadFacts(turn, card.notice, card.destination, reader);
  return { notice: card.notice, facts, cardId: card.id, moment };
}

async function sentence(
  turn: Turn,
  reader: Reader,
  reason: RefusalReason,
  press: Pick<Press, 'chat'>,
): Promise<Answer> {
  const notice: Notice = { kind: 'refused', flash: { reason } };
  const destination = { to: 'chat', tenantId: press.chat.tenantId, chatId: press.chat.id } as const;
  return { notice, facts: await loadFacts(turn, notice, destination, reader), moment: {} };
}

async function strangersAnswer(turn: Turn, press: Pick<Press, 'speaker' | 'chat'>): Promise<Answer> {
  const { tenantId, id: conversationId, serviceUrl, botId } = press.chat;
  const locale = press.speaker.clientLocale ?? 'en';
  const destination = { to: 'address', tenantId, conversationId, serviceUrl, botId, locale } as const;
  return {
    notice: { kind: 'not-served' },
    facts: await loadFacts(turn, { kind: 'not-served' }, destination),
    moment: {},
  };
}
