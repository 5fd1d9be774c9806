// One of the partner's people left the desk's team, or came back: what they had in hand goes to the others at once.
import { type Inbound, type Member, teamOf } from '../domain/chat.ts';
import { hasLeft, type Membership, type Person, type StaffMember, withMembership } from '../domain/person.ts';
import { staffMember } from '../domain/settings.ts';
import { isOpen, released } from '../domain/ticket.ts';
import { momentOf } from './know-chat.ts';
import { queueChannel, queueChannels } from './load-facts.ts';
import type { Timer, Turn } from './ports.ts';
import { tellReleased } from './transfer-ticket.ts';

/**
 * Only a team with a queue's channel counts. From now on nothing that they say or press there is obeyed, until
 * Teams says that they are back; an event sent before the one that counts changes nothing.
 */
export async function leaveTeam(turn: Turn, inbound: Inbound, members: readonly Member[]): Promise<void> {
  for (const { staff, person } of await changedMembers(turn, inbound, members, false)) {
    await releaseTickets(turn, staff, person);
  }
}

/** They may work there again; what they had before is the others' by now. */
export async function joinTeam(turn: Turn, inbound: Inbound, members: readonly Member[]): Promise<void> {
  await changedMembers(turn, inbound, members, true);
}

interface Changed {
  readonly staff: StaffMember;
  readonly person: Person;
}

async function changedMembers(
  turn: Turn,
  inbound: Inbound,
  members: readonly Member[],
  isMember: boolean,
): Promise<Changed[]> {
  const { now, sentAt } = momentOf(turn, inbound);
  const change: Membership = { teamId: teamOf(inbound.chat), isMember, changedAt: sentAt ?? now };
  const isDesk = (await queueChannels(turn)).some((channel) => teamOf(channel) === change.teamId);
  if (!isDesk) return [];
  const changed: Changed[] = [];
  for (const staff of await staffAmong(turn, members)) {
    const person = withMembership(await personOf(turn, staff), change);
    if (!person) continue;
    await turn.store.people.save(person);
    changed.push({ staff, person });
  }
  return changed;
}

/** By the Entra object id; where Teams does not say it, by what Teams called them when they spoke. */
async function staffAmong(turn: Turn, members: readonly Member[]): Promise<StaffMember[]> {
  const { settings, store } = turn;
  const known = members.flatMap(({ personId }) => staffMember(settings, personId) ?? []);
  const nameless = members.filter(({ personId }) => personId === undefined).map(({ teamsId }) => teamsId);
  if (nameless.length === 0) return known;
  for (const staff of settings.staff) {
    const person = await store.people.get(settings.partner.tenantId, staff.id);
    if (person?.teamsId !== undefined && nameless.includes(person.teamsId)) known.push(staff);
  }
  return known;
}

/** Also of those who never spoke to the bot. */
async function personOf({ settings, store }: Turn, { id, name }: StaffMember): Promise<Person> {
  const { tenantId, locale, zone } = settings.partner;
  const stored = await store.people.get(tenantId, id);
  return stored ?? { tenantId, id, name, locale, localeFrom: 'default', zone };
}

/** One transaction's worth: short enough that nobody else waits. */
const ticketsAtOnce = 50;

/** The next tickets go back to their queues; the rest follows by a timer. */
async function releaseTickets(turn: Turn, staff: StaffMember, person: Person): Promise<void> {
  const { store } = turn;
  let left = ticketsAtOnce;
  for (const ref of await store.tickets.assignedTo(staff.id)) {
    const ticket = await store.tickets.lock(ref.tenantId, ref.ticketId);
    if (ticket?.assigneeId !== staff.id || !isOpen(ticket)) continue;
    if (!(await hasLeftQueue(turn, person, ticket.queueId))) continue;
    if (left === 0) return releaseLater(turn, staff);
    left -= 1;
    await store.tickets.save(released(ticket));
    await tellReleased(turn, ticket, 'left-team', staff);
  }
}

/** They left the team in whose channel this queue works. */
export async function hasLeftQueue(turn: Turn, person: Person, queueId: string): Promise<boolean> {
  const channel = await queueChannel(turn, queueId);
  return channel !== undefined && hasLeft(person, teamOf(channel));
}

async function releaseLater({ store, settings, now }: Turn, { id }: StaffMember): Promise<void> {
  const { tenantId } = settings.partner;
  await store.timers.set({
    id: `release-tickets ${id}`,
    kind: 'release-tickets',
    tenantId,
    subjectId: id,
    dueAt: now,
  });
}

/** Somebody who came back meanwhile keeps what is left. */
export async function fireReleaseTickets(turn: Turn, { tenantId, subjectId }: Timer): Promise<void> {
  const person = await turn.store.people.get(tenantId, subjectId);
  const staff = staffMember(turn.settings, subjectId);
  if (person && staff) await releaseTickets(turn, staff, person);
}
