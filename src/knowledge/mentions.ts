// Which products and parts of them a text names, in any of our languages: to compare a question with an issue.
import { hash } from 'node:crypto';
import { namedInPassing, type Product } from '../domain/article.ts';
import type { Mentions } from '../domain/service-issue.ts';
import { beginningOf, scopeOf } from './reach.ts';
import { longestQuestion, lowered, termsOf } from './tokens.ts';
import { hasWorkStopped } from './work-stopped.ts';

/** By what the lexicon calls it; mail is Exchange's, in whatever program it is read. */
const productOf: Readonly<Record<string, Product>> = {
  '#outlook': 'outlook',
  '#exchange': 'exchange',
  '#mail': 'exchange',
  '#mailbox': 'exchange',
  '#sharedmailbox': 'exchange',
  '#calendar': 'exchange',
  '#teams': 'teams',
  '#meeting': 'teams',
  '#call': 'teams',
  '#onedrive': 'onedrive',
  '#sharepoint': 'sharepoint',
  '#office': 'office',
  '#excel': 'office',
  '#word': 'office',
  '#powerpoint': 'office',
  '#entra': 'entra',
  '#intune': 'intune',
  '#defender': 'defender',
  '#azure': 'azure',
  '#dynamics': 'dynamics',
  '#powerapps': 'power-platform',
  '#powerautomate': 'power-platform',
  '#powerplatform': 'power-platform',
  '#powerbi': 'power-platform',
  '#windows': 'windows',
  '#m365': 'm365',
};

/** Implied where nothing else is named: a Teams call is not about Exchange because it stands in the calendar. */
const implied = new Set(['#mail', '#mailbox', '#sharedmailbox', '#calendar', '#meeting', '#call']);

/** What is affected, or how; not what comes with any trouble, such as users, errors, opening or using. */
const topics = new Set(
  `signin mfa authenticator sms password sspr consent conditionalaccess guest
  mail mailbox sharedmailbox distlist attachment junk quarantine bounce inboxrule forwarding autoreply
  signature calendar freebusy roommailbox meetingroom search addin meetingbutton notarrive cantsend
  meeting join call telephony microphone sound camera screensharing quality recording lobby teamgroup
  channel chat presence notification file folder library site version recyclebin sync upload sharing
  storage macro save edit activation install update admincenter report licence directory migration
  excel word powerpoint onenote planner forms copilot powerbi powerautomate powerapps
  slow freeze crash blank keepsasking disconnected smtp thirdpartyclient printer print`
    .split(/\s+/)
    .map((name) => `#${name}`),
);

const faults = new Set(
  `fail notarrive cantsend slow freeze crash wontopen unreachable disconnected blank missing notvisible
  denied keepsasking notaccepted endlessload lockedfile outage`
    .split(/\s+/)
    .map((name) => `#${name}`),
);
const nobody =
  /\b(?:nobody|no one|noone)\b|(?<!\p{L})(?:никто|никого|никому|ни у кого)(?!\p{L})|没人|没有人|谁都|大家都/iu;

/** What lies in the word for another thing: mail that does not arrive is about mail. */
const within: Readonly<Record<string, string>> = { '#notarrive': '#mail', '#cantsend': '#mail' };

const said = 0.5;

/** Issues are compared with every question, and a question is looked at several times. By hash: nobody's words stay. */
const known = new Map<string, Mentions>();
const mostKnown = 2_000;

export function mentionsOf(text: string): Mentions {
  const key = hash('sha256', text, 'base64');
  const before = known.get(key);
  if (before) return before;
  const [oldest] = known.keys();
  if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest);
  const mentions = read(text.slice(0, longestQuestion));
  known.set(key, mentions);
  return mentions;
}

function read(text: string): Mentions {
  const { weights, signs } = termsOf(text);
  const names = [...weights].filter(([, weight]) => weight >= said).map(([name]) => name);
  const products = (of: (name: string) => boolean) => [
    ...new Set(names.filter(of).flatMap((name) => productOf[name] ?? [])),
  ];
  const named = products((name) => !implied.has(name));
  const isNamed = named.some((product) => !namedInPassing.includes(product));
  const all = [...names, ...names.flatMap((name) => within[name] ?? [])];
  const fails = signs.has('!unable') || names.some((name) => faults.has(name));
  const isMany = signs.has('!nobody') || (signs.has('!everybody') && fails);
  const start = lowered(text).slice(0, longestQuestion);
  const startedAt = fails || isMany ? beginningOf(start) : undefined;
  return {
    products: isNamed ? named : [...products((name) => implied.has(name)), ...named],
    topics: new Set(all.filter((name) => topics.has(name))),
    isTrouble:
      signs.has('!everybody') ||
      signs.has('!nobody') ||
      nobody.test(text) ||
      names.some((name) => faults.has(name)),
    answers: {
      ...(isMany && { scope: scopeOf(start) }),
      ...(hasWorkStopped(start) && { workaround: 'none' }),
      ...(startedAt && { startedAt }),
    },
  };
}
