// What a question says, and what it says without saying it.
import type { Terms } from './tokens.ts';

/** Whether the question says one of these: `#concept` or `!sign`. */
export type Said = (...terms: readonly string[]) => boolean;

export const fault = [
  '!unable',
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
export const paidApart = ['#powerbi', '#project', '#visio', '#copilot'];
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

/** By the whole text. */
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

// What a disturbance of Microsoft's stops, for everybody at once.
const ourServices = [
  '#teams',
  '#outlook',
  '#exchange',
  '#sharepoint',
  '#onedrive',
  '#azure',
  '#office',
  '#m365',
  '#dynamics',
  '#powerplatform',
  '#mail',
  '#mailbox',
  '#signin',
  '#meeting',
  '#call',
  '#service',
];
const stopped = [
  '!unable',
  '#fail',
  '#wontopen',
  '#unreachable',
  '#letin',
  '#disconnected',
  '#notarrive',
  '#cantsend',
];
// One thing that many share, or a cause that lies elsewhere: no disturbance of Microsoft's.
const ownThings = [
  '#file',
  '#folder',
  '#library',
  '#sharedmailbox',
  '#distlist',
  '#roommailbox',
  '#meetingroom',
  '#networkdrive',
  '#vpn',
  '#printer',
  '#print',
  '#vm',
  '#addin',
  '#macro',
  '#software',
  '#recording',
  '#licence',
  '#subscription',
  '#invoice',
  '#expire',
  '#domain',
  '#smtp',
  '#storage',
  '#full',
  '#denied',
];

/** Whether what everybody needs has stopped for everybody: then it is not theirs to mend. */
export function isEverybodys(said: Said): boolean {
  const isStopped = said('!nobody') || (said('!everybody') && said(...stopped));
  return isStopped && said(...ourServices, '#notarrive', '#cantsend') && !said(...ownThings);
}

// What people leave out because it goes without saying.
const implied: readonly (readonly [terms: readonly string[], when: (said: Said) => boolean])[] = [
  [
    ['#licence', '#buy'],
    (said) => said(...paidApart) && said('#need', '#access', '#licence') && !said(...fault),
  ],
  [['#cancel'], (said) => said('#delete') && said('#subscription')],
  [['#buy'], (said) => said('#more') && said('#licence')],
  [['#outage'], isEverybodys],
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
