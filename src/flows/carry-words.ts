// Which message of Teams an attempt makes or changes: words may stand in several, in parts or in a thread they left.
import { type Copy, copiesOf, type Message } from '../domain/message.ts';
import { type Address, addressIn } from './find-address.ts';
import type { Content, DeliveryResult, OutboxRow, Sending, SendResult, Turn } from './ports.ts';

export interface Errand {
  readonly address: Address;
  readonly target: Sending['target'];
  readonly content: Content;
  /** Which of how many messages this is, counted from 1; 0 when all is said in one. */
  readonly part: number;
  readonly parts: number;
}

/** Puts the words into Teams' form: all of them, or one part. */
type Show = (message: Message, part?: number) => Content;

/** What is to be sent now for these words or their change, or what becomes of the row when that is nothing. */
export async function errandOf(
  turn: Turn,
  row: OutboxRow,
  address: Address,
  message: Message,
  show: Show,
): Promise<Errand | DeliveryResult> {
  if (row.class === 'update') return changeOf(turn, row, address, message, show);
  // They were taken back before they left; they may have left with a sender that died.
  if (message.deleted) return { state: row.lostAnswers > 0 ? 'ambiguous' : 'dead', reason: 'taken-back' };
  // Parts of two versions make no sense together: the change that waits behind brings the rest.
  if (row.part > 1 && (await changeWaits(turn, row, message))) return { state: 'sent' };
  const { parts = 0, ...content } = show(message, row.part === 0 ? undefined : row.part);
  return { address, target: postTo(address), content, part: row.part, parts };
}

export function postTo({ conversationId, channelId }: Address): Sending['target'] {
  return conversationId === undefined ? { type: 'new-thread', channelId } : { type: 'post', conversationId };
}

async function changeWaits({ store }: Turn, { lane }: OutboxRow, { id }: Message): Promise<boolean> {
  const waiting = await store.outbox.waitingIn(lane);
  return waiting.some(
    ({ notice, class: kind }) => kind === 'update' && notice.kind === 'relay' && notice.messageId === id,
  );
}

interface Standing extends Copy {
  readonly activityId: string;
  readonly address: Address;
  /** Which part of the words it shows, counted from 1. */
  readonly piece: number;
}

/**
 * First what stands where the ticket is, and there what is missing is posted; then what stands elsewhere. What has no
 * words any more says that they were taken back.
 */
async function changeOf(
  turn: Turn,
  row: OutboxRow,
  address: Address,
  message: Message,
  show: Show,
): Promise<Errand | DeliveryResult> {
  const { standing, isAll } = await copiesThatStand(turn, address, message);
  const here = standing.filter((copy) => copy.conversationId === address.conversationId);
  const elsewhere = standing.filter((copy) => copy.conversationId !== address.conversationId);
  const pieces = piecesOf(message, show);
  const inPlace = Math.max(pieces, here.length);
  const parts = inPlace + elsewhere.length;
  const part = Math.max(row.part, 1);
  if (part > parts)
    return isAll || !message.deleted ? { state: 'sent' } : { state: 'dead', reason: 'taken-back' };

  const copy = part > inPlace ? elsewhere[part - inPlace - 1] : here[part - 1];
  const piece = part > inPlace ? (copy?.piece ?? part) : part;
  const { parts: _of, ...content } =
    piece > pieces ? show({ ...message, deleted: true }) : show(message, message.inParts ? piece : undefined);
  return {
    address: copy?.address ?? address,
    target: copy
      ? { type: 'put', conversationId: copy.conversationId, activityId: copy.activityId }
      : postTo(address),
    content,
    part,
    // What cannot be taken back is told when all else is done.
    parts: isAll || !message.deleted ? parts : parts + 1,
  };
}

function piecesOf(message: Message, show: Show): number {
  if (message.deleted) return 0;
  return message.inParts ? (show(message, 1).parts ?? 1) : 1;
}

/** `isAll` when none of them is out of reach, and none may stand that nobody knows of. */
async function copiesThatStand(
  turn: Turn,
  current: Address,
  message: Message,
): Promise<{ standing: Standing[]; isAll: boolean }> {
  const here = current.conversationId ?? '';
  const copies = copiesOf(message, here);
  const standing: Standing[] = [];
  for (const { conversationId, activityId } of copies) {
    if (activityId === undefined) continue;
    const isHere = conversationId === here;
    const address = isHere ? current : await addressIn(turn, current.tenantId, conversationId);
    if (!address) continue;
    const piece = 1 + standing.filter((copy) => copy.conversationId === conversationId).length;
    standing.push({ conversationId, activityId, address, piece });
  }
  const isLost = message.delivery === 'delivered' && copies.length === 0 && message.copies === undefined;
  const isKnown = message.delivery !== 'unsure' && !isLost;
  return { standing, isAll: standing.length === copies.length && isKnown };
}

/** Where words stand now, so that they can be changed and taken back; without an id that is all that is known. */
export async function rememberCopy(
  { store }: Turn,
  { notice, lostAnswers }: OutboxRow,
  conversationId: string,
  activityId: string | undefined,
): Promise<void> {
  const message = notice.kind === 'relay' && (await store.messages.get(notice.tenantId, notice.messageId));
  if (!message) return;
  const copy = { conversationId, ...(activityId !== undefined && { activityId }) };
  // A sender whose answer was lost may have made one as well.
  const lost = lostAnswers > 0 ? [{ conversationId }] : [];
  await store.messages.save({
    ...message,
    ...(activityId !== undefined && { deliveredActivityId: activityId }),
    copies: [...copiesOf(message, conversationId), ...lost, copy],
  });
}

/** One of the messages is gone, or (`isSure` not) it could not be found. */
export async function forgetCopy(
  { store }: Turn,
  { notice }: OutboxRow,
  { target }: Sending,
  isSure: boolean,
): Promise<void> {
  const message = notice.kind === 'relay' && (await store.messages.get(notice.tenantId, notice.messageId));
  if (!message || target.type !== 'put') return;
  const { conversationId } = target;
  const { deliveredActivityId: _gone, ...rest } = message;
  const copies = copiesOf(message, conversationId).flatMap((copy) => {
    if (copy.activityId !== target.activityId || copy.conversationId !== conversationId) return [copy];
    return isSure || !message.deleted ? [] : [{ conversationId }];
  });
  const last = copies.findLast(({ activityId }) => activityId !== undefined)?.activityId;
  await store.messages.save({ ...rest, copies, ...(last !== undefined && { deliveredActivityId: last }) });
}

/** Teams found them too big as they are: whoever changes them says them in parts as well. */
export async function rememberParts({ store }: Turn, row: OutboxRow, answer: SendResult): Promise<void> {
  if (answer.outcome !== 'too-big' || row.notice.kind !== 'relay') return;
  const message = await store.messages.get(row.notice.tenantId, row.notice.messageId);
  if (message) await store.messages.save({ ...message, inParts: true });
}
