// A ticket: what a customer asked of the partner, and what may become of it.
import type { Category, Product } from './article.ts';
import type { Answers, FormId } from './diagnostics.ts';
import { type Outcome, refuse, success } from './errors.ts';
import { type Locale, writtenIn } from './locale.ts';
import type { StaffMember } from './person.ts';
import type { ShownArticle } from './question.ts';
import type { IssueFound } from './service-issue.ts';
import type { Severity } from './support-offer.ts';

export const ticketStates = [
  'new',
  'assigned',
  'waiting-requester',
  'waiting-microsoft',
  'waiting-provider',
  'solved',
  'closed',
  'withdrawn',
] as const;
export type TicketState = (typeof ticketStates)[number];

export interface Satisfaction {
  readonly score: number;
  readonly comment?: string;
}

/** What was known of Microsoft's services when the ticket was opened, or right after. */
export interface TicketHealth {
  readonly checkedAt: number;
  readonly issue?: IssueFound;
}

export interface Ticket {
  readonly id: string;
  /** Short and never used twice: what people say to each other. */
  readonly number: number;
  readonly tenantId: string;
  readonly requesterId: string;
  readonly requesterName: string;
  readonly requesterChatId: string;
  readonly queueId: string;
  readonly planId: string;
  readonly planVersion: string;
  readonly state: TicketState;
  readonly severity: Severity;
  /** The rule that set the severity, or `agent` when a person did. */
  readonly severityRule: string;
  readonly severityReason?: string;
  readonly category: Category;
  readonly product: Product;
  /** The requester's own words, secrets masked. */
  readonly question: string;
  /** The requester deleted it in Teams, or a part of it: only what is left is kept. */
  readonly questionDeleted?: true;
  readonly shown: readonly ShownArticle[];
  readonly health?: TicketHealth;
  readonly formId?: FormId;
  readonly answers: Answers;
  /** What the requester reads; {@link askedIn} tells what they wrote. */
  readonly language: Locale;
  readonly assigneeId?: string;
  readonly assigneeName?: string;
  readonly openedAt: number;
  readonly claimedAt?: number;
  readonly firstResponseDueAt: number;
  readonly firstResponseWarnAt: number;
  readonly firstRespondedAt?: number;
  /** When an agent wrote to the requester last. */
  readonly agentSpokeAt?: number;
  /** When the desk was last told of it; tickets of before this was kept have neither. */
  readonly warningToldAt?: number;
  readonly breachToldAt?: number;
  readonly solvedAt?: number;
  /** The requester cannot be reached and has not read the resolution: their silence says nothing. */
  readonly isUnasked?: true;
  /** When the resolution arrived after all; their silence counts from then. */
  readonly askedAt?: number;
  /** When they were reminded to confirm it. */
  readonly remindedAt?: number;
  readonly endedAt?: number;
  readonly resolution?: string;
  /** Whose resolution it is; tickets solved before this was kept have none. */
  readonly solvedById?: string;
  readonly solvedByName?: string;
  /** Counts how often it was solved: satisfaction is asked once per cycle. */
  readonly cycle: number;
  readonly satisfaction?: Satisfaction;
  /** Rises with each save; a save with an old one is refused by the store. */
  readonly version: number;
}

const dayMs = 86_400_000;

export function askedIn({ question, language }: Pick<Ticket, 'question' | 'language'>): Locale {
  return writtenIn(question) ?? language;
}

export function isOpen(ticket: Ticket): boolean {
  return ticket.state !== 'closed' && ticket.state !== 'withdrawn';
}

/** With somebody outside: Microsoft or a provider. */
export function isWithOutside(ticket: Ticket): boolean {
  return ticket.state === 'waiting-microsoft' || ticket.state === 'waiting-provider';
}

export type ClaimRefusal = 'claimed-by-other' | 'already-yours' | 'ended';

/** First come, first served; a ticket that has an owner keeps it. */
export function claim(ticket: Ticket, agent: StaffMember, now: number): Outcome<Ticket, ClaimRefusal> {
  if (!isOpen(ticket)) return refuse('ended');
  if (ticket.assigneeId === agent.id) return refuse('already-yours');
  if (ticket.assigneeId !== undefined) return refuse('claimed-by-other');
  return success(assigned(ticket, agent, now));
}

function assigned(ticket: Ticket, agent: StaffMember, now: number): Ticket {
  return {
    ...ticket,
    state: ticket.state === 'new' ? 'assigned' : ticket.state,
    assigneeId: agent.id,
    assigneeName: agent.name,
    claimedAt: now,
  };
}

/** Words to the requester: they end the first-response clock, and an unclaimed ticket becomes the speaker's. */
export function replied(
  ticket: Ticket,
  agent: StaffMember,
  now: number,
  waitForAnswer: boolean,
): Outcome<Ticket, 'ended'> {
  if (!isOpen(ticket)) return refuse('ended');
  const owned = ticket.assigneeId === undefined ? assigned(ticket, agent, now) : ticket;
  return success({
    ...owned,
    state:
      waitForAnswer && !isWithOutside(owned) && owned.state !== 'solved' ? 'waiting-requester' : owned.state,
    firstRespondedAt: owned.firstRespondedAt ?? now,
    agentSpokeAt: now,
  });
}

