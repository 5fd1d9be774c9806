import type { Part } from '../catalogue.ts';
import type { forms as english } from '../en/forms.ts';

export const forms = {} as const satisfies Part<typeof english>;
