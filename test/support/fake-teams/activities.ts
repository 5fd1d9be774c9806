// Activities as Teams sends them, field by field.
import { randomUUID } from 'node:crypto';
import type { Conversation } from './conversations.ts';

export type Activity = Readonly<Record<string, unknown>>;

/** What every activity of one person in one conversation has in common. */
export interface Sender {
  readonly bot: { readonly id: string; readonly name: string };
  readonly serviceUrl: string;
  readonly conversation: Conversation;
  readonly person: PersonFacts;
  readonly now: number;
}

export interface PersonFacts {
  readonly tenantId: string;
  /** Entra object id. */
  readonly oid: string;
  /** Teams id, `29:...`. */
  readonly id: string;
  readonly name: string;
  /** As a Teams client says it: `ru-RU`. */
  readonly locale: string;
  readonly zone: string;
}

export function messageActivity(sender: Sender, id: string, text: string): Activity {
  return {
    ...common(sender, id),
    type: 'message',
    text,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content: `<p>${text.replaceAll('<', '&lt;')}</p>` }],
    entities: [clientInfo(sender.person)],
  };
}

/** What Teams sends of a message in a channel that names the bot. */
export function mentionActivity(sender: Sender, id: string, text: string): Activity {
  const { bot } = sender;
  const mention = `<at>${bot.name}</at>`;
  return {
    ...messageActivity(sender, id, `${mention} ${text}`),
    entities: [
      { type: 'mention', text: mention, mentioned: { id: bot.id, name: bot.name } },
      clientInfo(sender.person),
    ],
  };
}

/** An edit carries the id of the message that it changes. */
export function editOf(said: Activity, now: number, text: string, botName: string): Activity {
  const mention = String(said.text).startsWith(`<at>${botName}</at>`) ? `<at>${botName}</at> ` : '';
  return {
    ...said,
    type: 'messageUpdate',
    ...times(now),
    text: `${mention}${text}`,
    channelData: { ...(said.channelData as object), eventType: 'editMessage' },
  };
}

/** Brings a deleted message back, as it was. */
export function restorationOf(said: Activity, now: number): Activity {
  return {
    ...said,
    type: 'messageUpdate',
    ...times(now),
    channelData: { ...(said.channelData as object), eventType: 'undeleteMessage' },
  };
}

export function deletionOf(said: Activity, now: number): Activity {
  const { text: _t, textFormat: _f, attachments: _a, ...rest } = said;
  return {
    ...rest,
    type: 'messageDelete',
    ...times(now),
    channelData: { ...(said.channelData as object), eventType: 'softDeleteMessage' },
  };
}

export interface PressedAction {
  readonly verb: string;
  readonly data: unknown;
  readonly title?: string;
}

export function invokeActivity(sender: Sender, cardPostId: string, action: PressedAction): Activity {
  const shared = common(sender, `f:${randomUUID()}`);
  return {
    ...shared,
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: cardPostId,
    entities: [clientInfo(sender.person)],
    channelData: {
      ...(shared.channelData as object),
      source: { name: 'message' },
      legacy: { replyToId: cardPostId },
    },
    value: { action: { type: 'Action.Execute', ...action }, trigger: 'manual' },
  };
}

/** Both events of an installation, in the order in which they mostly come. */
export function installedActivities(sender: Sender): [Activity, Activity] {
  const { bot, conversation } = sender;
  return [
    {
      ...common(sender, `f:${randomUUID()}`),
      type: 'conversationUpdate',
      membersAdded: [{ id: bot.id }],
      ...(conversation.kind === 'channel' && { channelData: teamEvent(sender, 'teamMemberAdded') }),
    },
    {
      ...common(sender, `f:${randomUUID()}`),
      type: 'installationUpdate',
      action: 'add',
      entities: [clientInfo(sender.person)],
    },
  ];
}

export function removedActivities(sender: Sender): [Activity, Activity] {
  const { bot, conversation } = sender;
  return [
    {
      ...common(sender, `f:${randomUUID()}`),
      type: 'conversationUpdate',
      membersRemoved: [{ id: bot.id }],
      ...(conversation.kind === 'channel' && { channelData: teamEvent(sender, 'teamMemberRemoved') }),
    },
    { ...common(sender, `f:${randomUUID()}`), type: 'installationUpdate', action: 'remove' },
  ];
}

/** Somebody came to the team or left it. */
export function membersChanged(
  sender: Sender,
  change: 'membersAdded' | 'membersRemoved',
  who: readonly PersonFacts[],
): Activity {
  return {
    ...common(sender, `f:${randomUUID()}`),
    type: 'conversationUpdate',
    [change]: who.map(({ id, oid }) => ({ id, aadObjectId: oid })),
    channelData: teamEvent(sender, change === 'membersAdded' ? 'teamMemberAdded' : 'teamMemberRemoved'),
  };
}

/** What becomes of a channel is told in General; what becomes of a team as well. */
export function placeChanged(sender: Sender, eventType: string, channelId: string): Activity {
  const { teamId = channelId, tenantId } = sender.conversation;
  const shared = common(sender, `f:${randomUUID()}`);
  return {
    ...shared,
    type: 'conversationUpdate',
    conversation: { ...shared.conversation, id: teamId },
    channelData: {
      channel: { id: channelId, name: 'A channel' },
      team: { id: teamId },
      eventType,
      tenant: { id: tenantId },
    },
  };
}

function common(sender: Sender, id: string) {
  const { bot, serviceUrl, conversation, person, now } = sender;
  const { tenantId, kind } = conversation;
  return {
    ...times(now),
    localTimezone: person.zone,
    id,
    channelId: 'msteams',
    serviceUrl,
    from: { id: person.id, name: person.name, aadObjectId: person.oid },
    conversation: {
      ...(kind === 'channel' && { isGroup: true }),
      conversationType: kind,
      tenantId,
      id: conversation.id,
    },
    recipient: { id: bot.id, name: bot.name },
    channelData: channelData(conversation),
    locale: person.locale,
  };
}

function channelData({ kind, tenantId, teamId, id }: Conversation): Record<string, unknown> {
  const tenant = { id: tenantId };
  if (kind === 'personal') return { tenant };
  const channelId = id.split(';')[0];
  return {
    teamsChannelId: channelId,
    teamsTeamId: teamId,
    channel: { id: channelId },
    team: { id: teamId },
    tenant,
  };
}

function teamEvent({ conversation }: Sender, eventType: string): Record<string, unknown> {
  return { ...channelData(conversation), eventType };
}

function times(now: number) {
  const timestamp = new Date(now).toISOString();
  return { timestamp, localTimestamp: timestamp };
}

function clientInfo({ locale, zone }: PersonFacts) {
  const country = locale.split('-').at(-1);
  return { type: 'clientInfo', locale, country, platform: 'Web', timezone: zone };
}
