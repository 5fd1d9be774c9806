// Microsoft's news of a service issue, quoted as Microsoft's.

import { gistOf } from '../../domain/issue-post.ts';
import type { TextNotice } from '../../domain/notice.ts';
import { clip } from '../../domain/plain-text.ts';
import type { Facts } from '../../flows/ports.ts';
import type { Translate } from '../../i18n/translate.ts';
import { when } from '../../i18n/when.ts';
import { nextUpdate, serviceName } from '../cards/service-issue.ts';

type News = Extract<TextNotice, { kind: 'issue-news' }>;

const wordLength = 800;

/** As it stands at delivery; of an issue that is not kept any more only the id is left. */
export function issueNews({ news, issueId }: News, facts: Facts, t: Translate): string {
  const { health, now, recipient } = facts;
  const issue = health?.issue;
  const at = (ms: number) => when(ms, now, recipient.zone, t.locale);
  const name = { id: issueId, service: serviceName(issue ?? { service: '' }) };
  const lines = [
    news === 'found'
      ? t('text.issue.found', { ...name, when: at(issue?.startedAt ?? now) })
      : t(`text.issue.${news}`, name),
  ];
  if (issue?.lastWord) {
    const { text, saidAt } = issue.lastWord;
    lines.push(t('text.issue.quoted', { when: at(saidAt) }), quoted(clip(gistOf(text), wordLength)));
  }
  const next = issue && news !== 'over' ? nextUpdate(issue, facts, t) : '';
  if (next !== '') lines.push(next);
  if (news === 'found') lines.push(t('text.issue.watch'));
  if (news === 'word') lines.push(t('text.issue.unwatch'));
  return lines.join('\n');
}

/** Each line marked, so that none of them passes for one of ours. */
function quoted(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `> ${line}`)
    .join('\n');
}
