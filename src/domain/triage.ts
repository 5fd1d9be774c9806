// Which desk and which form a question leads to.
import {
  type Article,
  type Category,
  categories,
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

/** Without a product in sight the form asks for it. */
export function triage({ category, route }: Pick<SearchResult, 'category' | 'route'>, best: Best): Triage {
  return { category: categoryFor(category, route, best), product: best?.products[0] ?? 'm365', route };
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

/** Only the partner may act on these; no steps are offered (Partner Center, "Customer self-support"). */
export function isCommercial(category: Category): boolean {
  return category === 'billing' || category === 'subscription-change';
}
