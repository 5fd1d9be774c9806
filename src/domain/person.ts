// Somebody who speaks to the bot, and the partner's own people with their roles.
import type { Locale } from './locale.ts';

/** Identity is always the pair (tenantId, id); `id` is the Entra object id. */
export interface Person {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  readonly locale: Locale;
  /** `chosen` was said by the person and is never overwritten by what the client reports. */
  readonly localeFrom: 'default' | 'client' | 'chosen';
  /** IANA zone, as the person's Teams client reports it. */
  readonly zone: string;
  /** The personal chat with the bot, once there is one. */
  readonly chatId?: string;
  /** What Teams calls them to this bot (`29:...`). */
  readonly teamsId?: string;
  /** Of the partner's people: who left which of the desk's teams, and who came back. */
  readonly memberships?: readonly Membership[];
}

export interface Membership {
  readonly teamId: string;
  readonly isMember: boolean;
  /** By Teams' clock where the event says it. */
  readonly changedAt: number;
}

/** Undefined when an event sent later said otherwise already. */
export function withMembership(person: Person, change: Membership): Person | undefined {
  const known = person.memberships?.find((m) => m.teamId === change.teamId);
  if (known && known.changedAt > change.changedAt) return undefined;
  const others = (person.memberships ?? []).filter((m) => m.teamId !== change.teamId);
  return { ...person, memberships: [...others, change] };
}

/** Of whom nothing is known, they are there: being named in the settings is what counts. */
export function hasLeft(person: Pick<Person, 'memberships'>, teamId: string): boolean {
  return person.memberships?.some((m) => m.teamId === teamId && !m.isMember) ?? false;
}

/** Only of the desk's teams is it known. */
export function hasLeftAny(person: Pick<Person, 'memberships'>): boolean {
  return person.memberships?.some((m) => !m.isMember) ?? false;
}

export const roles = ['agent', 'lead', 'billing-admin', 'sales-agent', 'admin'] as const;
export type Role = (typeof roles)[number];

/** One of the partner's people; everything here comes from the settings file, nothing from a click. */
export interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly email: string;
  /** E.164; Microsoft asks for it on every escalation. */
  readonly phone?: string;
}
