// What the sweeps look for is found by an index: they come every second while there is much to delete.
import type { Engine } from '../engine.ts';

export function sweeps(engine: Engine): readonly string[] {
  const chatId =
    engine === 'postgres' ? `(destination::jsonb ->> 'chatId')` : `json_extract(destination, '$.chatId')`;
  return [
    'drop index cards_by_age',
    `create index cards_by_age on cards (created_at)
      where kind in ('request-list', 'which-ticket', 'unanswered', 'weak-articles')`,

    // Only welcomes and lists cost a page for it.
    `create index cards_of_chat on cards (tenant_id, ${chatId})
      where question_id is null and ticket_id is null`,
  ];
}
