// What a question is and who can bring it further: tables of rules over its words and the best article.
import type { Article, Category, RequestCategory, RequestKind, Route } from '../domain/article.ts';
import { isCommercial } from '../domain/triage.ts';
import type { Terms } from './tokens.ts';

/** Whether the question says one of these: `#concept` or `!sign`. */
export type Said = (...terms: readonly string[]) => boolean;

type Rule<Answer> = readonly [answer: Answer, when: (said: Said) => boolean];

const fault = [
  '#fail',
  '#wontopen',
  '#crash',
  '#freeze',
  '#slow',
  '#endlessload',
  '#notarrive',
  '#cantsend',
  '#notvisible',
  '#missing',
  '#disconnected',
  '#unreachable',
  '#denied',
  '#blank',
  '#loop',
  '#bluescreen',
  '#keepsasking',
  '#notaccepted',
  '#declined',
  '#outage',
];
// Few plans contain them: who wishes for one wishes to buy.
const paidApart = ['#powerbi', '#project', '#visio', '#copilot'];
const money = [
  '#cancel',
  '#invoice',
  '#charge',
  '#refund',
  '#buy',
  '#cost',
  '#subscription',
  '#licence',
  '#paymentmethod',
  '#pay',
  '#plan',
  '#renew',
  '#trial',
];
const ourProducts = [
  '#outlook',
  '#teams',
  '#onedrive',
  '#sharepoint',
  '#office',
  '#windows',
  '#azure',
  '#m365',
  '#mail',
  '#exchange',
  '#onenote',
  '#dynamics',
  '#powerplatform',
  '#entra',
  '#intune',
];

export function saidIn(terms: Terms): Said {
  return saidBy(terms.weights, terms.signs);
}

/** By the first sentences alone: a long story names much that is not reported. */
export function reportedIn(terms: Terms): Said {
  return saidBy(terms.opening, terms.signs);
}

function saidBy(weights: Terms['weights'], signs: Terms['signs']): Said {
  return (...wanted) =>
    wanted.some((term) => (term.startsWith('!') ? signs.has(term) : (weights.get(term) ?? 0) >= 0.5));
}

// Where a fault that everybody has is a disturbance.
const ourServices = [
  '#teams',
  '#outlook',
  '#exchange',
  '#sharepoint',
  '#onedrive',
  '#azure',
  '#m365',
  '#mail',
  '#service',
];

// What people leave out because it goes without saying.
const implied: readonly (readonly [terms: readonly string[], when: (said: Said) => boolean])[] = [
  [
    ['#licence', '#buy'],
    (said) => said(...paidApart) && said('#need', '#access', '#licence') && !said(...fault),
  ],
  [['#cancel'], (said) => said('#delete') && said('#subscription')],
  [['#buy'], (said) => said('#more') && said('#licence')],
  [
    ['#outage'],
    (said) =>
      said('!everybody', '!nobody') &&
      ((said('#fail', '#wontopen', '#unreachable', '#slow') && said(...ourServices)) ||
        said('#notarrive', '#cantsend')),
  ],
  [['#outage', '#notarrive'], (said) => said('!nobody') && said('#mail')],
];

// Whatever else is told around them, these wishes are what the question is about.
const decisive = ['#cancel', '#refund', '#invoice', '#charge'];
const decisiveFactor = 1.5;

/** The terms of a question together with what they imply, and decisive ones weighing more. */
export function withImplied(terms: Terms): Terms {
  return {
    ...terms,
    weights: completed(terms.weights, saidIn(terms)),
    opening: completed(terms.opening, reportedIn(terms)),
  };
}

function completed(weights: Terms['weights'], said: Said): Terms['weights'] {
  const more = implied.flatMap(([added, when]) => (when(said) ? added : []));
  const wishes = decisive.filter((term) => said(term));
  if (more.length === 0 && wishes.length === 0) return weights;
  const all = new Map(weights);
  for (const term of more) all.set(term, Math.max(0.7, all.get(term) ?? 0));
  for (const term of wishes) all.set(term, (all.get(term) ?? 0) * decisiveFactor);
  return all;
}

/** Whether something does not do what it should. */
export function isAboutFault(said: Said): boolean {
  return said(...fault);
}

/** Whether the question is about money or contracts, so that commercial articles are likelier. */
export function isAboutMoney(said: Said): boolean {
  return said(...money);
}

// The first that applies decides.
const kindRules: readonly Rule<RequestKind>[] = [
  ['foreign', (said) => said('!foreign') && !said(...ourProducts)],
  ['person', (said) => said('!person')],
  ['abuse', (said) => said('!abuse')],
  ['thanks', (said) => said('!thanks')],
  ['greeting', (said) => said('!hello', '!aboutbot')],
];

/** A text with anything to look up is a question, however politely or rudely it is wrapped. */
export function kindOf(terms: Terms, said: Said): RequestKind {
  const kind = kindRules.find(([, when]) => when(said))?.[0] ?? 'question';
  if (kind === 'question' || kind === 'foreign') return kind;
  const meant = meaningOf(terms);
  return meant.length + terms.codes.length <= (kind === 'person' ? 1 : 0) ? kind : 'question';
}

