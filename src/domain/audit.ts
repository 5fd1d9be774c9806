// The audit trail's entries: who did or tried what, on which ticket. No name and no word of anybody is in it.
import type { RefusalReason } from './notice.ts';
import type { Act } from './permissions.ts';

/** What may be done or denied in Teams, and what operators do beside it: `release-ticket` by their settings. */
export type AuditedAct = Act | 'export' | 'erase' | 'release-ticket';

/** Whose act it was; the store writes a pseudonym instead. */
export interface AuditActor {
  readonly tenantId: string;
  readonly personId: string;
}

export interface AuditEntry {
  /** Epoch milliseconds. */
  readonly at: number;
  /** `operator` is whoever may run commands beside the service, or change its settings. */
  readonly actor: AuditActor | 'operator';
  readonly act: AuditedAct;
  readonly outcome: 'done' | 'denied';
  readonly reason?: RefusalReason;
  /** Whose data it is about: the ticket's tenant, else the actor's own. */
  readonly tenantId: string;
  readonly ticketId?: string;
  readonly queueId?: string;
  /** The Teams activity that asked for it. */
  readonly activityId?: string;
}

/** The end of the chain: kept apart, so that rows cut off at the end are missed. */
export interface AuditHead {
  /** Of the last row; 0 while there is none. */
  readonly sequence: number;
  readonly hash: string;
}
