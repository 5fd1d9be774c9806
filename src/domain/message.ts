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
  /** The Teams message it came from, when it was typed and not pressed: edits are found by it. */
  readonly sourceTenantId?: string;
  readonly sourceConversationId?: string;
  readonly sourceActivityId?: string;
  /** The Teams message it became on the other side; of several the last. */
  readonly deliveredActivityId?: string;
  /** All of them, in their order; absent in what was said before they were kept. */
  readonly copies?: readonly Copy[];
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
export function hasArrived({ delivery, deliveredActivityId, copies = [] }: Message): boolean {
  const isOut = delivery === 'delivered' || delivery === 'unsure';
  return isOut || deliveredActivityId !== undefined || copies.length > 0;
}
