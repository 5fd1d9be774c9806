// Who may press what: one table, deny by default, asked at the moment of the click.
import type { Role } from './person.ts';

export const verbs = {
  'ask-example': 'requester',
  'set-language': 'anyone',
  'choose-article': 'requester',
  'article-helped': 'requester',
  'article-not-helped': 'requester',
  'talk-to-person': 'requester',
  'send-diagnostics': 'requester',
  'choose-ticket': 'requester',
  'confirm-solved': 'requester',
  'not-solved': 'requester',
  rate: 'requester',
  'withdraw-ticket': 'requester',
  'show-ticket': 'requester',
  'claim-ticket': 'agent',
  'reply-ticket': 'agent',
  'ask-requester': 'agent',
  'add-note': 'agent',
  'transfer-ticket': 'agent',
  'change-severity': 'agent',
  'solve-ticket': 'agent',
  'escalate-ticket': 'agent',
  'fill-escalation': 'agent',
  'record-number': 'agent',
  'relay-outside-news': 'agent',
  'end-escalation': 'agent',
} as const satisfies Record<string, 'requester' | 'agent' | 'anyone'>;

export type Verb = keyof typeof verbs;

const agentRoles: readonly Role[] = ['agent', 'lead', 'billing-admin', 'sales-agent', 'admin'];

export interface Actor {
  /** The partner's own people by the settings file; a channel's member is not one by being there. */
  readonly roles: readonly Role[];
  /** Whether the card's subject is this person's own. */
  readonly isRequester: boolean;
}

export function mayPress(verb: Verb, actor: Actor): boolean {
  const side = verbs[verb];
  if (side === 'anyone') return true;
  return side === 'requester' ? actor.isRequester : actor.roles.some((r) => agentRoles.includes(r));
}

/** Linking a channel to a queue decides where customers' words go. */
export function mayLinkQueue(memberRoles: readonly Role[]): boolean {
  return memberRoles.includes('admin') || memberRoles.includes('lead');
}
