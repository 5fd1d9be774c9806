// The Russian texts; a key that English has and this lacks does not compile.
import type { Catalogue } from './catalogue.ts';
import { agent } from './ru/agent.ts';
import { forms } from './ru/forms.ts';
import { learning } from './ru/learning.ts';
import { requester } from './ru/requester.ts';
import { shared } from './ru/shared.ts';

export const ru: Catalogue = { ...shared, ...forms, ...requester, ...agent, ...learning };
