// Who speaks, and where: read from an activity that has passed the gate.
import { z } from 'zod';
import type { ChatKind, Inbound } from '../domain/chat.ts';
import { localeOf } from '../domain/locale.ts';
import { type GatedActivity, visibleId } from './gate.ts';
import { plainName } from './said-text.ts';

export interface Origin extends Pick<Inbound, 'speaker' | 'chat' | 'threadId' | 'sentAt'> {
  /** Said by the bot itself, or by another bot. */
  readonly isOwn: boolean;
}

const string = z.string().min(1).optional().catch(undefined);
const team = z
  .object({ id: visibleId.max(512).optional().catch(undefined) })
  .optional()
  .catch(undefined);
/**
 * Tenants and people of Entra are GUIDs; nothing longer or stranger may get into texts and keys by way of them.
 * In small letters, as the settings and the operator's commands have them.
 */
export const entraId = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .toLowerCase()
  .optional()
  .catch(undefined);
const tenant = z.object({ id: entraId }).optional().catch(undefined);

const originFields = z.object({
  serviceUrl: z.string(),
  timestamp: z.unknown().optional(),
  from: z.object({ id: z.string(), aadObjectId: entraId, name: string, role: string }),
  recipient: z.object({ id: visibleId.max(512) }),
  conversation: z.object({
    id: z.string(),
    tenantId: entraId,
    conversationType: string,
    isGroup: z.boolean().optional().catch(undefined),
  }),
  channelData: z.object({ tenant, team }).catch({ tenant: undefined, team: undefined }),
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
  const sentAt = sentAtOf(fields.timestamp);
  return {
    speaker: {
      tenantId,
      personId: from.aadObjectId ?? from.id,
      teamsId: from.id,
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
    ...(sentAt === undefined ? {} : { sentAt }),
    isOwn: from.id === recipient.id || from.id.startsWith(botMark) || from.role?.toLowerCase() === 'bot',
  };
}

/** Teams begins the ids of bots with it, and those of people with `29:`. */
const botMark = '28:';

/** Text from Teams; the SDK makes a date of it. */
function sentAtOf(timestamp: unknown): number | undefined {
  const at =
    timestamp instanceof Date
      ? timestamp.getTime()
      : typeof timestamp === 'string' && /^\d{4}-\d\d-\d\dT/.test(timestamp)
        ? Date.parse(timestamp)
        : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
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

/** Asking costs as much as verifying a token, and people live in few zones. */
const askedZones = new Map<string, boolean>();
const maxAskedZones = 1_000;

/** Names of zones only: an offset such as `+03:00` knows no daylight saving. */
function isZone(name: string | undefined): name is string {
  if (name === undefined || !/^[A-Za-z][\w+\-/]{1,63}$/.test(name)) return false;
  const asked = askedZones.get(name);
  if (asked !== undefined) return asked;
  const known = isKnownZone(name);
  // Anybody may invent names.
  if (askedZones.size < maxAskedZones) askedZones.set(name, known);
  return known;
}

function isKnownZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
