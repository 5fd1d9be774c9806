// Handing a ticket on to Microsoft or to the indirect provider, by hand: ask, show the packet, keep the number.
import { readForm } from '../domain/diagnostics.ts';
import {
  askedFields,
  type Escalation,
  firstCheckAt,
  isRequestNumber,
  knownAnswers,
  targetFor,
} from '../domain/escalation.ts';
import type { CardMoment, Flash } from '../domain/notice.ts';
import type { StaffMember } from '../domain/person.ts';
import { mask } from '../domain/secrets.ts';
import { customerOf, planOf } from '../domain/settings.ts';
import { backFromOutside, handedOutside, isOpen, type Ticket } from '../domain/ticket.ts';
import { nothingPublished } from './find-issue.ts';
import type { TicketRef, Turn } from './ports.ts';
import { postNotice, refOf, refreshTicket, toRequester, toThread } from './post-notice.ts';
import { actorOf, recordAct } from './record-audit.ts';

/** Posts a card of its own in the thread: an agent comes back to it after a while in the portal. */
export async function escalateTicket(
  turn: Turn,
  agent: StaffMember,
  ref: TicketRef,
): Promise<Flash | undefined> {
  const { store, settings, now } = turn;
  const ticket = await store.tickets.lock(ref.tenantId, ref.ticketId);
  const customer = customerOf(settings, ref.tenantId);
  if (!ticket || !customer) return { reason: 'no-ticket' };
  if (!isOpen(ticket) || ticket.state === 'solved') return { reason: 'ended' };
  const running = await store.escalations.latestOf(ref.tenantId, ref.ticketId);
  if (running && running.state !== 'ended') return { reason: 'escalation-open' };

  // Of an issue that was found the desk has to say: still open, declared fixed, or another matter.
  const isUnpublished = !ticket.health?.issue && (await nothingPublished(turn, aboutOf(ticket)));
  const escalation: Escalation = {
    id: turn.newId(),
    tenantId: ref.tenantId,
    ticketId: ref.ticketId,
    target: targetFor(customer),
    state: 'asking',
    answers: knownAnswers(ticket, agent, isUnpublished),
    contactId: agent.id,
    startedAt: now,
    version: 1,
  };
  await store.escalations.save(escalation);
  await recordAct(turn, actorOf(turn, agent), 'escalate-ticket', { ticket: ref });
  await postNotice(turn, toThread(ticket), {
    kind: 'escalation',
    ...refOf(ticket),
    escalationId: escalation.id,
  });
  await refreshTicket(turn, ref);
  return undefined;
}

/** As the question was that it came from. */
function aboutOf({ tenantId, category, product, question, answers }: Ticket) {
  return { tenantId, category, product, text: `${question}\n${answers.summary ?? ''}` };
}

/** Takes what the form sent; when nothing is missing any more the packet is ready. */
export async function fillEscalation(
  turn: Turn,
  agent: StaffMember,
  ref: TicketRef,
  escalationId: string,
  raw: Readonly<Record<string, unknown>>,
): Promise<CardMoment | undefined> {
  const found = await lockBoth(turn, ref, escalationId);
  if (!found) return { flash: { reason: 'no-ticket' } };
  const { ticket, escalation } = found;
  if (escalation.state !== 'asking') return undefined;

  const { settings, now } = turn;
  const { contactPhone } = raw;
  // People write their number with spaces; Microsoft's form wants it without.
  const phone =
    typeof contactPhone === 'string' ? { contactPhone: contactPhone.replace(/[\s()-]/g, '') } : {};
  const asked = askedFields(escalation, ticket);
  const { values, faults } = readForm(asked, { ...raw, ...phone }, { now, zone: settings.partner.zone });
  const { health, ...others } = values;
  const documented = health === 'documented';
  const { health: healthBefore, ...before } = escalation.answers;
  const healthNow = documented ? undefined : (health ?? healthBefore);
  const answers = { ...before, ...others, ...(healthNow !== undefined && { health: healthNow }) };
  const ready = faults.length === 0 && !documented;
  const { isReopened: _was, ...rest } = escalation;
  await turn.store.escalations.save(
    ready
      ? { ...rest, answers, state: 'ready' }
      : { ...escalation, answers, ...(documented && { isReopened: true as const }) },
  );
  await recordAct(turn, actorOf(turn, agent), 'fill-escalation', { ticket: ref });
  await refreshTicket(turn, ref);
  if (documented) return { flash: { reason: 'documented-issue' } };
  return ready ? undefined : { flash: { reason: 'incomplete' }, faults };
}

/** Something in the packet is wrong: the form stands there again with all that was answered. */
export async function changeAnswers(
  turn: Turn,
  agent: StaffMember,
  ref: TicketRef,
  escalationId: string,
): Promise<Flash | undefined> {
  const found = await lockBoth(turn, ref, escalationId);
  if (!found) return { reason: 'no-ticket' };
  const { escalation } = found;
  if (escalation.state !== 'ready') return { reason: 'already-done' };
  await turn.store.escalations.save({ ...escalation, state: 'asking', isReopened: true });
  await recordAct(turn, actorOf(turn, agent), 'change-answers', { ticket: ref });
  await refreshTicket(turn, ref);
  return undefined;
}

