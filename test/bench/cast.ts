// Who speaks in a bench run. There are so many people, in so many tenants, that each says little: what the
// service allows one person, one conversation or one tenant is never what is measured.
import { createHash } from 'node:crypto';
import type { Locale } from '../../src/domain/locale.ts';
import type { PersonFacts, Sender } from '../support/fake-teams/activities.ts';
import type { Conversation } from '../support/fake-teams/conversations.ts';
import type { SettingsFile } from '../support/service.ts';

const tenantCount = 400;
const agentCount = 40;

/** People by what they do in a run, so that nobody's open ticket or form changes what a question is. */
export const people = {
  askers: { from: 0, count: 20_000 },
  /** Each has a ticket, and an agent of their own. */
  relayed: { from: 20_000, count: agentCount },
  pressers: { from: 20_100, count: 1_900 },
  /** Those of the past whose tickets are still open. */
  waiting: { from: 22_000, count: 2_000 },
} as const;
export const allPeople = 24_000;

export const partnerTenantId = '5b0c9e2d-8a44-4d0b-b1f7-3c7a4f2e9a10';
/** Of support.example.yaml. */
export const supportChannelId = '19:northwind-support-desk@thread.tacv2';
const botName = 'Northwind Support';

/** Looks as random as a real id, and is the same in every run. */
function idOf(what: string): string {
  const hex = createHash('sha256').update(what).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function tenantIdOf(person: number): string {
  return idOf(`tenant ${person % tenantCount}`);
}

const languages = [
  { client: 'en-GB', locale: 'en', zone: 'Europe/Berlin' },
  { client: 'ru-RU', locale: 'ru', zone: 'Europe/Moscow' },
  { client: 'zh-CN', locale: 'zh-cn', zone: 'Asia/Shanghai' },
] as const satisfies readonly { client: string; locale: Locale; zone: string }[];

/** People of one tenant speak one language. */
export function languageOf(person: number): (typeof languages)[number] {
  const [first, ...others] = languages;
  return others[((person % tenantCount) % languages.length) - 1] ?? first;
}

export function factsOf(person: number): PersonFacts {
  const { client, zone } = languageOf(person);
  const oid = idOf(`person ${person}`);
  return {
    tenantId: tenantIdOf(person),
    oid,
    id: `29:${createHash('sha256').update(oid).digest('base64url')}`,
    name: `Requester ${person}`,
    locale: client,
    zone,
  };
}

/** As long as those of Teams. */
export function chatIdOf(person: number): string {
  return `a:1${createHash('sha512').update(`chat ${person}`).digest('base64url')}`;
}

export function agentFacts(agent: number): PersonFacts {
  const oid = idOf(`agent ${agent}`);
  return {
    tenantId: partnerTenantId,
    oid,
    id: `29:${createHash('sha256').update(oid).digest('base64url')}`,
    name: `Agent ${agent}`,
    locale: 'en-GB',
    zone: 'Europe/Berlin',
  };
}

/** Somebody speaking in a conversation. */
export function senderOf(
  person: PersonFacts,
  at: Pick<Conversation, 'id' | 'kind'>,
  outside: { readonly appId: string; readonly serviceUrl: string },
): Sender {
  const conversation = {
    ...at,
    tenantId: person.tenantId,
    ...(at.kind === 'channel' && { teamId: supportChannelId }),
    members: [],
    posts: [],
  };
  const bot = { id: `28:${outside.appId}`, name: botName };
  return { bot, serviceUrl: outside.serviceUrl, conversation, person, now: Date.now() };
}

/** Each finds its article at once; the example question about licences would lead into a form. */
const questions: Record<Locale, readonly string[]> = {
  en: ['Outlook keeps asking for my password', 'Nobody can hear me in Teams'],
  ru: ['Outlook снова и снова спрашивает пароль', 'В Teams меня никто не слышит'],
  'zh-cn': ['Outlook 一直要求输入密码', 'Teams 里别人听不到我说话'],
};

export function questionOf(person: number, nth: number): string {
  const known = questions[languageOf(person).locale];
  return known[nth % known.length] ?? '';
}

/** The example's partner with all the tenants and agents of the cast; its desk never closes. */
export function castSettings(example: SettingsFile): SettingsFile {
  const allDay = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]),
  );
  return {
    ...example,
    hours: example.hours.map((hours) => ({ ...hours, weekly: allDay, holidays: [] })),
    customers: Array.from({ length: tenantCount }, (_, tenant) => ({
      tenantId: tenantIdOf(tenant),
      name: `Customer ${tenant}`,
      domain: `customer${tenant}.onmicrosoft.com`,
      planId: 'standard',
      locale: languageOf(tenant).locale,
      zone: languageOf(tenant).zone,
      partnerModel: 'direct',
    })),
    staff: Array.from({ length: agentCount }, (_, agent) => ({
      id: agentFacts(agent).oid,
      name: agentFacts(agent).name,
      roles: ['agent'],
      email: `agent${agent}@northwind.example`,
      phone: `+4930555${String(agent).padStart(5, '0')}`,
    })),
  };
}
