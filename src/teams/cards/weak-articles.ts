// For leads: the articles that help least, with what came of each in each language.
import { articleDays, endedShare, shownTimes, type Tally } from '../../domain/lesson.ts';
import type { CardMoment } from '../../domain/notice.ts';
import { clip } from '../../domain/plain-text.ts';
import type { CardKey, Facts } from '../../flows/ports.ts';
import { type Translate, translator } from '../../i18n/translate.ts';
import { subject } from './agent-words.ts';
import { cardFrame } from './card-frame.ts';
import { type CardData, render } from './render.ts';
import type { CardView } from './view.ts';

const maxTitle = 120;

export function weakArticlesCard(facts: Facts, key: CardKey, moment: CardMoment): CardView {
  const t = translator(facts.recipient.locale);
  const tallies = subject(facts.weakArticles, 'list');
  const title = t('learning.weak.title');
  const days = { days: articleDays };
  const card = render('learning', {
    ...cardFrame(t, key, moment),
    title,
    text: tallies.length === 0 ? t('learning.weak.empty', days) : t('learning.weak.text', days),
    items: tallies.map((tally) => item(tally, facts, t)),
    more: '',
  });
  return { card, summary: title };
}

function item(tally: Tally, { article }: Facts, t: Translate): CardData {
  const { articleId, locale } = tally;
  const title = clip(article(articleId)?.title ?? articleId, maxTitle);
  // The two that are seldom say nothing while there are none.
  const failed = (['refuted', 'returned', 'left'] as const).filter(
    (upshot) => upshot === 'refuted' || tally[upshot] > 0,
  );
  const words = (upshots: readonly ('confirmed' | 'assumed' | 'refuted' | 'returned' | 'left')[]) =>
    upshots.map((upshot) => t(`learning.weak.${upshot}`, { count: tally[upshot] })).join(' · ');
  return {
    title: t('learning.weak.name', { title, language: t(`agent.language.${locale}`) }),
    lines: [
      { text: t('learning.weak.share', { count: shownTimes(tally), share: endedShare(tally) }) },
      { text: words(failed) },
      { text: words(['confirmed', 'assumed']) },
    ],
    quotes: [],
    note: '',
  };
}
