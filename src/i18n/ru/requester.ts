import type { Part } from '../catalogue.ts';
import type { requester as english } from '../en/requester.ts';

export const requester = {} as const satisfies Part<typeof english>;
