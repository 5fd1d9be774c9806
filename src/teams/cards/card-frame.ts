// What every card of a requester has: its language, the line on top, what its buttons carry.
import type { CardMoment } from '../../domain/notice.ts';
import { clip } from '../../domain/plain-text.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { CardKey } from '../../flows/ports.ts';
import type { Translate } from '../../i18n/translate.ts';
import { refusalText } from '../texts/refusal.ts';

/** The renderer's schema takes a language without a region. */
const tags = { en: 'en', ru: 'ru', 'zh-cn': 'zh' } as const;

export type CardFrame = {
  readonly lang: string;
  readonly fallback: string;
  /** Empty when there is nothing to say about the press just made. */
  readonly flash: string;
  /** Between a label and what it labels: a full-width colon brings its own. */
  readonly gap: string;
  readonly card: string;
  readonly nonce: string;
};

export function cardFrame(t: Translate, key: CardKey, moment: CardMoment): CardFrame {
  return {
    lang: tags[t.locale],
    fallback: t('fallback'),
    flash: moment.flash ? refusalText(moment.flash, t) : '',
    gap: t.locale === 'zh-cn' ? '' : ' ',
    card: key.card,
    nonce: key.nonce,
  };
}

const titleLength = 70;

/** The requester's own words in one short line, unless they deleted them: for a TextRun, never for Markdown. */
export function titleOf(ticket: Ticket, t: Translate): string {
  const words = (ticket.answers.summary ?? ticket.question).replace(/\s+/g, ' ').trim();
  if (words === '') return t('request.question-deleted');
  return clip(words, titleLength, '…').replace(/[\s,.:;]+\S{0,12}…$/, '…');
}