/** The agent filed the packet and got a number: the ticket waits outside, with a clock of its own. */
export async function recordNumber(
  turn: Turn,
  agent: StaffMember,
  ref: TicketRef,
  escalationId: string,
  number: string,
): Promise<Flash | undefined> {
  const found = await lockBoth(turn, ref, escalationId);
  if (!found) return { reason: 'no-ticket' };
  const { ticket, escalation } = found;
  if (number === '') return { reason: 'empty-text' };
  if (escalation.state !== 'ready') return { reason: 'already-done' };
  if (!isOpen(ticket)) return { reason: 'ended' };
  const given = numberGiven(escalation, ticket, number);
  if (given === undefined) return { reason: 'not-a-number' };

  const { store, now } = turn;
  const checkDueAt = firstCheckAt(ticket.severity, now, planOf(turn.settings, ticket.planId).hours);
  await store.escalations.save({
    ...escalation,
    state: 'filed',
    number: given,
    filedAt: now,
    checkDueAt,
  });
  await store.tickets.save(handedOutside(ticket, escalation.target.kind));
  await recordAct(turn, actorOf(turn, agent), 'record-number', { ticket: ref });
  await store.timers.set({
    id: turn.newId(),
    kind: 'escalation-check',
    tenantId: ref.tenantId,
    subjectId: escalationId,
    dueAt: checkDueAt,
  });
  await postNotice(turn, toRequester(ticket), { kind: 'with-outside', ...refOf(ticket), escalationId });
  await refreshTicket(turn, ref);
  return undefined;
}

/** A provider's may pass for a card's. */
const nothingElse =
  /^\[?#?(?:(?:sr|case|ticket|incident|ref|request|tracking ?id|no|nr)[ .:#№-]{0,3}|[a-z]{1,12}[#-]?)?\d[\d -]*\]?$/iu;

/** What is kept of what the agent typed, secrets beside the number masked; undefined when it is none, or our own. */
function numberGiven({ target }: Escalation, ticket: Ticket, given: string): string | undefined {
  // Digits of a Chinese keyboard may be wide.
  const typed = given.normalize('NFKC').trim();
  if (typed.replaceAll(/\D/g, '') === String(ticket.number)) return undefined;
  const kept = nothingElse.test(typed) ? typed : mask(typed).text;
  const isLeft = longestDigits(kept) === longestDigits(typed);
  return isLeft && isRequestNumber(target, kept) ? kept : undefined;
}

function longestDigits(text: string): number {
  return Math.max(0, ...(text.match(/\d+/g) ?? []).map((digits) => digits.length));
}

/** It was mistyped: the requester, who may have called there with it, reads the right one. The clock stays as it is. */
export async function correctNumber(
  turn: Turn,
  agent: StaffMember,
  ref: TicketRef,
  escalationId: string,
  number: string,
): Promise<Flash | undefined> {
  const found = await lockBoth(turn, ref, escalationId);
  if (!found) return { reason: 'no-ticket' };
  const { ticket, escalation } = found;
  if (number === '') return { reason: 'empty-text' };
  if (escalation.state !== 'filed') return { reason: 'already-done' };
  const right = numberGiven(escalation, ticket, number);
  if (right === undefined) return { reason: 'not-a-number' };
  if (right === escalation.number) return { reason: 'already-done' };

  await turn.store.escalations.save({ ...escalation, number: right });
  await recordAct(turn, actorOf(turn, agent), 'correct-number', { ticket: ref });
  await postNotice(turn, toRequester(ticket), { kind: 'number-corrected', ...refOf(ticket), escalationId });
  await refreshTicket(turn, ref);
  return undefined;
}

/** Microsoft or the provider is done: the desk has the ticket again, and the requester knows. */
export async function endEscalation(
  turn: Turn,
  agent: StaffMember,
  ref: TicketRef,
  escalationId: string,
): Promise<Flash | undefined> {
  const found = await lockBoth(turn, ref, escalationId);
  if (!found) return { reason: 'no-ticket' };
  const { ticket, escalation } = found;
  if (escalation.state === 'ended') return { reason: 'already-done' };
  await turn.store.escalations.save({ ...escalation, state: 'ended', endedAt: turn.now });
  await recordAct(turn, actorOf(turn, agent), 'end-escalation', { ticket: ref });
  if (escalation.state === 'filed') {
    await turn.store.tickets.save(backFromOutside(ticket));
    await postNotice(turn, toRequester(ticket), { kind: 'back-from-outside', ...refOf(ticket) });
  }
  await refreshTicket(turn, ref);
  return undefined;
}

/** A ticket that ends takes its escalation along; the caller saves the ticket. */
export async function endOpenEscalation(turn: Turn, ref: TicketRef): Promise<void> {
  const escalation = await turn.store.escalations.latestOf(ref.tenantId, ref.ticketId);
  if (!escalation || escalation.state === 'ended') return;
  await turn.store.escalations.save({ ...escalation, state: 'ended', endedAt: turn.now });
}

async function lockBoth(
  turn: Turn,
  ref: TicketRef,
  escalationId: string,
): Promise<{ ticket: Ticket; escalation: Escalation } | undefined> {
  const ticket = await turn.store.tickets.lock(ref.tenantId, ref.ticketId);
  const escalation = await turn.store.escalations.get(ref.tenantId, escalationId);
  return ticket && escalation && escalation.ticketId === ticket.id ? { ticket, escalation } : undefined;
}
