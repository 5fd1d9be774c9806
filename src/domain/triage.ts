// Which desk and which form a question leads to.
import {
  type Article,
  type Category,
  categories,
  namedInPassing,
  type Product,
  type RequestCategory,
  type Route,
  type SearchResult,
} from './article.ts';

export interface Triage {
  readonly category: Category;
  readonly product: Product;
  readonly route: Route;
}

type Best = Pick<Article, 'category' | 'products'> | undefined;

/** `named`: the products that the words themselves name. Without one in sight the form asks for it. */
export function triage(
  { category, route }: Pick<SearchResult, 'category' | 'route'>,
  best: Best,
  named: readonly Product[],
): Triage {
  return { category: categoryFor(category, route, best), product: productFor(best, named), route };
}

/** Where to look for a disturbance is about no product; what is disturbed was said. */
function productFor(best: Best, named: readonly Product[]): Product {
  const own = best?.products[0];
  if (own !== undefined && own !== 'm365' && best?.category !== 'technical-availability') return own;
  return named.find((product) => !namedInPassing.includes(product)) ?? own ?? 'm365';
}

/** The question has an article now: what was said of the question itself matters less. */
export function triageOf(chosen: Pick<Article, 'category' | 'products' | 'fixableBy'>): Triage {
  const route = isCommercial(chosen.category) ? 'commercial' : routeTo(chosen);
  return { category: chosen.category, product: chosen.products[0] ?? 'm365', route };
}

const routeTo = ({ fixableBy }: Pick<Article, 'fixableBy'>): Route =>
  fixableBy.includes('user') || fixableBy.includes('customerAdmin') ? 'self-help' : 'partner';

/** A wish that costs money has a commercial form, whatever was said around it. */
function categoryFor(category: RequestCategory, route: Route, best: Best): Category {
  const own = categories.find((one) => one === category) ?? best?.category;
  if (route !== 'commercial') return own ?? 'technical-configuration';
  if (own !== undefined && isCommercial(own)) return own;
  return best !== undefined && isCommercial(best.category) ? best.category : 'subscription-change';
}

type Found = Pick<Article, 'category' | 'urgent'> | undefined;

/**
 * Whether the way leads to the commercial form at once. What only looks like a matter of money is a choice: the words
 * themselves or several articles must say so. What cannot wait has steps and a person first.
 */
export function leadsToCommercialForm(
  { route, confidence, soundsCommercial }: Pick<SearchResult, 'route' | 'confidence' | 'soundsCommercial'>,
  articles: readonly Found[],
): boolean {
  if (route !== 'commercial' || articles[0]?.urgent) return false;
  if (confidence === 'sure') return true;
  const areCommercial = articles.every((article) => article !== undefined && isCommercial(article.category));
  return soundsCommercial === true || (articles.length > 1 && areCommercial);
}

/** Only the partner may act on these; no steps are offered (Partner Center, "Customer self-support"). */
export function isCommercial(category: Category): boolean {
  return category === 'billing' || category === 'subscription-change';
}
