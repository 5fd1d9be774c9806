// The partner's own facts, as read from its settings file: who is served, by whom, under which promise.
import type { BusinessHours } from './business-hours.ts';
import type { Customer } from './customer.ts';
import type { Locale, LocalText } from './locale.ts';
import type { StaffMember } from './person.ts';
import type { Queue } from './routing.ts';
import type { Plan } from './support-offer.ts';

/** An indirect provider (distributor) that escalations of an indirect reseller go to. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  /** Where an agent files the packet by hand. */
  readonly portalUrl: string;
  readonly resellerId: string;
}

export interface Partner {
  readonly name: string;
  readonly tenantId: string;
  readonly locale: Locale;
  readonly zone: string;
  readonly contact: { readonly email: string; readonly phone: string; readonly website: string };
  /** Microsoft partner id (PartnerLocation), printed on escalations. */
  readonly partnerId: string;
  /** For every customer that does not say otherwise. */
  readonly serviceHealth: boolean;
}

export interface Settings {
  readonly partner: Partner;
  readonly hours: readonly BusinessHours[];
  readonly plans: readonly Plan[];
  readonly queues: readonly Queue[];
  readonly staff: readonly StaffMember[];
  readonly customers: readonly Customer[];
  readonly providers: readonly Provider[];
  /** Three questions offered on the welcome card. */
  readonly exampleQuestions: readonly LocalText[];
  readonly reopenWithinDays: number;
  /** Days of silence after "solved": first the reminder, then the end. */
  readonly closeAfterDays: { readonly reminder: number; readonly close: number };
  readonly retentionDays: RetentionDays;
}

/** What is older is deleted. */
export interface RetentionDays {
  /** Since the end of a ticket: all of it. */
  readonly tickets: number;
  /** Since the end of a ticket: what was said on it. */
  readonly messages: number;
  /** Questions that became no ticket. */
  readonly questions: number;
  /** What was taken in and sent out, kept to do nothing twice. */
  readonly technical: number;
}

/** A turn asks for its customer a dozen times, and a partner may have thousands. */
const customersByTenant = new WeakMap<Settings['customers'], ReadonlyMap<string, Customer>>();

export function customerOf({ customers }: Settings, tenantId: string): Customer | undefined {
  let byTenant = customersByTenant.get(customers);
  if (!byTenant) {
    byTenant = new Map(customers.map((customer) => [customer.tenantId, customer]));
    customersByTenant.set(customers, byTenant);
  }
  return byTenant.get(tenantId);
}

export function staffMember(settings: Settings, id: string | undefined): StaffMember | undefined {
  return id === undefined ? undefined : settings.staff.find((s) => s.id === id);
}

export function queueById(settings: Settings, id: string): Queue | undefined {
  return settings.queues.find((q) => q.id === id);
}

/** As people write it: its id or its name, whatever the case. */
export function queueNamed(settings: Settings, text: string): Queue | undefined {
  const wanted = text.trim().toLowerCase();
  return settings.queues.find((q) => q.id.toLowerCase() === wanted || q.name.toLowerCase() === wanted);
}

export function providerById(settings: Settings, id: string | undefined): Provider | undefined {
  return id === undefined ? undefined : settings.providers.find((p) => p.id === id);
}

/** The plan and calendar that stand behind a plan id; the settings' schema guarantees both. */
export function planOf(settings: Settings, planId: string): { plan: Plan; hours: BusinessHours } {
  const plan = settings.plans.find((p) => p.id === planId) ?? settings.plans[0];
  const hours = settings.hours.find((h) => h.id === plan?.hoursId);
  if (!plan || !hours) throw new RangeError(`plan ${planId} has no hours`);
  return { plan, hours };
}
