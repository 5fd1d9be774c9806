// The first tables. Types are those that both engines read the same way: text, and bigint for all numbers.
import type { Engine } from '../engine.ts';

export function start(engine: Engine): readonly string[] {
  const position =
    engine === 'postgres'
      ? 'position bigint generated always as identity primary key'
      : 'position integer primary key autoincrement';

  return [
    `create table inbox (
      tenant_id text not null,
      conversation_id text not null,
      type text not null,
      activity_id text not null,
      taken_at bigint not null,
      primary key (tenant_id, conversation_id, type, activity_id)
    )`,

    `create table chats (
      tenant_id text not null,
      id text not null,
      body text not null,
      primary key (tenant_id, id)
    )`,

    `create table people (
      tenant_id text not null,
      id text not null,
      body text not null,
      primary key (tenant_id, id)
    )`,

    `create table questions (
      ${position},
      tenant_id text not null,
      id text not null,
      chat_id text not null,
      body text not null,
      unique (tenant_id, id)
    )`,
    'create index questions_of_chat on questions (tenant_id, chat_id, position)',

    `create table counters (
      name text primary key,
      value bigint not null
    )`,

    `create table tickets (
      tenant_id text not null,
      id text not null,
      number bigint not null unique,
      requester_id text not null,
      state text not null,
      version bigint not null,
      body text not null,
      primary key (tenant_id, id)
    )`,
    'create index tickets_of_requester on tickets (tenant_id, requester_id, number)',

    `create table threads (
      ${position},
      tenant_id text not null,
      thread_id text not null,
      ticket_tenant_id text not null,
      ticket_id text not null,
      queue_id text not null,
      unique (tenant_id, thread_id)
    )`,
    'create index threads_of_ticket on threads (ticket_tenant_id, ticket_id, queue_id, position)',

    `create table messages (
      ${position},
      tenant_id text not null,
      id text not null,
      ticket_id text not null,
      source_conversation_id text,
      source_activity_id text,
      body text not null,
      unique (tenant_id, id)
    )`,
    'create index messages_of_ticket on messages (tenant_id, ticket_id, position)',
    `create index messages_by_source on messages (source_conversation_id, source_activity_id)
      where source_activity_id is not null`,

    `create table escalations (
      ${position},
      tenant_id text not null,
      id text not null,
      ticket_id text not null,
      state text not null,
      version bigint not null,
      body text not null,
      unique (tenant_id, id)
    )`,
    'create index escalations_of_ticket on escalations (tenant_id, ticket_id, position)',

    `create table cards (
      ${position},
      tenant_id text not null,
      id text not null,
      ticket_tenant_id text,
      ticket_id text,
      notice text not null,
      destination text not null,
      conversation_id text,
      activity_id text,
      created_at bigint not null,
      unique (tenant_id, id)
    )`,
    `create index cards_of_ticket on cards (ticket_tenant_id, ticket_id, position)
      where ticket_id is not null`,

    `create table card_presses (
      card_id text not null,
      press_key text not null,
      pressed_at bigint not null,
      primary key (card_id, press_key)
    )`,

    `create table queue_links (
      queue_id text primary key,
      tenant_id text not null,
      chat_id text not null
    )`,

    `create table stranger_tenants (
      tenant_id text primary key,
      knocks bigint not null
    )`,
    `create table stranger_chats (
      tenant_id text not null,
      conversation_hash text not null,
      last_day bigint not null,
      primary key (tenant_id, conversation_hash)
    )`,

    `create table outbox_lanes (
      lane text primary key,
      last_sequence bigint not null
    )`,
    `create table outbox (
      ${position},
      id text not null unique,
      lane text not null,
      sequence bigint not null,
      class text not null,
      destination text not null,
      notice text not null,
      card_id text,
      reply_to_id text,
      created_at bigint not null,
      state text not null,
      due_at bigint not null,
      attempts bigint not null,
      lost_leases bigint not null,
      lease_owner text,
      lease_until bigint,
      reason text,
      activity_id text,
      sent_at bigint,
      unique (lane, sequence)
    )`,
    `create index outbox_due on outbox (due_at, position) where state = 'pending'`,
    `create index outbox_waiting on outbox (lane, sequence) where state in ('pending', 'sending', 'parked')`,
    `create index outbox_leases on outbox (lease_until) where state = 'sending'`,
    `create index outbox_updates on outbox (card_id)
      where class = 'update' and state in ('pending', 'parked')`,

    `create table timers (
      ${position},
      id text not null unique,
      kind text not null,
      tenant_id text not null,
      subject_id text not null,
      due_at bigint not null,
      claimable_at bigint not null,
      lease_owner text
    )`,
    'create index timers_claimable on timers (claimable_at, position)',
  ];
}
