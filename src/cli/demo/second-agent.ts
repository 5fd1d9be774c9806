// `npm run demo:colleague`: another agent presses "Claim" on the newest ticket card of the running demo, so
// that one person alone can watch two people going for the same ticket.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { agentsWindow, peopleOf, recordingsOf } from './windows.ts';

const recorded = z.object({
  request: z.object({ url: z.string(), body: z.unknown() }),
  response: z.object({ body: z.object({ id: z.string(), activityId: z.string().optional() }) }),
});

const executeAction = z.object({
  type: z.literal('Action.Execute'),
  title: z.string().optional(),
  verb: z.string().regex(/(^|[^a-z])claim/i),
  data: z.record(z.string(), z.unknown()).optional(),
});

interface ClaimButton {
  readonly conversationId: string;
  readonly activityId: string;
  readonly action: z.infer<typeof executeAction>;
}

/** Every object inside a value, the outer ones first. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

function claimButtonIn(record: string): ClaimButton | undefined {
  const { data: sent } = recorded.safeParse(JSON.parse(record));
  if (!sent) return undefined;
  const action = [...objectsIn(sent.request.body)].map((o) => executeAction.safeParse(o).data).find((a) => a);
  if (!action) return undefined;
  const { id, activityId } = sent.response.body;
  // A new thread answers with both ids; into a conversation that was there, the address names it.
  if (activityId) return { conversationId: id, activityId, action };
  const [, conversation] = /\/conversations\/([^/]+)\/activities/.exec(sent.request.url) ?? [];
  if (!conversation) return undefined;
  const known = decodeURIComponent(conversation);
  const conversationId = known.includes(';messageid=') ? known : `${known};messageid=${id}`;
  return { conversationId, activityId: id, action };
}

function newestClaimButton(): ClaimButton | undefined {
  const folder = recordingsOf(agentsWindow);
  if (!existsSync(folder)) return undefined;
  const [newest] = readdirSync(folder)
    .filter((name) => name.startsWith('events_recording_'))
    .sort()
    .reverse();
  if (!newest) return undefined;
  // The last piece may be half written.
  const records = readFileSync(join(folder, newest), 'utf8').split('\n---\n').slice(0, -1);
  return records.map(claimButtonIn).findLast((button) => button);
}

/** The words of an answer: a sentence, an error, or a card. */
function wordsOf(answer: unknown): string[] {
  const { data: message } = z.object({ value: z.string() }).safeParse(answer);
  if (message) return [message.value];
  return [...objectsIn(answer)].flatMap((o) => [o.message, o.text]).filter((t) => typeof t === 'string');
}

async function press(button: ClaimButton, personId: string): Promise<unknown> {
  const answer = await fetch(`${agentsWindow.url}/_conversation/v1/invoke`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'adaptiveCard/action',
      value: { action: button.action, trigger: 'manual' },
      from: { id: personId },
      conversation: { id: button.conversationId },
      replyToId: button.activityId,
    }),
  });
  return answer.json();
}

async function main(): Promise<void> {
  const [name = 'Mei Lin'] = process.argv.slice(2);
  const { currentUser, users } = peopleOf(agentsWindow);
  const colleague = [currentUser, ...users].find((u) => u.name === name);
  if (!colleague) throw new Error(`no ${name} among ${users.map((u) => u.name).join(', ')}`);
  const button = newestClaimButton();
  if (!button) throw new Error('no ticket card with a button to claim it; is npm run demo running?');
  const { title = button.action.verb } = button.action;
  const words = wordsOf(await press(button, colleague.id));
  console.log(`${name} [${title}] ${JSON.stringify(button.action.data ?? {})}\n${words.join('\n')}`);
}

try {
  await main();
} catch (error) {
  console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
