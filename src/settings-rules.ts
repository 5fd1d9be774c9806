// What the parts of the settings file must agree on.
import { reachableMinutes } from './domain/business-hours.ts';
import type { Customer } from './domain/customer.ts';
import type { Queue } from './domain/routing.ts';
import type { Settings } from './domain/settings.ts';
import { type Plan, severities } from './domain/support-offer.ts';

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
    yield* unreachable(settings, plan, ['plans', i, 'targets']);
  }
  yield* mistakable(settings.queues);
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

/** A ticket under such a promise would be due at once. */
function* unreachable(settings: Settings, plan: Plan, path: Path): Generator<[Path, string]> {
  const hours = settings.hours.find(({ id }) => id === plan.hoursId);
  if (!hours) return;
  const most = reachableMinutes(hours);
  for (const severity of severities) {
    if (plan.targets[severity].firstResponseMinutes <= most) continue;
    const remedy = `${hours.id} is sure to be open for ${most} minutes a year; promise no more`;
    yield [[...path, severity, 'firstResponseMinutes'], `cannot be kept; ${remedy}`];
  }
}

/** Of two queues with one category, or one name, only the first would ever be meant. */
function* mistakable(queues: readonly Queue[]): Generator<[Path, string]> {
  const taken = new Set<string>();
  const plain = (name: string) => name.toLowerCase();
  for (const [i, queue] of queues.entries()) {
    for (const [j, category] of queue.categories.entries()) {
      if (taken.has(category)) {
        yield [['queues', i, 'categories', j], 'is listed already; leave it in one queue'];
      }
      taken.add(category);
    }
    const others = queues.filter((other) => other !== queue).map(({ id }) => id);
    const before = queues.slice(0, i).map(({ name }) => plain(name));
    if ([...others, ...before].includes(plain(queue.name))) {
      yield [['queues', i, 'name'], 'is the name or id of another queue; give it one of its own'];
    }
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
