// One thing said on a ticket, and how far it came on its way to the other side.

export type MessageKind = 'relay' | 'note';

/** `sending` until the connector answered; `unsure` when its answer was lost after sending. */
export type DeliveryState = 'sending' | 'delivered' | 'unsure' | 'not-delivered' | 'private';

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
  /** The Teams message it became on the other side. */
  readonly deliveredActivityId?: string;
  readonly delivery: DeliveryState;
  readonly failure?: string;
  /** The last edit or deletion did not reach the other side: what stands there is older. */
  readonly changeLost?: true;
  /** When the agent was asked whether to send it again: it does not leave by itself any more. */
  readonly offeredAt?: number;
  readonly saidAt: number;
}
