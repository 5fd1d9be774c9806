// What the desk's changes need: who has which open ticket, which tickets are open, which threads are given up.
import type { Engine } from '../engine.ts';

export function assignees(engine: Engine): readonly string[] {
  const assigneeId =
    engine === 'postgres' ? `body::jsonb ->> 'assigneeId'` : `json_extract(body, '$.assigneeId')`;
  return [
    'alter table tickets add column assignee_id text',
    `update tickets set assignee_id = ${assigneeId}`,
    `create index tickets_of_assignee on tickets (assignee_id, number)
      where assignee_id is not null and state not in ('closed', 'withdrawn')`,
    `create index tickets_open on tickets (number) where state not in ('closed', 'withdrawn')`,

    'alter table threads add column forgotten bigint not null default 0',
  ];
}
