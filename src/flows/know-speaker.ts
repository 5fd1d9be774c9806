// Remembers who speaks and where they can be reached; only a verified activity may teach this.
import type { Chat, Inbound } from '../domain/chat.ts';
import type { Locale } from '../domain/locale.ts';
import type { Person, StaffMember } from '../domain/person.ts';
import { customerOf, type Settings, staffMember } from '../domain/settings.ts';
import type { Turn } from './ports.ts';

export interface Known {
  readonly chat: Chat;
  readonly person: Person;
  /** Present when the speaker is one of the partner's people by the settings file. */
  readonly staff?: StaffMember;
}

export type Side = 'partner' | 'customer' | 'stranger';

export function sideOf(settings: Settings, tenantId: string): Side {
  if (tenantId === settings.partner.tenantId) return 'partner';
  return customerOf(settings, tenantId) ? 'customer' : 'stranger';
}

type Heard = Pick<Inbound, 'speaker' | 'chat'>;

/** Saves chat and person as this activity shows them. Speaking proves that the app is installed. */
export async function knowSpeaker(turn: Turn, heard: Heard): Promise<Known> {
  const { store, settings, now } = turn;
  // A channel is shared by all agents, and nothing of a single turn is kept with it.
  const read = heard.chat.kind === 'personal' ? store.chats.lock : store.chats.get;
  const stored = await read(heard.chat.tenantId, heard.chat.id);
  const { unreachable: _over, ...known } = stored ?? {};
  const chat: Chat = {
    ...known,
    ...heard.chat,
    ...(heard.chat.kind === 'personal' && { personId: heard.speaker.personId }),
    installedAt: stored?.installedAt ?? now,
  };
  if (!sameReach(stored, chat)) {
    await store.chats.save(chat);
    await store.outbox.unpark([`chat:${chat.id}`], now);
  }
  if (stored?.installedAt === undefined && chat.kind === 'channel') await learnQueueChannels(turn, chat);
  const person = await knowPerson(turn, heard);
  const staff =
    heard.speaker.tenantId === settings.partner.tenantId ? staffMember(settings, person.id) : undefined;
  return { chat, person, ...(staff && { staff }) };
}

function sameReach(stored: Chat | undefined, chat: Chat): boolean {
  return (
    stored !== undefined &&
    stored.installedAt === chat.installedAt &&
    stored.serviceUrl === chat.serviceUrl &&
    stored.botId === chat.botId &&
    stored.personId === chat.personId &&
    stored.teamId === chat.teamId
  );
}

/** An installation speaks for the whole team; its other channels are reached the same way. */
async function learnQueueChannels(turn: Turn, spokenIn: Chat): Promise<void> {
  const { store, settings } = turn;
  if (spokenIn.tenantId !== settings.partner.tenantId) return;
  for (const { channelId } of settings.queues) {
    if (channelId === undefined || channelId === spokenIn.id) continue;
    const known = await store.chats.get(spokenIn.tenantId, channelId);
    if (known?.installedAt === undefined) await store.chats.save({ ...known, ...spokenIn, id: channelId });
  }
}

async function knowPerson(turn: Turn, { speaker, chat }: Heard): Promise<Person> {
  const { store, settings } = turn;
  const stored = await store.people.get(speaker.tenantId, speaker.personId);
  const home = customerOf(settings, speaker.tenantId) ?? settings.partner;
  const person: Person = {
    tenantId: speaker.tenantId,
    id: speaker.personId,
    name: speaker.name || stored?.name || '',
    ...languageOf(stored, speaker.clientLocale, home.locale),
    zone: speaker.clientZone ?? stored?.zone ?? home.zone,
    ...(chat.kind === 'personal'
      ? { chatId: chat.id }
      : stored?.chatId !== undefined && { chatId: stored.chatId }),
  };
  if (!samePerson(stored, person)) await store.people.save(person);
  return person;
}

function samePerson(stored: Person | undefined, person: Person): boolean {
  return (
    stored !== undefined &&
    stored.name === person.name &&
    stored.locale === person.locale &&
    stored.localeFrom === person.localeFrom &&
    stored.zone === person.zone &&
    stored.chatId === person.chatId
  );
}

function languageOf(
  stored: Person | undefined,
  client: Locale | undefined,
  home: Locale,
): Pick<Person, 'locale' | 'localeFrom'> {
  if (stored?.localeFrom === 'chosen') return { locale: stored.locale, localeFrom: 'chosen' };
  if (client) return { locale: client, localeFrom: 'client' };
  return stored
    ? { locale: stored.locale, localeFrom: stored.localeFrom }
    : { locale: home, localeFrom: 'default' };
}

/** The person said which language they want; no client report changes it any more. */
export async function chooseLanguage(turn: Turn, person: Person, locale: Locale): Promise<Person> {
  const chosen: Person = { ...person, locale, localeFrom: 'chosen' };
  await turn.store.people.save(chosen);
  return chosen;
}
