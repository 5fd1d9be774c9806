// Who speaks, and where: read from an activity that has passed the gate.
import { z } from 'zod';
import type { ChatKind, Inbound } from '../domain/chat.ts';
import { localeOf } from '../domain/locale.ts';
import type { GatedActivity } from './gate.ts';
import { plainName } from './said-text.ts';

export interface Origin extends Pick<Inbound, 'speaker' | 'chat' | 'threadId'> {
  /** Said by the bot itself, or by another bot. */
  readonly isOwn: boolean;
}

const string = z.string().min(1).optional().catch(undefined);
const named = z.object({ id: string }).optional().catch(undefined);

const originFields = z.object({
  serviceUrl: z.string(),
  from: z.object({ id: z.string(), aadObjectId: string, name: string, role: string }),
  recipient: z.object({ id: z.string().min(1) }),
  conversation: z.object({
    id: z.string(),
    tenantId: string,
    conversationType: string,
    isGroup: z.boolean().optional().catch(undefined),
  }),
  channelData: z.object({ tenant: named, team: named }).catch({ tenant: undefined, team: undefined }),
  locale: string,
  localTimezone: string,
  entities: z.array(z.unknown()).catch([]),
});

type OriginFields = z.infer<typeof originFields>;

/** Undefined when the tenant or the bot's own id is missing. */
export function originOf(activity: GatedActivity): Origin | undefined {
  const { data: fields } = originFields.safeParse(activity);
  if (!fields) return undefined;
  const { from, recipient, conversation, channelData } = fields;
  const tenantId = channelData.tenant?.id ?? conversation.tenantId;
  if (tenantId === undefined) return undefined;
  const kind = kindOf(fields);
  const inThread = kind === 'channel' && conversation.id.includes(threadMark);
  return {
    speaker: {
      tenantId,
      personId: from.aadObjectId ?? from.id,
      name: plainName(from.name ?? '', maxNameLength),
      ...client(fields),
    },
    chat: {
      tenantId,
      id: kind === 'channel' ? (conversation.id.split(threadMark)[0] ?? '') : conversation.id,
      kind,
      serviceUrl: fields.serviceUrl,
      botId: recipient.id,
      ...(channelData.team?.id === undefined ? {} : { teamId: channelData.team.id }),
    },
    ...(inThread ? { threadId: conversation.id } : {}),
    isOwn: from.id === recipient.id || from.role?.toLowerCase() === 'bot',
  };
}

const threadMark = ';messageid=';
const maxNameLength = 64;

function kindOf({ conversation, channelData }: OriginFields): ChatKind {
  switch (conversation.conversationType?.toLowerCase()) {
    case 'personal':
      return 'personal';
    case 'channel':
      return 'channel';
    case 'groupchat':
      return 'group';
    default:
      if (channelData.team?.id !== undefined || conversation.id.includes(threadMark)) return 'channel';
      return conversation.isGroup ? 'group' : 'personal';
  }
}

const clientInfo = z.object({ type: z.literal('clientInfo'), locale: string, timezone: string });

/** A first contact says neither language nor zone. */
function client(fields: OriginFields): Pick<Inbound['speaker'], 'clientLocale' | 'clientZone'> {
  const info = fields.entities.map((entity) => clientInfo.safeParse(entity).data).find((found) => found);
  const clientLocale = localeOf(fields.locale ?? info?.locale);
  const clientZone = [info?.timezone, fields.localTimezone].find(isZone);
  return {
    ...(clientLocale ? { clientLocale } : {}),
    ...(clientZone === undefined ? {} : { clientZone }),
  };
}

/** Names of zones only: an offset such as `+03:00` knows no daylight saving. */
function isZone(name: string | undefined): name is string {
  if (name === undefined || !/^[A-Za-z][\w+\-/]{1,63}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
