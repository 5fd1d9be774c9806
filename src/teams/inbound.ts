// A Teams activity becomes an Inbound, in our words. Nothing about its fields is taken on trust but the gate's.
import { z } from 'zod';
import type { Closing, Inbound, Member, SaidCommand } from '../domain/chat.ts';
import type { DeskWish } from '../domain/desk-wish.ts';
import { commandIn } from './commands.ts';
import { deskWishIn } from './desk-words.ts';
import type { GatedActivity } from './gate.ts';
import { entraId, originOf } from './origin.ts';
import { behindNames, plainName, saidText } from './said-text.ts';

/** A value of the expected shape, or nothing: an odd type must not cost the whole activity. */
const string = z.string().optional().catch(undefined);
const list = z.array(z.unknown()).catch([]);

const named = z.object({ id: string }).catch({ id: undefined });

const activityFields = z.object({
  text: string,
  action: string,
  value: z.unknown().optional(),
  attachments: list,
  entities: list,
  membersAdded: list,
  membersRemoved: list,
  channelData: z
    .object({ eventType: string, channel: named })
    .catch({ eventType: undefined, channel: { id: undefined } }),
});

type Fields = z.infer<typeof activityFields>;

/** Undefined for what the bot itself said, and for what has no tenant or no address to answer to. */
export function inboundOf(activity: GatedActivity): Inbound | undefined {
  const origin = originOf(activity);
  if (!origin || (origin.isOwn && activity.type.startsWith('message'))) return undefined;
  const fields = activityFields.parse(activity);
  const { speaker, chat, threadId, sentAt } = origin;
  return {
    speaker,
    chat,
    ...(threadId === undefined ? {} : { threadId }),
    activityId: activity.id,
    ...(sentAt === undefined ? {} : { sentAt }),
    kind: kindOf(activity.type, fields, chat.botId),
  };
}

function kindOf(type: string, fields: Fields, botId: string): Inbound['kind'] {
  switch (type) {
    case 'message':
      return saidIn(fields, botId);
    case 'messageUpdate':
      return editKinds.includes(fields.channelData.eventType ?? '')
        ? editedTo(fields, botId)
        : { type: 'other' };
    case 'messageDelete':
      return { type: 'deleted' };
    case 'installationUpdate':
      return installation(fields.action);
    case 'conversationUpdate':
      return changeOf(fields, botId);
    default:
      return { type: 'other' };
  }
}

/** What was deleted and brought back is there again, like after an edit. */
const editKinds: readonly string[] = ['editMessage', 'undeleteMessage'];

function editedTo(fields: Fields, botId: string): Inbound['kind'] {
  const text = saidText(fields.text ?? '', fields.entities, botId);
  const restored = fields.channelData.eventType === 'undeleteMessage' ? { restored: true as const } : {};
  return { type: 'edited', text, ...restored, ...meantBy(text, fields, botId) };
}

/** What a text does, or looks as if it should. */
function meantBy(
  text: string,
  { entities }: Fields,
  botId: string,
): { command?: SaidCommand; deskWish?: DeskWish } {
  const toOthers = behindNames(text, entities, botId);
  const command = commandIn(text) ?? (toOthers === text ? undefined : noteIn(toOthers));
  const deskWish = deskWishIn(text) ?? (toOthers === text ? undefined : deskWishIn(toOthers));
  return { ...(command && { command }), ...(deskWish && { deskWish }) };
}

/** Of what is said to a colleague only this is a command: what they are asked to do, they do themselves. */
function noteIn(text: string): SaidCommand | undefined {
  const command = commandIn(text);
  return command?.name === 'note' ? command : undefined;
}

function saidIn(fields: Fields, botId: string): Inbound['kind'] {
  const text = saidText(fields.text ?? '', fields.entities, botId);
  const files = filesIn(fields.attachments);
  if (text === '' && files.length === 0 && !isSentBySomebody(fields)) return { type: 'other' };
  return { type: 'text', text, files, ...meantBy(text, fields, botId) };
}

/**
 * Without text or files it is an old-style submit of a card, or nothing; or a recording, a GIF, a code snippet, a
 * forwarded message or a bare mention. Whoever sent one of those waits for an answer.
 */
function isSentBySomebody({ text = '', attachments, value }: Fields): boolean {
  if (value !== undefined && value !== null) return false;
  return text !== '' || attachments.length > 0;
}

function installation(action: string | undefined): Inbound['kind'] {
  if (action === 'add' || action === 'add-upgrade') return { type: 'installed' };
  return action === 'remove' || action === 'remove-upgrade' ? { type: 'removed' } : { type: 'other' };
}

/** Who is in the conversation changed, or the channel or team itself. */
function changeOf({ membersAdded, membersRemoved, channelData }: Fields, botId: string): Inbound['kind'] {
  const added = membersIn(membersAdded);
  const removed = membersIn(membersRemoved);
  if (added.some(({ teamsId }) => teamsId === botId)) return { type: 'installed' };
  if (removed.some(({ teamsId }) => teamsId === botId)) return { type: 'removed' };
  if (added.length > 0) return { type: 'members-added', members: added };
  if (removed.length > 0) return { type: 'members-removed', members: removed };
  return placeChangeOf(channelData.eventType, channelData.channel.id);
}

const teamClosings: Readonly<Record<string, Closing>> = {
  teamDeleted: 'deleted',
  teamHardDeleted: 'deleted',
  teamArchived: 'archived',
};

/** Source: Teams documentation, "Conversation events in your Teams bot". */
function placeChangeOf(eventType = '', channelId?: string): Inbound['kind'] {
  const reason = Object.hasOwn(teamClosings, eventType) ? teamClosings[eventType] : undefined;
  if (reason) return { type: 'channel-closed', reason };
  if (eventType === 'teamUnarchived' || eventType === 'teamRestored') return { type: 'channel-reopened' };
  if (channelId === undefined) return { type: 'other' };
  if (eventType === 'channelDeleted') return { type: 'channel-closed', reason: 'deleted', channelId };
  return eventType === 'channelRestored' ? { type: 'channel-reopened', channelId } : { type: 'other' };
}

const member = z.object({ id: z.string().min(1).max(512), aadObjectId: entraId });
/** More than one event ever names; the rest would only keep the turn busy. */
const maxMembers = 500;

function membersIn(members: readonly unknown[]): Member[] {
  return members.slice(0, maxMembers).flatMap((one) => {
    const { data } = member.safeParse(one);
    if (!data) return [];
    return [{ ...(data.aadObjectId !== undefined && { personId: data.aadObjectId }), teamsId: data.id }];
  });
}

const attachment = z.object({ contentType: string, name: string });
const maxFiles = 20;
const maxFileNameLength = 128;

/** Names only. The HTML copy of the text, cards and quoted messages are attachments too, but no files. */
function filesIn(attachments: readonly unknown[]): string[] {
  return attachments
    .map((one) => fileName(attachment.safeParse(one).data ?? {}))
    .filter((name) => name !== undefined)
    .slice(0, maxFiles);
}

function fileName({ contentType = '', name }: Partial<z.infer<typeof attachment>>): string | undefined {
  const type = contentType.toLowerCase();
  if (type === 'text/html' || type.includes('.card.') || type.endsWith('messagereference')) return undefined;
  const given = plainName(name ?? '', maxFileNameLength);
  if (given) return given;
  const [, image] = /^image\/([a-z]+)/.exec(type) ?? (type.startsWith('image/') ? ['', 'png'] : []);
  return image === undefined ? undefined : `image.${image}`;
}
