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
