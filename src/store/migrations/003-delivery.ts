// What fast, fair and careful sending needs: whose Teams, how urgent, which part, and how much left lately.

export function delivery(): readonly string[] {
  return [
    // Rows from before have no tenant: they spend a budget of their own until they are gone.
    `alter table outbox add column tenant_id text not null default ''`,
    'alter table outbox add column priority bigint not null default 0',
    'alter table outbox add column part bigint not null default 0',
    'drop index outbox_due',
    `create index outbox_due on outbox (priority, due_at, position) where state = 'pending'`,
    `create index outbox_of_tenant on outbox (tenant_id) where state in ('pending', 'parked')`,

    // Kept by lane, by tenant (tenant:ID), and once for everything (all).
    `create table send_budgets (
      key text primary key,
      sends text not null,
      slow_until bigint not null,
      throttled_by text not null,
      throttled_until bigint not null,
      free_at bigint not null,
      touched_at bigint not null
    )`,
    'create index send_budgets_free on send_budgets (free_at)',
  ];
}
