import { describe, expect, it } from 'vitest';
import type { Article, Product } from '../../src/domain/article.ts';
import { leadsToCommercialForm, triage } from '../../src/domain/triage.ts';

describe('the product asked about', () => {
  const availability = { category: 'technical-availability', products: ['m365'] } as const;
  const azures = { category: 'technical-availability', products: ['azure'] } as const;
  const slow = { category: 'technical-performance', products: ['onedrive'] } as const;

  it.each<[Pick<Article, 'category' | 'products'> | undefined, readonly Product[], Product]>([
    [slow, ['teams'], 'onedrive'],
    [availability, ['teams'], 'teams'],
    [azures, ['outlook'], 'outlook'],
    [azures, [], 'azure'],
    [undefined, ['exchange'], 'exchange'],
    // "In the office", "on my Windows computer".
    [undefined, ['office', 'teams'], 'teams'],
    [availability, ['office', 'windows'], 'm365'],
    [undefined, [], 'm365'],
  ])('%o, named %o: %s', (best, named, product) => {
    const found = { category: 'technical-availability', route: 'escalate-microsoft' } as const;
    expect(triage(found, best, named).product).toBe(product);
  });
});

describe('what leads to the commercial form at once', () => {
  const [bill, order, other] = [
    { category: 'billing' },
    { category: 'subscription-change' },
    { category: 'how-to' },
  ] as const;
  const fraud = { category: 'billing', urgent: true } as const;

  it.each([
    ['an article that is sure', { confidence: 'sure' }, [bill, other], true],
    ['but not one that cannot wait', { confidence: 'sure' }, [fraud], false],
    ['nor one that may be meant', { confidence: 'choice', soundsCommercial: true }, [fraud, bill], false],
    ['words that say so', { confidence: 'choice', soundsCommercial: true }, [other, bill], true],
    ['several articles of the kind', { confidence: 'choice', soundsCommercial: false }, [bill, order], true],
    ['not one that may be meant', { confidence: 'choice', soundsCommercial: false }, [bill], false],
    ['not one among others', { confidence: 'choice', soundsCommercial: false }, [bill, other, order], false],
  ] as const)('%s', (_name, found, articles, expected) => {
    expect(leadsToCommercialForm({ route: 'commercial', ...found }, articles)).toBe(expected);
  });

  it('is nothing that has another way', () => {
    expect(
      leadsToCommercialForm({ route: 'self-help', confidence: 'sure', soundsCommercial: true }, [bill]),
    ).toBe(false);
  });
});
