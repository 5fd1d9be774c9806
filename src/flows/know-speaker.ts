// Remembers who speaks and where they can be reached; only a verified activity may teach this.
import { type Chat, teamOf } from '../domain/chat.ts';
import type { Locale } from '../domain/locale.ts';
import { hasLeft, hasLeftAny, type Person, type StaffMember } from '../domain/person.ts';
import { customerOf, type Settings, staffMember } from '../domain/settings.ts';
import { type Heard, knowChat } from './know-chat.ts';
import { queueChannels } from './load-facts.ts';
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

/** Saves chat and person as this activity shows them. Speaking proves that the app is installed. */
export async function knowSpeaker(turn: Turn, heard: Heard): Promise<Known> {
  const { settings } = turn;
  const chat = await knowChat(turn, heard);
  const person = await knowPerson(turn, heard);
  const staff =
    heard.speaker.tenantId === settings.partner.tenantId ? staffMember(settings, person.id) : undefined;
  return { chat, person, ...(staff && !(await leftTheDesk(turn, person, chat)) && { staff }) };
}

/** Only a team of the desk can be left. Anywhere else, in another team too, being in one of the desk's counts. */
async function leftTheDesk(turn: Turn, person: Person, chat: Chat): Promise<boolean> {
  if (!hasLeftAny(person)) return false;
  const teams = (await queueChannels(turn)).map(teamOf);
  const here = chat.kind === 'channel' ? teamOf(chat) : undefined;
  if (here !== undefined && (teams.includes(here) || hasLeft(person, here))) return hasLeft(person, here);
  return teams.every((teamId) => hasLeft(person, teamId));
}

async function knowPerson(turn: Turn, { speaker, chat }: Heard): Promise<Person> {
  const { store, settings } = turn;
  const stored = await store.people.get(speaker.tenantId, speaker.personId);
  const home = customerOf(settings, speaker.tenantId) ?? settings.partner;
  const teamsId = speaker.teamsId ?? stored?.teamsId;
  const person: Person = {
    tenantId: speaker.tenantId,
    id: speaker.personId,
    name: speaker.name || stored?.name || '',
    ...languageOf(stored, speaker.clientLocale, home.locale),
    zone: speaker.clientZone ?? stored?.zone ?? home.zone,
    ...(chat.kind === 'personal'
      ? { chatId: chat.id }
      : stored?.chatId !== undefined && { chatId: stored.chatId }),
    ...(teamsId !== undefined && { teamsId }),
    ...(stored?.memberships && { memberships: stored.memberships }),
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
    stored.chatId === person.chatId &&
    stored.teamsId === person.teamsId
  );
}

/** What the person chose, else what the client says, else what it said before, else the customer's own. */
export function languageOf(
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
