// The Simplified Chinese texts; a key that English has and this lacks does not compile.
import type { Catalogue } from './catalogue.ts';
import { agent } from './zh-cn/agent.ts';
import { forms } from './zh-cn/forms.ts';
import { learning } from './zh-cn/learning.ts';
import { requester } from './zh-cn/requester.ts';
import { shared } from './zh-cn/shared.ts';

export const zhCn: Catalogue = { ...shared, ...forms, ...requester, ...agent, ...learning };
