// One of the partner's people wrote to the bot: a reply or a command in a ticket's thread, or a question for help.
import type { Command, Inbound } from '../domain/chat.ts';
import { isForDesk, severityIn } from '../domain/desk-wish.ts';
import type { Locale } from '../domain/locale.ts';
import type { Flash, Notice, RefusalReason } from '../domain/notice.ts';
import { type Act, isAllowed } from '../domain/permissions.ts';
import { hasLeftAny, type StaffMember } from '../domain/person.ts';
import { queueNamed } from '../domain/settings.ts';
import { claimTicket } from './claim-ticket.ts';
import { draftFromTicket } from './draft-article.ts';
import { escalateTicket } from './escalate-ticket.ts';
import type { Said } from './hearing.ts';
import { chooseLanguage, type Known } from './know-speaker.ts';
import type { TicketRef, Turn } from './ports.ts';
import { postNotice, toChat } from './post-notice.ts';
import { actorOf, recordAct, recordDenial } from './record-audit.ts';
import { refuseUnserved } from './refuse-unserved.ts';
import { addNote, maxMessageLength, relayFromAgent, type Words, wordsOf } from './relay-message.ts';
import { solveTicket } from './resolve-ticket.ts';
import { sendAgain } from './send-again.ts';
import { showLearning } from './show-learning.ts';
import { changeSeverity, movedElsewhere, transferTicket } from './transfer-ticket.ts';

/** Being in the channel is no role: people whom the settings do not name are told so. */
export async function hearAgent(turn: Turn, known: Known, inbound: Inbound, said: Said): Promise<void> {
  const answer = (notice: Notice) =>
    postNotice(turn, toChat(known.chat, inbound.threadId), notice, inbound.activityId);
  const refuse = (flash: Flash) => answer({ kind: 'refused', flash });
  const { staff } = known;
  if (!staff) {
    await recordDenial(turn, inbound.speaker, actMeant(said), 'not-staff');
    return void (await refuse({ reason: 'not-staff' }));
  }
  if (said.text.length > maxMessageLength) return void (await refuse({ reason: 'message-too-long' }));
  // A bare mention asks for help; it may as well have held a recording, which nobody must think was passed on.
  if (said.text === '' && said.files.length === 0) {
    await refuse({ reason: 'empty-text' });
    return void (await answer({ kind: 'help', side: 'agent' }));
  }

  const refused = await obeyOrPassOn(turn, known, staff, inbound, said, answer);
  if (refused) await refuse(refused);
  else if (said.files.length > 0) await refuse({ reason: 'files-stay' });
}

/** Why not, when it was refused; what is owed otherwise has been answered. */
async function obeyOrPassOn(
  turn: Turn,
  known: Known,
  staff: StaffMember,
  inbound: Inbound,
  said: Said,
  answer: (notice: Notice) => Promise<unknown>,
): Promise<Flash | undefined> {
  const { name, rest = '' } = said.command ?? {};
  const notice = name && (await anywhere[name]?.(turn, known, staff, rest));
  if (notice?.kind === 'refused') return notice.flash;
  if (notice) return void (await answer(notice));
  const ticket =
    inbound.threadId && (await turn.store.threads.ticketOf(known.chat.tenantId, inbound.threadId));
  if (!ticket) {
    if (said.command !== undefined && said.command.name in acts) return { reason: 'not-in-thread' };
    return void (await answer({ kind: 'help', side: 'agent' }));
  }
  const ref: TicketRef = { tenantId: ticket.tenantId, ticketId: ticket.ticketId };
  return (
    (await movedElsewhere(turn, ref, ticket.queueId)) ?? (await actInThread(turn, staff, ref, inbound, said))
  );
}

/** Commands that need no ticket. */
const anywhere: Partial<
  Record<Command, (turn: Turn, known: Known, staff: StaffMember, rest: string) => Promise<Notice>>
> = {
  help: async () => ({ kind: 'help', side: 'agent' }),
  'language-en': (turn, known, staff) => setLanguage(turn, known, staff, 'en'),
  'language-ru': (turn, known, staff) => setLanguage(turn, known, staff, 'ru'),
  'language-zh-cn': (turn, known, staff) => setLanguage(turn, known, staff, 'zh-cn'),
  'link-queue': linkQueue,
  unanswered: (turn, _known, staff) => showLearning(turn, staff, 'unanswered'),
  'weak-articles': (turn, _known, staff) => showLearning(turn, staff, 'weak-articles'),
};

/** In a channel the language is the channel's, in a personal chat the person's. */
async function setLanguage(turn: Turn, known: Known, staff: StaffMember, locale: Locale): Promise<Notice> {
  const { store } = turn;
  const { tenantId, id, kind } = known.chat;
  const actor = { side: 'desk', roles: staff.roles, relation: 'desk' } as const;
  if (kind === 'personal') await chooseLanguage(turn, known.person, locale);
  else if (!isAllowed('set-channel-language', actor)) return deny(turn, staff, 'set-channel-language');
  else {
    await store.chats.save({ ...((await store.chats.lock(tenantId, id)) ?? known.chat), locale });
    await recordAct(turn, actorOf(turn, staff), 'set-channel-language');
  }
  return { kind: 'language-set', locale };
}

