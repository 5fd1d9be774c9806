// Which message of Teams an attempt makes or changes: words may stand in several, in parts or in a thread they left.
import type { Piece } from '../domain/delivery.ts';
import { type Copy, copiesOf, type Message } from '../domain/message.ts';
import { type Address, addressIn } from './find-address.ts';
import type { Content, DeliveryResult, OutboxRow, Sending, SendResult } from './outbox-ports.ts';
import type { Turn } from './ports.ts';
import { changeWaits } from './post-notice.ts';

interface RelayAttempt extends Piece {
  readonly address: Address;
  readonly target: Sending['target'];
  readonly content: Content;
}

/** Puts the words into Teams' form: all of them, or one part. */
type Show = (message: Message, part?: number) => Content;

/** What is to be sent now for these words or their change, or what becomes of the row when that is nothing. */
export async function relayAttempt(
  turn: Turn,
  row: OutboxRow,
  address: Address,
  message: Message,
  show: Show,
): Promise<RelayAttempt | DeliveryResult> {
  if (row.class === 'update') return changeOf(turn, row, address, message, show);
  // They were taken back before they left; they may have left all the same.
  if (message.deleted) return { state: mayStand(row, message) ? 'ambiguous' : 'dead', reason: 'taken-back' };
  // Parts of two versions make no sense together: the change that waits behind brings the rest.
  if (row.part > 1 && (await changeWaits(turn, row.lane, message.id))) return { state: 'sent' };
  const { parts = 0, ...content } = show(message, row.part === 0 ? undefined : row.part);
  return { address, target: postTo(address), content, part: row.part, parts };
}

export function postTo({ conversationId, channelId }: Address): Sending['target'] {
  return conversationId === undefined ? { type: 'new-thread', channelId } : { type: 'post', conversationId };
}

/** With a sender that died, or where an answer was lost. */
function mayStand({ lostAnswers }: OutboxRow, { copies = [] }: Message): boolean {
  return lostAnswers > 0 || copies.some(({ activityId }) => activityId === undefined);
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
): Promise<RelayAttempt | DeliveryResult> {
  const { standing, isAll } = await copiesThatStand(turn, address, message);
  const isHere = (copy: Standing) => copy.conversationId === address.conversationId && !copy.doubtful;
  const here = standing.filter(isHere);
  const elsewhere = standing.filter((copy) => !isHere(copy));
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

/**
 * `isAll` when none of them is out of reach, and none may stand that nobody knows of. What is doubtful counts when words
 * are taken back, and comes last: it may be refused, and the others must not stay for that.
 */
async function copiesThatStand(
  turn: Turn,
  current: Address,
  message: Message,
): Promise<{ standing: Standing[]; isAll: boolean }> {
  const here = current.conversationId ?? '';
  const copies = copiesOf(message, here);
  const standing: Standing[] = [];
  const doubtful = message.deleted ? copies.filter((copy) => copy.doubtful) : [];
  for (const copy of [...copies.filter((one) => !one.doubtful), ...doubtful]) {
    const { conversationId, activityId } = copy;
    if (activityId === undefined) continue;
    const isHere = conversationId === here;
    const address = isHere ? current : await addressIn(turn, current.tenantId, conversationId);
    if (!address) continue;
    const piece = 1 + standing.filter((other) => other.conversationId === conversationId).length;
    standing.push({ ...copy, activityId, address, piece });
  }
  const isLost = message.delivery === 'delivered' && copies.length === 0 && message.copies === undefined;
  const isKnown = message.delivery !== 'unsure' && !isLost;
  return { standing, isAll: standing.length === copies.length && isKnown };
}

/** Where words stand now, so that they can be changed and taken back; without an id that is all that is known. */
export async function rememberCopy(
  turn: Turn,
  row: OutboxRow,
  conversationId: string,
  activityId: string | undefined,
): Promise<void> {
  const message = await messageOf(turn, row);
  if (!message) return;
  const before = copiesOf(message, conversationId);
  // A sender that died may have made one as well.
  const known =
    row.lostAnswers > 0 || activityId === undefined ? withUnnamed(before, conversationId) : before;
  const copies = activityId === undefined ? known : [...known, { conversationId, activityId }];
  await saveCopies(turn, message, copies);
}

/** Nobody knows whether one stands there now. It is noted at once, for the row itself forgets, or ends otherwise. */
export async function rememberDoubt(
  turn: Turn,
  row: OutboxRow,
  { target }: Sending,
  answer: SendResult,
): Promise<void> {
  if (answer.outcome !== 'ambiguous' || target.type === 'put') return;
  const message = await messageOf(turn, row);
  if (!message) return;
  const conversationId = target.type === 'post' ? target.conversationId : target.channelId;
  await saveCopies(turn, message, withUnnamed(copiesOf(message, conversationId), conversationId));
}

/** One says all that can be said of however many. */
function withUnnamed(copies: readonly Copy[], conversationId: string): readonly Copy[] {
  const isNoted = copies.some(
    (copy) => copy.activityId === undefined && copy.conversationId === conversationId,
  );
  return isNoted ? copies : [...copies, { conversationId }];
}

/**
 * One of the messages is gone, or (`isSure` not) it could not be found: then it may stand there all the same, and
 * is tried once more when the words are taken back.
 */
export async function forgetCopy(
  turn: Turn,
  row: OutboxRow,
  { target }: Sending,
  isSure: boolean,
): Promise<void> {
  const message = await messageOf(turn, row);
  if (!message || target.type !== 'put') return;
  const { conversationId, activityId } = target;
  const copies = copiesOf(message, conversationId).flatMap((copy): Copy[] => {
    if (copy.activityId !== activityId || copy.conversationId !== conversationId) return [copy];
    if (isSure) return [];
    return message.deleted ? [{ conversationId }] : [{ conversationId, activityId, doubtful: true }];
  });
  await saveCopies(turn, message, copies);
}

async function messageOf({ store }: Turn, { notice }: OutboxRow): Promise<Message | undefined> {
  return notice.kind === 'relay' ? store.messages.get(notice.tenantId, notice.messageId) : undefined;
}

async function saveCopies({ store }: Turn, message: Message, copies: readonly Copy[]): Promise<void> {
  const { deliveredActivityId: _before, ...rest } = message;
  await store.messages.save({ ...rest, copies });
}

/** Teams found them too big as they are: whoever changes them says them in parts as well. */
export async function rememberParts(turn: Turn, row: OutboxRow, answer: SendResult): Promise<void> {
  if (answer.outcome !== 'too-big') return;
  const message = await messageOf(turn, row);
  if (message) await turn.store.messages.save({ ...message, inParts: true });
}
