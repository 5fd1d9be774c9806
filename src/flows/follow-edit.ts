// What was said is changed or taken back in Teams: the copy on the other side follows.
import { type Change, changedBy, isOvertaken } from '../domain/change.ts';
import type { Inbound } from '../domain/chat.ts';
import { hasArrived, type Message } from '../domain/message.ts';
import type { Flash } from '../domain/notice.ts';
import { isAllowed } from '../domain/permissions.ts';
import type { StaffMember } from '../domain/person.ts';
import { mask } from '../domain/secrets.ts';
import { isOpen, type Ticket } from '../domain/ticket.ts';
import { followQuestion } from './delete-question.ts';
import { isNoReply } from './hear-agent.ts';
import { momentOf } from './know-chat.ts';
import type { Known } from './know-speaker.ts';
import type { Turn } from './ports.ts';
import { refOf, refreshCard, toRequester, toThread, updateRelay } from './post-notice.ts';
import { actorOf, recordAct, recordDenial } from './record-audit.ts';
import { refuseUnserved } from './refuse-unserved.ts';
import { maxMessageLength, sourceOf } from './relay-message.ts';
import { listTickets } from './show-tickets.ts';
import { tellChangeLost } from './tell-delivery.ts';
import { movedElsewhere } from './transfer-ticket.ts';

/** What the words are changed to; nothing when they were deleted. */
type ChangedTo = Omit<Extract<Inbound['kind'], { type: 'edited' }>, 'type'> | undefined;

/**
 * Only the author's. An agent's change is an act like the words themselves: by role, only from where the ticket is,
 * and on record. Words can be taken back after the ticket's end and from a thread that it left, but not be changed.
 */
export async function followEdit(
  turn: Turn,
  { person, staff }: Pick<Known, 'person' | 'staff'>,
  inbound: Inbound,
  to: ChangedTo,
): Promise<Flash | undefined> {
  const found = await wordsBehind(turn, inbound, to === undefined);
  const change = changeOf(turn, inbound, to);
  if (!found) return followHeld(turn, person, inbound, to, change);
  if (found.authorId !== inbound.speaker.personId) return undefined;
  const ticket = await turn.store.tickets.lock(found.tenantId, found.ticketId);
  const message = await turn.store.messages.get(found.tenantId, found.id);
  if (!ticket || !message || isOvertaken(message, change)) return undefined;
  const text = to && textAfterEdit(message, to);
  if (text !== undefined && text.length > maxMessageLength) return { reason: 'message-too-long' };
  if (to?.text === '') return { reason: to.restored ? 'edit-not-followed' : 'empty-text' };
  const noReply = to && message.from === 'agent' && message.kind === 'relay' && whyNoReply(turn, to);
  if (noReply) return noReply;
  const { changeLost: _past, ...said } = message;
  const changedAt = changedBy(change.sentAt);
  const changed: Message =
    text === undefined
      ? { ...said, text: '', files: [], deleted: true, ...changedAt }
      : { ...said, text: mask(text).text, edited: true, deleted: false, ...changedAt };
  if (isSame(changed, message)) {
    // The newest counts, even when it changes nothing: what was sent before it may still come.
    if (changed.changedAt !== message.changedAt) await turn.store.messages.save({ ...message, ...changedAt });
    return undefined;
  }
  if (!isOpen(ticket) && message.kind === 'relay' && !changed.deleted) return { reason: 'ended' };
  const refused = staff && (await actOnReply(turn, staff, ticket, inbound, changed));
  if (refused) return refused;
  await turn.store.messages.save(changed);
  // Nothing of it stands on the other side, and it leaves only when an agent says so.
  const waitsForAgent = message.offeredAt !== undefined && !(changed.deleted && hasArrived(message));
  if (message.kind === 'note' || waitsForAgent) return undefined;
  const destination = message.from === 'agent' ? toRequester(ticket) : toThread(ticket);
  await updateRelay(turn, destination, { kind: 'relay', ...refOf(ticket), messageId: message.id });
  // It may wait behind others for the app to come back: the agent must not wait to hear of it.
  if (message.from === 'agent' && (await isAway(turn, ticket))) await tellChangeLost(turn, ticket, changed);
  return undefined;
}

function changeOf(turn: Turn, inbound: Inbound, to: ChangedTo): Change {
  const { sentAt } = momentOf(turn, inbound);
  const type = to === undefined ? 'deleted' : to.restored ? 'restored' : 'edited';
  return { type, ...(sentAt !== undefined && { sentAt }) };
}