async function deny(
  turn: Turn,
  staff: StaffMember,
  act: Act,
  reason: RefusalReason = 'not-allowed',
): Promise<Notice> {
  await recordDenial(turn, actorOf(turn, staff), act, reason);
  return { kind: 'refused', flash: { reason } };
}

async function linkQueue(turn: Turn, known: Known, staff: StaffMember, name: string): Promise<Notice> {
  const actor = { side: 'desk', roles: staff.roles, relation: 'desk' } as const;
  if (!isAllowed('link-queue', actor)) return deny(turn, staff, 'link-queue');
  if (known.chat.kind !== 'channel') return { kind: 'refused', flash: { reason: 'link-in-channel' } };
  // A channel of another team, where they are still, must not become the way to customers' words.
  if (hasLeftAny(known.person)) return deny(turn, staff, 'link-queue', 'not-staff');
  const queue = queueNamed(turn.settings, name);
  if (!queue) return { kind: 'refused', flash: { reason: 'unknown-queue' } };
  await turn.store.queueLinks.save(queue.id, known.chat.tenantId, known.chat.id);
  await recordAct(turn, actorOf(turn, staff), 'link-queue', { queueId: queue.id });
  return { kind: 'queue-linked', queueId: queue.id };
}

/** A command in a thread and the act that it is judged as: the same as its button's. */
interface SaidAct {
  readonly act: Act;
  run(turn: Turn, staff: StaffMember, ref: TicketRef, words: Words): Promise<Flash | undefined>;
}

/** Which queues there are is shown beside it. */
function maybeTransfer({ settings }: Turn): Flash {
  return { reason: 'maybe-command', queue: settings.queues.map(({ name }) => name).join(' · ') };
}

const reply: SaidAct = { act: 'reply-ticket', run: relayFromAgent };

const acts: Partial<Record<Command, SaidAct>> = {
  claim: { act: 'claim-ticket', run: claimTicket },
  escalate: { act: 'escalate-ticket', run: escalateTicket },
  note: { act: 'add-note', run: addNote },
  reply,
  'send-again': { act: 'send-again', run: sendAgain },
  'draft-article': { act: 'draft-article', run: draftFromTicket },
  transfer: {
    act: 'transfer-ticket',
    run: async (turn, staff, ref, { text }) => {
      const queue = queueNamed(turn.settings, text);
      return queue ? transferTicket(turn, staff, ref, queue.id) : maybeTransfer(turn);
    },
  },
  severity: {
    act: 'change-severity',
    run: async (turn, staff, ref, { text }) => {
      const said = severityIn(text);
      return said
        ? changeSeverity(turn, staff, ref, said.severity, said.reason)
        : { reason: 'maybe-command' };
    },
  },
  ask: {
    act: 'ask-requester',
    run: (turn, staff, ref, words) => relayFromAgent(turn, staff, ref, words, 'ask-requester'),
  },
  solve: {
    act: 'solve-ticket',
    run: (turn, staff, ref, words) => solveTicket(turn, staff, ref, words.text),
  },
};

/** Words in a ticket's thread that do something at the desk, or look as if they should: all others are a reply. */
export function isNoReply(
  { settings }: Turn,
  { command, deskWish }: Pick<Said, 'command' | 'deskWish'>,
): boolean {
  if (command && (command.name in anywhere || command.name in acts)) return true;
  return deskWish !== undefined && isForDesk(deskWish, settings);
}

/** What somebody without a role tried; plain words in a thread would have been a reply. */
function actMeant({ command }: Said): Act {
  if (command?.name === 'link-queue') return 'link-queue';
  if (command?.name === 'unanswered' || command?.name === 'weak-articles') return 'read-learning';
  if (command?.name.startsWith('language-')) return 'set-channel-language';
  return (command && acts[command.name]?.act) ?? reply.act;
}

/** What mentions the bot and is no command goes to the requester, unless it was meant for the desk all the same. */
async function actInThread(
  turn: Turn,
  staff: StaffMember,
  ref: TicketRef,
  inbound: Inbound,
  said: Said,
): Promise<Flash | undefined> {
  const commanded = said.command && acts[said.command.name];
  if (!commanded && said.deskWish && isForDesk(said.deskWish, turn.settings))
    return said.deskWish.kind === 'transfer' ? maybeTransfer(turn) : { reason: 'maybe-command' };
  const { act, run } = commanded ?? reply;
  const ticket = await turn.store.tickets.get(ref.tenantId, ref.ticketId);
  const relation = ticket?.assigneeId === staff.id ? 'assignee' : 'desk';
  if (!isAllowed(act, { side: 'desk', roles: staff.roles, relation })) {
    await recordDenial(turn, actorOf(turn, staff), act, 'not-allowed', { ticket: ref });
    return { reason: 'not-allowed' };
  }
  const unserved = refuseUnserved(turn, ref, act);
  if (unserved) return unserved;
  const text = commanded && said.command ? said.command.rest : said.text;
  return run(turn, staff, ref, wordsOf(inbound, text, said.files));
}
