// The two Agents Playground windows of the demo: who sits where, on which port, in which folder.
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { z } from 'zod';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));

export interface DemoWindow {
  readonly name: 'customer' | 'agents';
  readonly port: number;
  readonly url: string;
  /** Its working directory: the playground looks for its settings there and writes its logs there. */
  readonly folder: string;
}

function demoWindow(name: DemoWindow['name'], port: number): DemoWindow {
  return { name, port, url: `http://localhost:${port}`, folder: join(repository, 'data', 'demo', name) };
}

export const customerWindow = demoWindow('customer', 56150);
export const agentsWindow = demoWindow('agents', 56151);

const person = z.object({ id: z.string(), name: z.string() });
const peopleAndTeam = z.object({
  currentUser: person,
  users: z.array(person),
  team: z.object({ id: z.string() }),
});

function templateOf({ name }: DemoWindow): string {
  return readFileSync(new URL(`./${name}.m365agentsplayground.yml`, import.meta.url), 'utf8');
}

export function peopleOf(of: DemoWindow): z.infer<typeof peopleAndTeam> {
  return peopleAndTeam.parse(load(templateOf(of)));
}

/** Where the playground keeps what went to and fro, from `--enable-events-recording`. */
export function recordingsOf({ folder }: DemoWindow): string {
  return join(folder, 'devTools');
}

/** Undefined when the playground, which is optional, is not installed. */
export function playgroundScript(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json');
    return join(dirname(manifest), 'cli.js');
  } catch {
    return undefined;
  }
}

/** Fresh settings and no old recordings, since a new playground knows none of the old threads. */
export function prepareFolder(of: DemoWindow): { output: number } {
  mkdirSync(of.folder, { recursive: true });
  rmSync(recordingsOf(of), { recursive: true, force: true });
  writeFileSync(join(of.folder, '.m365agentsplayground.yml'), templateOf(of));
  return { output: openSync(join(of.folder, 'playground.log'), 'w') };
}

export function playgroundArguments(of: DemoWindow, endpoint: string): string[] {
  return [
    'start',
    ...['--app-endpoint', endpoint],
    ...['--channel-id', 'msteams'],
    ...['--port', String(of.port)],
    '--disable-telemetry',
    '--enable-events-recording',
  ];
}

/**
 * Tells the bot about the team as an installation would. The page does it only when somebody opens the
 * channel, and until then the bot would have no address for its first ticket.
 */
export async function installInTeam(of: DemoWindow): Promise<boolean> {
  const conversation = encodeURIComponent(peopleOf(of).team.id);
  try {
    const answer = await fetch(`${of.url}/_debug/conversation/${conversation}/installation`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      signal: AbortSignal.timeout(15_000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
