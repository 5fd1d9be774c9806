import type { Part } from '../catalogue.ts';
import type { agent as english } from '../en/agent.ts';

export const agent = {} as const satisfies Part<typeof english>;
