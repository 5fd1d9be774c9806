// What kind of request a question is, when no article says so: words that name the wish itself.
import type { Article, Category, Product } from './article.ts';

export interface Triage {
  readonly category: Category;
  readonly product: Product;
}

/** Takes category and product from the best article; without one the form asks for the product. */
export function triage(best: Pick<Article, 'category' | 'products'> | undefined): Triage {
  return { category: best?.category ?? 'technical-configuration', product: best?.products[0] ?? 'm365' };
}

/** Only the partner may act on these; no steps are offered (Partner Center, "Customer self-support"). */
export function isCommercial(category: Category): boolean {
  return category === 'billing' || category === 'subscription-change';
}
