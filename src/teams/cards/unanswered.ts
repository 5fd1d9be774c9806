// For leads: the questions that found no good answer, those that ask the same together.
import type { CardMoment } from '../../domain/notice.ts';
import { clip } from '../../domain/plain-text.ts';
import { lacks, questionDays, type UnansweredGroup } from '../../domain/unanswered.ts';
import type { CardKey, Facts } from '../../flows/ports.ts';
import { type Translate, translator } from '../../i18n/translate.ts';
import { dated } from '../../i18n/when.ts';
import { subject } from './agent-words.ts';
import { cardFrame } from './card-frame.ts';
import { type CardData, render } from './render.ts';
import type { CardView } from './view.ts';

const maxTitle = 120;

export function unansweredCard(facts: Facts, key: CardKey, moment: CardMoment): CardView {
  const t = translator(facts.recipient.locale);
  const { groups, more, newest } = subject(facts.unanswered, 'list');
  const title = t('learning.unanswered.title');
  const days = { days: questionDays };
  const whose = newest
    ? t('learning.unanswered.newest', { count: newest.count, when: dated(newest.since, facts.recipient) })
    : t('learning.unanswered.text', days);
  const card = render('learning', {
    ...cardFrame(t, key, moment),
    title,
    text: groups.length === 0 ? t('learning.unanswered.empty', days) : whose,
    items: groups.map((group) => item(group, facts, t)),
    more: more === 0 ? '' : t('learning.unanswered.more', { count: more }),
  });
  return { card, summary: title };
}

function item(group: UnansweredGroup, { recipient, article }: Facts, t: Translate): CardData {
  const { count, customers, lastAt, examples, nearestId } = group;
  const names = group.locales.map((locale) => t(`agent.language.${locale}`));
  const languages = new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(names);
  const why = lacks.filter((lack) => group.lacks[lack] > 0);
  const nearest = nearestId === undefined ? undefined : article(nearestId)?.title;
  return {
    title: t('learning.group.asked', { count, when: dated(lastAt, recipient) }),
    lines: [
      { text: t('learning.group.from', { count: customers, languages }) },
      { text: why.map((lack) => t(`learning.group.${lack}`, { count: group.lacks[lack] })).join(' · ') },
    ],
    quotes: examples.map((text) => ({ text: t('learning.group.quote', { text }) })),
    note: nearest === undefined ? '' : t('learning.group.nearest', { title: clip(nearest, maxTitle) }),
  };
}
