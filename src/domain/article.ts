// A self-help article: what a person may try alone before somebody else has to act.
import type { Locale } from './locale.ts';

export const products = [
  'm365',
  'entra',
  'exchange',
  'outlook',
  'teams',
  'onedrive',
  'sharepoint',
  'office',
  'windows',
  'defender',
  'intune',
  'azure',
  'dynamics',
  'power-platform',
] as const;
export type Product = (typeof products)[number];

/** "In the office", "on my Windows computer": it says little of what the trouble is with. */
export const namedInPassing: readonly Product[] = ['m365', 'office', 'windows'];

/** What the person reports, not the cause found later. */
export const categories = [
  'technical-availability',
  'technical-configuration',
  'technical-connectivity',
  'technical-desktop',
  'technical-integration',
  'technical-performance',
  'technical-permissions',
  'updates',
  'how-to',
  'billing',
  'subscription-change',
] as const;
export type Category = (typeof categories)[number];

export const fixers = ['user', 'customerAdmin', 'partner', 'microsoft'] as const;
export type Fixer = (typeof fixers)[number];

export interface Article {
  readonly id: string;
  readonly locale: Locale;
  readonly title: string;
  /** One sentence that tells what the steps are for. */
  readonly summary: string;
  /** Three to six, each one action; empty when only the partner can act (`fixableBy` is `['partner']`). */
  readonly steps: readonly string[];
  /** What the person should see when it worked. */
  readonly outcome?: string;
  /** When to stop trying and ask a person. */
  readonly stopWhen?: string;
  readonly products: readonly Product[];
  readonly category: Category;
  readonly fixableBy: readonly Fixer[];
  /** Official help page in the reader's language; absent when the only page is written for partners. */
  readonly helpUrl?: string;
  /** Whatever else is asked, a person should look at it soon: an attack, a stolen account. */
  readonly urgent?: boolean;
  /** Opens a read-only test in the Microsoft 365 admin center; for administrators. */
  readonly adminTestUrl?: string;
  readonly symptoms: readonly string[];
  readonly codes: readonly string[];
  readonly related: readonly string[];
  /** What a person who takes over needs to know, in the reader's words. */
  readonly collect: readonly string[];
}

/**
 * How far an answer may be trusted: `sure` is shown as the answer, `choice` as up to three titles to
 * choose from, `none` is said plainly and leads to a person.
 */
export type Confidence = 'sure' | 'choice' | 'none';

/** What a request is: the categories of articles, and what is no question for an article at all. */
export const requestCategories = [...categories, 'complaint/other', 'smalltalk', 'out-of-scope'] as const;
export type RequestCategory = (typeof requestCategories)[number];

/**
 * Who can bring it further: the person or their own administrator by a documented procedure, somebody with
 * rights or diagnosis at the partner, Microsoft (a disturbance or a fault seen across users), the partner's
 * commercial desk, nobody.
 */
export const routes = ['self-help', 'partner', 'escalate-microsoft', 'commercial', 'none'] as const;
export type Route = (typeof routes)[number];

/** What a text is before it is anything else; only a `question` is looked up. */
export const requestKinds = [
  'question',
  'person',
  'greeting',
  'thanks',
  'abuse',
  'complaint',
  'foreign',
] as const;
export type RequestKind = (typeof requestKinds)[number];

/**
 * How a question is put: it asks how something is done; or it says no, more or again, and names nothing that could be
 * looked up ("still the same"): then it is about what was said before; or it is about the steps of an answer
 * ("I don't understand step 3").
 */
export type Manner = 'asks-how' | 'objects' | 'about-steps';

export interface SearchResult {
  readonly confidence: Confidence;
  /** Best first, at most three; empty when the confidence is `none`. */
  readonly articleIds: readonly string[];
  readonly kind: RequestKind;
  readonly category: RequestCategory;
  readonly route: Route;
  /** The words themselves ask for what only the partner may do, whichever article fits. */
  readonly soundsCommercial?: boolean;
  readonly manner?: Manner;
}
