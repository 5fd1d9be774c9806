// One of the partner's people wrote to the bot: a reply or a command in a ticket's thread, or a question for help.
import type { Command, Inbound, SaidCommand } from '../domain/chat.ts';
import type { Locale } from '../domain/locale.ts';
import type { Flash, Notice } from '../domain/notice.ts';
import { mayLinkQueue } from '../domain/permissions.ts';
import type { StaffMember } from '../domain/person.ts';
import { claimTicket } from './claim-ticket.ts';
import { escalateTicket } from './escalate-ticket.ts';
import { chooseLanguage, type Known } from './know-speaker.ts';
import type { TicketRef, Turn } from './ports.ts';
import { postNotice, toChat } from './post-notice.ts';
import { addNote, maxMessageLength, relayFromAgent, type Words, wordsOf } from './relay-message.ts';
import { solveTicket } from './resolve-ticket.ts';
import { movedElsewhere } from './transfer-ticket.ts';

type Said = Extract<Inbound['kind'], { type: 'text' }>;

/** Being in the channel is no role: people whom the settings do not name are told so. */
export async function hearAgent(turn: Turn, known: Known, inbound: Inbound, said: Said): Promise<void> {
  const answer = (notice: Notice) =>
    postNotice(turn, toChat(known.chat, inbound.threadId), notice, inbound.activityId);
  const refuse = (flash: Flash) => answer({ kind: 'refused', flash });
  const { staff } = known;
  if (!staff) return void (await refuse({ reason: 'not-staff' }));
  if (said.text.length > maxMessageLength) return void (await refuse({ reason: 'message-too-long' }));

  const notice = await obeyAnywhere(turn, known, staff, said.command);
  if (notice) return void (await answer(notice));

  const ticket =
    inbound.threadId && (await turn.store.threads.ticketOf(known.chat.tenantId, inbound.threadId));
  if (!ticket) {
    const misplaced = said.command !== undefined && said.command.name in acts;
    return void (await (misplaced
      ? refuse({ reason: 'not-in-thread' })
      : answer({ kind: 'help', side: 'agent' })));
  }
  const ref: TicketRef = { tenantId: ticket.tenantId, ticketId: ticket.ticketId };
  const refused =
    (await movedElsewhere(turn, ref, ticket.queueId)) ?? (await actInThread(turn, staff, ref, inbound, said));
  if (refused) await refuse(refused);
  else if (said.files.length > 0) await refuse({ reason: 'files-stay' });
}

/** Commands that need no ticket; undefined when it was none of them. */
async function obeyAnywhere(
  turn: Turn,
  known: Known,
  staff: StaffMember,
  command: SaidCommand | undefined,
): Promise<Notice | undefined> {
  switch (command?.name) {
    case 'help':
      return { kind: 'help', side: 'agent' };
    case 'language-en':
      return setLanguage(turn, known, 'en');
    case 'language-ru':
      return setLanguage(turn, known, 'ru');
    case 'language-zh-cn':
      return setLanguage(turn, known, 'zh-cn');
    case 'link-queue':
      return linkQueue(turn, known, staff, command.rest);
    default:
      return undefined;
  }
}

/** In a channel the language is the channel's, in a personal chat the person's. */
async function setLanguage(turn: Turn, known: Known, locale: Locale): Promise<Notice> {
  const { store } = turn;
  const { tenantId, id, kind } = known.chat;
  if (kind === 'personal') await chooseLanguage(turn, known.person, locale);
  else await store.chats.save({ ...((await store.chats.lock(tenantId, id)) ?? known.chat), locale });
  return { kind: 'language-set', locale };
}

async function linkQueue(turn: Turn, known: Known, staff: StaffMember, name: string): Promise<Notice> {
  const refused = (reason: 'not-allowed' | 'unknown-queue'): Notice => ({
    kind: 'refused',
    flash: { reason },
  });
  if (!mayLinkQueue(staff.roles) || known.chat.kind !== 'channel') return refused('not-allowed');
  const wanted = name.trim().toLowerCase();
  const queue = turn.settings.queues.find(
    (q) => q.id.toLowerCase() === wanted || q.name.toLowerCase() === wanted,
  );
  if (!queue) return refused('unknown-queue');
  await turn.store.queueLinks.save(queue.id, known.chat.tenantId, known.chat.id);
  return { kind: 'queue-linked', queueId: queue.id };
}

type Act = (turn: Turn, staff: StaffMember, ref: TicketRef, words: Words) => Promise<Flash | undefined>;

const acts: Partial<Record<Command, Act>> = {
  claim: claimTicket,
  escalate: escalateTicket,
  note: addNote,
  ask: (turn, staff, ref, words) => relayFromAgent(turn, staff, ref, words, true),
  solve: (turn, staff, ref, words) => solveTicket(turn, staff, ref, words.text),
};

/** What mentions the bot and is no command goes to the requester. */
async function actInThread(
  turn: Turn,
  staff: StaffMember,
  ref: TicketRef,
  inbound: Inbound,
  said: Said,
): Promise<Flash | undefined> {
  const act = said.command && acts[said.command.name];
  if (act && said.command) return act(turn, staff, ref, wordsOf(inbound, said.command.rest, said.files));
  return relayFromAgent(turn, staff, ref, wordsOf(inbound, said.text, said.files));
}