/** Teams may bring the deletion before the words, which it sends again: then they are not heard any more. */
async function wordsBehind(
  { store, now }: Turn,
  inbound: Inbound,
  isDeletion: boolean,
): Promise<Message | undefined> {
  const source = sourceOf(inbound);
  const { tenantId, conversationId, activityId } = source;
  const find = () => store.messages.bySource(tenantId, conversationId, activityId);
  const found = await find();
  if (found || !isDeletion) return found;
  // Whoever is just hearing them is done when this says that they were taken.
  const isUnheard = await store.inbox.take({ ...source, type: 'text' }, now);
  return isUnheard ? undefined : find();
}

async function isAway({ store }: Turn, { tenantId, requesterChatId }: Ticket): Promise<boolean> {
  return (await store.chats.get(tenantId, requesterChatId))?.installedAt === undefined;
}

/** Words that still wait to be told which ticket they are for; without them there is nothing left to ask. */
async function followHeld(
  turn: Turn,
  person: Known['person'],
  inbound: Inbound,
  to: ChangedTo,
  change: Change,
): Promise<Flash | undefined> {
  const { chat, activityId } = inbound;
  const { cards } = turn.store;
  let isHeld = false;
  for (const card of await cards.holding(chat.tenantId, activityId)) {
    const { notice, destination } = card;
    // Teams counts its messages in each chat anew.
    if (notice.kind !== 'which-ticket' || destination.to !== 'chat' || destination.chatId !== chat.id)
      continue;
    isHeld = true;
    if (isOvertaken(notice.held, change)) continue;
    if (to && to.text.length > maxMessageLength) return { reason: 'message-too-long' };
    if (to?.text === '') return { reason: 'empty-text' };
    if (to) {
      const { command: _before, ...rest } = notice.held;
      const command = to.command && { command: to.command.name };
      const held = { ...rest, ...command, text: mask(to.text).text, ...changedBy(change.sentAt) };
      await cards.become(card.tenantId, card.id, { ...notice, held });
    } else {
      const list = await listTickets(turn, person);
      await cards.become(card.tenantId, card.id, list);
      await refreshCard(turn, { ...card, notice: list });
    }
  }
  if (isHeld) return undefined;
  const followed = await followQuestion(turn, inbound, to, change);
  if (followed !== 'not followed') return followed;
  return to && notFollowed(turn, inbound);
}

/** Questions, commands and what was refused are not edited; that is told once for each. */
async function notFollowed({ store, now }: Turn, inbound: Inbound): Promise<Flash | undefined> {
  const reason = 'edit-not-followed';
  return (await store.inbox.take({ ...sourceOf(inbound), type: reason }, now)) ? { reason } : undefined;
}

/** Teams sent it again. */
function isSame(changed: Message, stored: Message): boolean {
  return (
    changed.text === stored.text && changed.edited === stored.edited && changed.deleted === stored.deleted
  );
}

async function actOnReply(
  turn: Turn,
  staff: StaffMember,
  ticket: Ticket,
  { chat, threadId }: Inbound,
  changed: Message,
): Promise<Flash | undefined> {
  const ref = refOf(ticket);
  const act = changed.deleted ? 'delete-reply' : 'edit-reply';
  const relation = ticket.assigneeId === staff.id ? 'assignee' : 'desk';
  if (!isAllowed(act, { side: 'desk', roles: staff.roles, relation })) {
    await recordDenial(turn, actorOf(turn, staff), act, 'not-allowed', { ticket: ref });
    return { reason: 'not-allowed' };
  }
  const unserved = changed.deleted ? undefined : refuseUnserved(turn, ref, act);
  if (unserved) return unserved;
  // What reached the wrong person must go, wherever the ticket is now.
  const thread =
    threadId && !changed.deleted ? await turn.store.threads.ticketOf(chat.tenantId, threadId) : undefined;
  const moved = thread ? await movedElsewhere(turn, ref, thread.queueId) : undefined;
  if (!moved) await recordAct(turn, actorOf(turn, staff), act, { ticket: ref });
  return moved;
}

/** What new words would be told: a command is for nobody on the other side, and does nothing by an edit. */
function whyNoReply(turn: Turn, to: NonNullable<ChangedTo>): Flash | undefined {
  switch (to.command?.name) {
    case 'note':
      return undefined;
    case 'reply':
    case 'ask':
      return to.command.rest === '' ? { reason: 'empty-text' } : undefined;
    default:
      return isNoReply(turn, to) ? { reason: 'maybe-command' } : undefined;
  }
}

/** An agent's command word is not for the requester; what became a note is taken back from them. */
function textAfterEdit(message: Message, to: NonNullable<ChangedTo>): string | undefined {
  if (message.from === 'requester' || !to.command) return to.text;
  if (to.command.name === 'note' && message.kind === 'relay') return undefined;
  return to.command.rest === '' ? to.text : to.command.rest;
}
