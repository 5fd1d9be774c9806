// One thing said on a ticket, and how far it came on its way to the other side.

export type MessageKind = 'relay' | 'note';

/** `sending` until the connector answered; `unsure` when its answer was lost after sending. */
export type DeliveryState = 'sending' | 'delivered' | 'unsure' | 'not-delivered' | 'private';

/** A message of Teams that shows the words, or a part of them. */
export interface Copy {
  /** Of a thread the full conversation id. */
  readonly conversationId: string;
  /** Absent when the answer that named it was lost: then it can be neither changed nor taken back. */
  readonly activityId?: string;
  /** A change of it was refused as if it were gone, and posted anew: it is not changed any more, but taken back. */
  readonly doubtful?: true;
}

export interface Message {
  readonly id: string;
  readonly tenantId: string;
  readonly ticketId: string;
  readonly kind: MessageKind;
  readonly from: 'requester' | 'agent';
  readonly authorId: string;
  readonly authorName: string;
  /** Secrets masked, control characters stripped. */
  readonly text: string;
  /** Names of files that were sent along. */
  readonly files: readonly string[];
  readonly edited: boolean;
  readonly deleted: boolean;
  /** When they were changed or deleted, by Teams' clock. */
  readonly changedAt?: number;
  /** The Teams message it came from, when it was typed and not pressed: edits are found by it. */
  readonly sourceTenantId?: string;
  readonly sourceConversationId?: string;
  readonly sourceActivityId?: string;
  /** The messages of Teams it became on the other side, in their order; without an id: one that may stand there. */
  readonly copies?: readonly Copy[];
  /** What was kept before `copies` were: the last of them. It is read, and no longer written. */
  readonly deliveredActivityId?: string;
  /** Teams found the words too big for one message. */
  readonly inParts?: true;
  readonly delivery: DeliveryState;
  readonly failure?: string;
  /** The last edit or deletion did not reach the other side: what stands there is older. */
  readonly changeLost?: true;
  /** When the agent was asked whether to send it again: it does not leave by itself any more. */
  readonly offeredAt?: number;
  readonly saidAt: number;
}

/** `here`: where words stand of which only the message was kept, not the conversation. */
export function copiesOf(
  { copies, deliveredActivityId: activityId }: Message,
  here: string,
): readonly Copy[] {
  if (copies) return copies;
  return activityId === undefined ? [] : [{ conversationId: here, activityId }];
}

/** Something of it stands on the other side, or may. */
export function hasArrived(message: Message): boolean {
  const { delivery } = message;
  return delivery === 'delivered' || delivery === 'unsure' || copiesOf(message, '').length > 0;
}

/** Something of it stands where it can be changed or taken back. */
export function canBeFound(message: Message): boolean {
  return copiesOf(message, '').some(({ activityId }) => activityId !== undefined);
}
