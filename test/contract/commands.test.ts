// A command that was added to the list is also obeyed, and what the bot's help offers is a command.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Command, commands, type SaidCommand } from '../../src/domain/chat.ts';
import { locales } from '../../src/domain/locale.ts';
import { commands as english } from '../../src/i18n/en/commands.ts';
import { translator } from '../../src/i18n/translate.ts';
import { commandIn } from '../../src/teams/commands.ts';
import {
  anna,
  annasChat,
  ben,
  channel,
  type Desk,
  openDesk,
  openedTicket,
  refTo,
  settings,
  speakerOf,
  threadOf,
} from '../support/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const contents: Partial<Record<Command, string>> = {
  severity: 'A, nobody can work',
  transfer: settings.queues[1]?.id ?? '',
  'link-queue': settings.queues[0]?.id ?? '',
};

function wordsOf(name: Command): { text: string; command: SaidCommand } {
  const [word = ''] = english[name];
  for (const text of [word, `${word}: ${contents[name] ?? 'x'}`, `${word} ${contents[name] ?? 'x'}`]) {
    const command = commandIn(text);
    if (command?.name === name && (contents[name] === undefined || command.rest !== ''))
      return { text, command };
  }
  throw new Error(`${word} is not understood as ${name}`);
}

/** By somebody who has asked nothing yet: what is no command for them is their question. */
async function requesterObeyed(name: Command): Promise<boolean> {
  const { text, command } = wordsOf(name);
  await desk.says(anna, text, { command });
  const asked = await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
  return asked === undefined;
}

/** In a ticket's thread: what is no command is a reply, or taken for a misspelt one. */
async function agentObeyed(name: Command): Promise<boolean> {
  const ticket = await openedTicket(desk);
  const { text, command } = wordsOf(name);
  await desk.leaving();
  const kind = { type: 'text', text, command, files: [] } as const;
  await desk.happens(speakerOf(ben), channel, kind, { threadId: threadOf(ticket) });
  const { tenantId, ticketId } = refTo(ticket);
  const messages = await desk.turn(({ store }) => store.messages.latest(tenantId, ticketId, 5));
  const refused = (await desk.leaving()).some(
    ({ notice }) => notice.kind === 'refused' && notice.flash.reason === 'maybe-command',
  );
  return !refused && messages.every((message) => message.text !== text);
}

it.each(commands)('%s is obeyed by the requester’s side or the desk’s', async (name) => {
  expect((await requesterObeyed(name)) || (await agentObeyed(name))).toBe(true);
});

describe('the requester’s help', () => {
  const offered = locales.map((locale) =>
    translator(locale)('text.help')
      .split('\n')
      .flatMap((line) =>
        line.startsWith('• ')
          ? (line
              .slice(2)
              .split(/[:：]/)[0]
              ?.split(/[,，、]/) ?? [])
          : [],
      )
      .map((words) => commandIn(words.trim())?.name ?? `${words}?`),
  );

  it('names the same commands in every language, and only such as there are', () => {
    const [first = []] = offered;
    expect(first.length).toBeGreaterThan(8);
    expect(first.filter((name) => !commands.includes(name as Command))).toEqual([]);
    for (const names of offered) expect(names.toSorted()).toEqual(first.toSorted());
  });
});
