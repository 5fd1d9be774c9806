// The English texts: source of all keys and parameters.
import { agent } from './en/agent.ts';
import { forms } from './en/forms.ts';
import { learning } from './en/learning.ts';
import { requester } from './en/requester.ts';
import { shared } from './en/shared.ts';

export const en = { ...shared, ...forms, ...requester, ...agent, ...learning } as const;
