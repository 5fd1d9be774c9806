// A Teams activity becomes an Inbound, in our words. Nothing about its fields is taken on trust but the gate's.
import { z } from 'zod';
import type { Inbound } from '../domain/chat.ts';
import { commandIn } from './commands.ts';
import type { GatedActivity } from './gate.ts';
import { originOf } from './origin.ts';
import { plainName, saidText } from './said-text.ts';

/** A value of the expected shape, or nothing: an odd type must not cost the whole activity. */
const string = z.string().optional().catch(undefined);
const list = z.array(z.unknown()).catch([]);

const activityFields = z.object({
  text: string,
  action: string,
  attachments: list,
  entities: list,
  membersAdded: list,
  membersRemoved: list,
  channelData: z.object({ eventType: string }).catch({ eventType: undefined }),
});

type Fields = z.infer<typeof activityFields>;

/** Undefined for what the bot itself said, and for what has no tenant or no address to answer to. */
export function inboundOf(activity: GatedActivity): Inbound | undefined {
  const origin = originOf(activity);
  if (!origin || (origin.isOwn && activity.type.startsWith('message'))) return undefined;
  const fields = activityFields.parse(activity);
  const { speaker, chat, threadId } = origin;
  return {
    speaker,
    chat,
    ...(threadId === undefined ? {} : { threadId }),
    activityId: activity.id,
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
      if (includesBot(fields.membersAdded, botId)) return { type: 'installed' };
      return includesBot(fields.membersRemoved, botId) ? { type: 'removed' } : { type: 'other' };
    default:
      return { type: 'other' };
  }
}

/** What was deleted and brought back is there again, like after an edit. */
const editKinds: readonly string[] = ['editMessage', 'undeleteMessage'];

function editedTo(fields: Fields, botId: string): Inbound['kind'] {
  const text = saidText(fields.text ?? '', fields.entities, botId);
  const command = commandIn(text);
  return { type: 'edited', text, ...(command && { command }) };
}

/** A message without text or files is an old-style submit of a card, or nothing. */
function saidIn(fields: Fields, botId: string): Inbound['kind'] {
  const text = saidText(fields.text ?? '', fields.entities, botId);
  const files = filesIn(fields.attachments);
  if (text === '' && files.length === 0) return { type: 'other' };
  const command = commandIn(text);
  return { type: 'text', text, files, ...(command ? { command } : {}) };
}

function installation(action: string | undefined): Inbound['kind'] {
  if (action === 'add' || action === 'add-upgrade') return { type: 'installed' };
  return action === 'remove' || action === 'remove-upgrade' ? { type: 'removed' } : { type: 'other' };
}

const member = z.object({ id: z.string() });

function includesBot(members: readonly unknown[], botId: string): boolean {
  return members.some((one) => member.safeParse(one).data?.id === botId);
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
