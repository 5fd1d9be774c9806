// Who may do what: one table, deny by default, asked at the moment of the click or the command.
import type { Role } from './person.ts';

/** Whether the subject of a card, or of a text, is the requester's own. */
export type RequesterRelation = 'own' | 'none';
/** Whether the ticket is this agent's, or anybody else's on the desk. */
export type DeskRelation = 'assignee' | 'desk';

interface Rule {
  /** A customer's people, in the customer's own tenant. */
  readonly requester?: readonly RequesterRelation[];
  /** The partner's people by the settings file; being in a channel is no role. */
  readonly desk?: Readonly<Partial<Record<Role, readonly DeskRelation[]>>>;
}

const anyTicket: readonly DeskRelation[] = ['assignee', 'desk'];

const ownOnly = { requester: ['own'] } as const satisfies Rule;
const wholeDesk = {
  desk: {
    agent: anyTicket,
    lead: anyTicket,
    'billing-admin': anyTicket,
    'sales-agent': anyTicket,
    admin: anyTicket,
  },
} as const satisfies Rule;

/** What has a button; a text command that does the same is judged as the same. */
export const verbs = {
  'ask-example': ownOnly,
  'set-language': { requester: ['own', 'none'], ...wholeDesk },
  'choose-article': ownOnly,
  'article-helped': ownOnly,
  'article-not-helped': ownOnly,
  'talk-to-person': ownOnly,
  'watch-issue': ownOnly,
  'unwatch-issue': ownOnly,
  'send-diagnostics': ownOnly,
  'choose-ticket': ownOnly,
  'ask-held': ownOnly,
  'confirm-solved': ownOnly,
  'not-solved': ownOnly,
  rate: ownOnly,
  'withdraw-ticket': ownOnly,
  'show-ticket': ownOnly,
  'claim-ticket': wholeDesk,
  'reply-ticket': wholeDesk,
  'ask-requester': wholeDesk,
  'send-again': wholeDesk,
  'add-note': wholeDesk,
  'transfer-ticket': wholeDesk,
  'change-severity': wholeDesk,
  'solve-ticket': wholeDesk,
  'escalate-ticket': wholeDesk,
  'fill-escalation': wholeDesk,
  'change-answers': wholeDesk,
  'record-number': wholeDesk,
  'correct-number': wholeDesk,
  'relay-outside-news': wholeDesk,
  'end-escalation': wholeDesk,
} as const satisfies Record<string, Rule>;

export type Verb = keyof typeof verbs;

/** What is only said. */
const spoken = {
  /** It decides where customers' words go. */
  'link-queue': { desk: { lead: anyTicket, admin: anyTicket } },
  'set-channel-language': wholeDesk,
  /** It quotes people of all customers, though not by name. */
  'read-learning': { desk: { lead: anyTicket, admin: anyTicket } },
  'draft-article': { desk: { lead: anyTicket, admin: anyTicket } },
  /** What an agent said before, changed or taken back in Teams: the requester's copy follows. */
  'edit-reply': wholeDesk,
  'delete-reply': wholeDesk,
} as const satisfies Record<string, Rule>;

export type Act = Verb | keyof typeof spoken;

/** The whole table. */
export const may: Readonly<Record<Act, Rule>> = { ...verbs, ...spoken };

/** Who asks, as the store and the settings know them; nothing of it comes from a card. */
export type Actor =
  | { readonly side: 'requester'; readonly relation: RequesterRelation }
  | { readonly side: 'desk'; readonly roles: readonly Role[]; readonly relation: DeskRelation };

/** False for whatever the table does not name. */
export function isAllowed(act: Act, actor: Actor): boolean {
  const rule = may[act];
  if (actor.side === 'requester') return rule.requester?.includes(actor.relation) ?? false;
  return actor.roles.some((role) => rule.desk?.[role]?.includes(actor.relation) ?? false);
}
