// Words are changed, deleted and restored in Teams, and what it tells of that comes twice, late and in any order.

export interface Change {
  readonly type: 'edited' | 'deleted' | 'restored';
  /** Epoch milliseconds by Teams' clock. */
  readonly sentAt?: number;
}

/** What was followed last. */
interface Changed {
  readonly changedAt?: number;
  readonly deleted?: boolean;
}

/**
 * Something newer was followed before. Where the times tell no order, what was deleted stays so, unless Teams says that
 * it was restored.
 */
export function isOvertaken({ changedAt, deleted = false }: Changed, { type, sentAt }: Change): boolean {
  const isOrdered = changedAt !== undefined && sentAt !== undefined && sentAt !== changedAt;
  return isOrdered ? sentAt < changedAt : deleted && type === 'edited';
}

/** What is kept of when it was; nothing where Teams did not say it. */
export function changedBy(changedAt: number | undefined): { readonly changedAt?: number } {
  return changedAt === undefined ? {} : { changedAt };
}
