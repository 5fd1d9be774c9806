// What fast, fair and careful sending needs: whose Teams, how urgent, which part, and how much left lately.

import type { Engine } from '../engine.ts';

export function delivery(engine: Engine): readonly string[] {
  // On SQLite the table is its own index then: a row costs one page to write instead of two.
  const byKey = engine === 'sqlite' ? 'without rowid' : '';
  return [
    // Rows from before have no tenant: they spend a budget of their own until they are gone.
    `alter table outbox add column tenant_id text not null default ''`,
    'alter table outbox add column priority bigint not null default 0',
    'alter table outbox add column part bigint not null default 0',
    'drop index outbox_due',
    `create index outbox_due on outbox (priority, due_at, position) where state = 'pending'`,

    // Kept by lane, by tenant (tenant:ID), and once for everything (all).
    `create table send_budgets (
      key text primary key,
      sends text not null,
      slow_until bigint not null,
      throttled_by text not null,
      throttled_until bigint not null,
      free_at bigint not null,
      touched_at bigint not null
    ) ${byKey}`,
    'create index send_budgets_free on send_budgets (free_at) where free_at > 0',

    'alter table outbox_lanes rename to outbox_lanes_before',
    `create table outbox_lanes (
      lane text primary key,
      last_sequence bigint not null
    ) ${byKey}`,
    'insert into outbox_lanes (lane, last_sequence) select lane, last_sequence from outbox_lanes_before',
    'drop table outbox_lanes_before',
  ];
}
