// What the parts of the settings file must agree on.
import type { Customer } from './domain/customer.ts';
import type { Settings } from './domain/settings.ts';

export type Path = readonly (string | number)[];

/** Each fault with the place of the value to be changed. */
export function* disagreements(settings: Settings): Generator<[Path, string]> {
  for (const list of ['hours', 'plans', 'queues', 'staff', 'providers'] as const) {
    yield* repeated(list, 'id', ids(settings[list]));
  }
  const tenants = settings.customers.map((c) => c.tenantId);
  yield* repeated('customers', 'tenantId', tenants);
  for (const [i, plan] of settings.plans.entries()) {
    yield* unknown(['plans', i, 'hoursId'], plan.hoursId, settings.hours);
  }
  if (!settings.queues.some((q) => q.categories.length === 0)) {
    yield [['queues'], 'has no queue for the rest; leave out the categories of one queue'];
  }
  for (const kept of ['tickets', 'messages'] as const) {
    if (settings.retentionDays[kept] > settings.reopenWithinDays) continue;
    yield [['retentionDays', kept], 'ends while a ticket can still be reopened; exceed reopenWithinDays'];
  }
  for (const [i, customer] of settings.customers.entries()) {
    yield* customerDisagreements(settings, customer, ['customers', i]);
  }
}

function* customerDisagreements(
  settings: Settings,
  customer: Customer,
  path: Path,
): Generator<[Path, string]> {
  const { tenantId, planId, partnerModel, providerId } = customer;
  yield* unknown([...path, 'planId'], planId, settings.plans);
  if (tenantId === settings.partner.tenantId) {
    yield [[...path, 'tenantId'], "is the partner's own tenant; use the customer's"];
  }
  if (partnerModel === 'direct' && providerId !== undefined) {
    yield [[...path, 'providerId'], 'has no place at a direct customer; remove it, or use indirect-reseller'];
  }
  if (partnerModel === 'indirect-reseller' && providerId === undefined) {
    yield [[...path, 'providerId'], 'is missing; an indirect reseller escalates to a provider, name its id'];
  }
  if (providerId !== undefined) yield* unknown([...path, 'providerId'], providerId, settings.providers);
}

function* repeated(list: string, key: string, values: readonly string[]): Generator<[Path, string]> {
  for (const [i, value] of values.entries()) {
    if (values.indexOf(value) < i) yield [[list, i, key], 'stands there twice; make it unique'];
  }
}

function* unknown(path: Path, name: string, known: readonly { id: string }[]): Generator<[Path, string]> {
  if (ids(known).includes(name)) return;
  yield [path, `names nothing known; use one of ${ids(known).join(', ') || '(none yet)'}`];
}

function ids(list: readonly { id: string }[]): string[] {
  return list.map((entry) => entry.id);
}