/** A message of the requester brings a waiting or solved ticket back to the desk. */
export function requesterSpoke(
  ticket: Ticket,
  now: number,
  reopenWithinDays: number,
): Outcome<Ticket, 'reopen-window-over' | 'withdrawn'> {
  if (ticket.state === 'withdrawn') return refuse('withdrawn');
  if (ticket.state === 'closed' && now - (ticket.endedAt ?? 0) > reopenWithinDays * dayMs) {
    return refuse('reopen-window-over');
  }
  if (ticket.state === 'solved' || ticket.state === 'closed') return success(reopened(ticket));
  if (ticket.state === 'waiting-requester') return success({ ...ticket, state: ownedState(ticket) });
  return success(ticket);
}

/** A thumb or question marks alone tell nothing to work on: they open nothing again. */
export function isSign(text: string): boolean {
  return text !== '' && !/[\p{L}\p{N}]/u.test(text);
}

function ownedState(ticket: Ticket): TicketState {
  return ticket.assigneeId === undefined ? 'new' : 'assigned';
}

function reopened(ticket: Ticket): Ticket {
  const {
    solvedAt: _s,
    isUnasked: _u,
    askedAt: _a,
    remindedAt: _m,
    solvedById: _i,
    solvedByName: _n,
    endedAt: _e,
    resolution: _r,
    satisfaction: _c,
    ...rest
  } = ticket;
  return { ...rest, state: ownedState(ticket) };
}

/** Whoever solves a ticket without an agent takes it. It waits for the requester to confirm, and may be reopened. */
export function solve(
  ticket: Ticket,
  agent: StaffMember,
  resolution: string,
  now: number,
): Outcome<Ticket, 'ended' | 'already-solved'> {
  if (!isOpen(ticket)) return refuse('ended');
  if (ticket.state === 'solved') return refuse('already-solved');
  const owned = ticket.assigneeId === undefined ? assigned(ticket, agent, now) : ticket;
  return success({
    ...owned,
    state: 'solved',
    resolution,
    solvedById: agent.id,
    solvedByName: agent.name,
    solvedAt: now,
    firstRespondedAt: owned.firstRespondedAt ?? now,
    cycle: owned.cycle + 1,
  });
}

/** The requester says that it is solved, or silence says it at the end of the waiting time. */
export function close(ticket: Ticket, now: number): Outcome<Ticket, 'not-solved'> {
  return ticket.state === 'solved'
    ? success({ ...ticket, state: 'closed', endedAt: now })
    : refuse('not-solved');
}

/** Once, after the end; whoever gave a mark without words may add them in a second one. */
export function rate(
  ticket: Ticket,
  satisfaction: Satisfaction,
): Outcome<Ticket, 'not-closed' | 'already-rated'> {
  if (ticket.state !== 'closed') return refuse('not-closed');
  if (
    ticket.satisfaction?.comment !== undefined ||
    (ticket.satisfaction && satisfaction.comment === undefined)
  ) {
    return refuse('already-rated');
  }
  return success({ ...ticket, satisfaction });
}

/** By the requester, at any time before the end; it is no solution, and nobody is asked to rate it. */
export function withdraw(ticket: Ticket, now: number): Outcome<Ticket, 'ended'> {
  return isOpen(ticket) ? success({ ...ticket, state: 'withdrawn', endedAt: now }) : refuse('ended');
}

/** To its own queue it goes only from an owner: then somebody else may claim it. */
export function transfer(ticket: Ticket, queueId: string): Outcome<Ticket, 'ended' | 'same-queue'> {
  if (!isOpen(ticket)) return refuse('ended');
  if (ticket.queueId === queueId && ticket.assigneeId === undefined) return refuse('same-queue');
  return success({ ...released(ticket), queueId });
}

/** Nobody has it any more; what it waits for it still waits for, and its clock goes on as it was set. */
export function released(ticket: Ticket): Ticket {
  const { assigneeId: _a, assigneeName: _n, claimedAt: _c, ...rest } = ticket;
  return { ...rest, state: ticket.state === 'assigned' ? 'new' : ticket.state };
}

/** An escalation was filed: the ticket waits for the answer from there. One that has ended stays ended. */
export function handedOutside(ticket: Ticket, to: 'microsoft' | 'provider'): Ticket {
  return isOpen(ticket)
    ? { ...ticket, state: to === 'microsoft' ? 'waiting-microsoft' : 'waiting-provider' }
    : ticket;
}

/** The outside record ended: the desk has the ticket again. */
export function backFromOutside(ticket: Ticket): Ticket {
  return isWithOutside(ticket) ? { ...ticket, state: ownedState(ticket) } : ticket;
}
