// What a question is and who can bring it further: rules over its words, and the articles that may be meant.
import type { Article, Category, RequestCategory, RequestKind, Route } from '../domain/article.ts';
import { isCommercial, triageOf } from '../domain/triage.ts';
import { objects, saysItWorks } from './objection.ts';
import { fault, isEverybodys, paidApart, type Said } from './said.ts';
import type { Terms } from './tokens.ts';

type Rule<Answer> = readonly [answer: Answer, when: (said: Said) => boolean];

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

// The first that applies decides.
const kindRules: readonly Rule<RequestKind>[] = [
  ['foreign', (said) => said('!foreign') && !said(...ourProducts)],
  ['person', (said) => said('!person')],
  ['abuse', (said) => said('!abuse')],
  ['thanks', (said) => said('!thanks')],
  ['complaint', (said) => said('!complaint')],
  ['greeting', (said) => said('!hello', '!aboutbot')],
];

/** A text with anything to look up is a question, however politely or rudely it is wrapped. */
export function kindOf(terms: Terms, said: Said, text: string): RequestKind {
  const kind = kindRules.find(([, when]) => when(said))?.[0] ?? 'question';
  if (kind === 'question' || kind === 'foreign') return kind;
  if (kind === 'thanks' && objects(text)) return 'question';
  if (kind === 'thanks' && !said(...fault) && saysItWorks(text)) return kind;
  const telling = tellingOf(terms).filter((term) => kind !== 'complaint' || !ofSupport.has(term));
  // Who complains of a thing that nobody knows here has a question.
  if (kind === 'complaint' && lengthOf(telling) > 1) return 'question';
  const meant = telling.filter((term) => term.startsWith('#'));
  return meant.length + terms.codes.length <= (kind === 'person' ? 1 : 0) ? kind : 'question';
}

// They come with any wish and tell nothing about it.
const empty = new Set(['#fail', '#need', '#use', '#see', '#repair', '#contact', '#service']);
/** Beside a complaint they tell of the support itself: no answer, for days, bad work. Stems as the index has them. */
const ofSupport = new Set(
  '#duration answer repli respons support manag wait ответ отвеча работа отвратительн поддержк руководств 回复 服务'.split(
    ' ',
  ),
);

function tellingOf({ weights }: Terms): readonly string[] {
  return [...weights].filter(([term, weight]) => weight >= 0.5 && !empty.has(term)).map(([term]) => term);
}

/** In words that say something; pairs of Chinese characters overlap, two make a word. */
export function lengthOf(meant: readonly string[]): number {
  return meant.reduce((sum, term) => sum + (/^\p{Script=Han}/u.test(term) ? 0.5 : 1), 0);
}

// Only by them a printer or scanner has to do with Microsoft's services.
const mailing = ['#mail', '#mailbox', '#send', '#cantsend', '#notarrive', '#signin', '#mfa'];

// What is reported, whatever article explains it; the first that applies decides.
const categoryRules: readonly Rule<Category>[] = [
  ['technical-availability', (said) => said('#outage')],
  [
    'subscription-change',
    (said) => said(...paidApart) && said('#need', '#buy', '#licence', '#access') && !said(...fault),
  ],
  ['billing', (said) => said('#charge', '#refund') && !said('#mail', '#suspicious', '#hacked')],
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
    (said) =>
      said('#smtp', '#oauth', '#openai', '#thirdpartyclient', '#endpoint') ||
      (said('#printer') && said(...mailing)),
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

/** An article that may be meant, and how probably. */
export interface Voice {
  readonly article: Pick<Article, 'category' | 'products' | 'fixableBy' | 'urgent'>;
  /** 0 to 1. */
  readonly chance: number;
}

// Where little is said, its words are what is reported. In a story the same words are said of other things too:
// there a rule is one voice among those of the articles (README, "What a question is").
const littleSaid = 11;
const voiceOfRule = 0.4;

/** `length`: how many words of the question say anything. Undefined when nobody is for anything. */
function chosen<Answer>(
  ruled: Answer | undefined,
  voices: readonly Voice[],
  length: number,
  answerOf: (voice: Voice) => Answer,
): Answer | undefined {
  if (ruled !== undefined && length <= littleSaid) return ruled;
  const votes = new Map<Answer, number>();
  const vote = (answer: Answer, weight: number) => votes.set(answer, (votes.get(answer) ?? 0) + weight);
  for (const voice of voices) vote(answerOf(voice), voice.chance);
  if (ruled !== undefined) vote(ruled, voiceOfRule);
  return [...votes].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

export function categoryOf(
  kind: RequestKind,
  said: Said,
  voices: readonly Voice[],
  length: number,
): RequestCategory {
  if (kind === 'greeting' || kind === 'thanks') return 'smalltalk';
  if (kind === 'foreign') return 'out-of-scope';
  if (kind === 'abuse' || kind === 'complaint') return 'complaint/other';
  if (kind === 'person') return voices[0]?.article.category ?? 'complaint/other';
  if (isEverybodys(said)) return 'technical-availability';
  const ruled = categoryRules.find(([, when]) => when(said))?.[0];
  // Who scolds while wanting the money back complains.
  if (said('!abuse', '!complaint') && ruled !== undefined && isCommercial(ruled)) return 'complaint/other';
  return chosen(ruled, voices, length, ({ article }) => article.category) ?? 'technical-configuration';
}

/** Whether a rule says that it is about money or licences; no article is asked. */
export function soundsCommercial(said: Said): boolean {
  const ruled = categoryRules.find(([, when]) => when(said))?.[0];
  return (ruled !== undefined && isCommercial(ruled)) || wantsToBuy(said);
}

/** Or to give back what was bought. */
function wantsToBuy(said: Said): boolean {
  return said('#cancel', '#refund', '#buy') || (said('#licence', ...paidApart) && said('#need', '#access'));
}

const routeRules: readonly Rule<Route>[] = [
  ['commercial', wantsToBuy],
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

export function routeOf(
  category: RequestCategory,
  said: Said,
  voices: readonly Voice[],
  length: number,
): Route {
  if (category === 'smalltalk' || category === 'out-of-scope') return 'none';
  if (category === 'technical-availability' && said('#outage')) return 'escalate-microsoft';
  if (category === 'subscription-change' && said('!howto') && !said(...fault, '#need', '#buy', '#cost'))
    return 'self-help';
  if (category === 'billing' || category === 'subscription-change') return 'commercial';
  const ruled = routeRules.find(([, when]) => when(said))?.[0];
  return chosen(ruled, voices, length, ({ article }) => triageOf(article).route) ?? 'partner';
}