// They come with any wish and tell nothing about it.
const empty = new Set(['#fail', '#need', '#use', '#see', '#repair', '#contact', '#service']);

/** The things a question names. */
function meaningOf(terms: Terms): readonly string[] {
  return [...terms.weights]
    .filter(([term, weight]) => weight >= 0.5 && term.startsWith('#') && !empty.has(term))
    .map(([term]) => term);
}

// What is reported, whatever article explains it; the first that applies decides.
const categoryRules: readonly Rule<Category>[] = [
  ['technical-availability', (said) => said('#outage')],
  [
    'subscription-change',
    (said) => said(...paidApart) && said('#need', '#buy', '#licence', '#access') && !said(...fault),
  ],
  ['billing', (said) => said('#charge', '#refund') && !said('#mail')],
  [
    'subscription-change',
    (said) => said('#cancel') && (said('#subscription', '#licence', '#plan', '#buy') || !said(...fault)),
  ],
  ['billing', (said) => said('#invoice', '#billingword') && !said('#mail', '#licence')],
  [
    'subscription-change',
    (said) =>
      said('#licence', '#subscription', '#trial') &&
      said('#need', '#buy', '#more', '#reduce', '#upgrade', '#compare', '#expire', '#renew') &&
      !said('#denied', '#grant', '#readonly'),
  ],
  ['how-to', (said) => said('#training', '#recoverpw') || (said('#password') && said('#need', '#forgot'))],
  [
    'updates',
    (said) =>
      said('#update') && !said('#meeting', '#sync') && said(...fault, '#windows', '#office', '#teams'),
  ],
  // Teams comes as a new installation each time.
  ['updates', (said) => said('#install') && said('#teams')],
  [
    'technical-integration',
    (said) => said('#smtp', '#oauth', '#openai', '#thirdpartyclient', '#endpoint', '#printer'),
  ],
  [
    'technical-desktop',
    (said) =>
      said('#wontopen', '#blank', '#bluescreen') &&
      said('#teams', '#outlook', '#office', '#onedrive', '#windows', '#window', '#computer') &&
      !said('#calendar'),
  ],
  [
    'technical-performance',
    (said) =>
      said('#slow') &&
      !said(
        '#freeze',
        '#crash',
        '#wontopen',
        '#signin',
        '#install',
        '#sync',
        '#endlessload',
        '#bluescreen',
        '#letin',
      ),
  ],
  [
    'technical-connectivity',
    (said) =>
      said('#vpn', '#networkdrive', '#rdp') ||
      (said('#unreachable') && said('#onedrive', '#internet', '#m365', '#signin')),
  ],
  ['technical-configuration', (said) => said('#mfa', '#compliance')],
  [
    'technical-permissions',
    (said) =>
      said('#sharedmailbox', '#denied', '#consent', '#role', '#grant') || (said('#need') && said('#access')),
  ],
  [
    'technical-connectivity',
    (said) =>
      said('#signin') && said(...fault, '#letin') && !said('#teams', '#consent', '#guest', '#notarrive'),
  ],
];

type Best = Pick<Article, 'category' | 'fixableBy'> | undefined;

export function categoryOf(kind: RequestKind, said: Said, best: Best): RequestCategory {
  if (kind === 'greeting' || kind === 'thanks') return 'smalltalk';
  if (kind === 'foreign') return 'out-of-scope';
  if (kind === 'abuse') return 'complaint/other';
  if (kind === 'person') return best?.category ?? 'complaint/other';
  const ruled = categoryRules.find(([, when]) => when(said))?.[0];
  // Who scolds while wanting the money back complains.
  if (said('!abuse', '!complaint') && ruled !== undefined && isCommercial(ruled)) return 'complaint/other';
  return ruled ?? best?.category ?? 'technical-configuration';
}

const routeRules: readonly Rule<Route>[] = [
  ['partner', (said) => said('!person', '!request', '#training')],
  [
    // Somebody has to grant it; no steps help.
    'partner',
    (said) =>
      said('#denied', '#access') &&
      said('#sharepoint', '#folder', '#file', '#site', '#networkdrive') &&
      !said('!howto', '#guest', '#external', '#calendar', '#sharedmailbox', '#unreachable'),
  ],
];

export function routeOf(category: RequestCategory, said: Said, best: Best): Route {
  if (category === 'smalltalk' || category === 'out-of-scope') return 'none';
  if (said('#outage')) return 'escalate-microsoft';
  if (category === 'subscription-change' && said('!howto') && !said(...fault, '#need', '#buy', '#cost'))
    return 'self-help';
  if (category === 'billing' || category === 'subscription-change') return 'commercial';
  if (said('#cancel', '#refund', '#buy') || (said('#licence', ...paidApart) && said('#need', '#access')))
    return 'commercial';
  const ruled = routeRules.find(([, when]) => when(said))?.[0];
  if (ruled !== undefined) return ruled;
  if (best === undefined) return 'partner';
  if (isCommercial(best.category)) return 'commercial';
  return best.fixableBy.includes('user') || best.fixableBy.includes('customerAdmin')
    ? 'self-help'
    : 'partner';
}
