// What each card builder gets and gives.
import type { CardKind, CardMoment, CardNotice } from '../../domain/notice.ts';
import type { CardKey, Facts } from '../../flows/ports.ts';
import type { Card } from './render.ts';

/** A card and the sentence that the notification shows instead of "sent a card". */
export interface CardView {
  readonly card: Card;
  readonly summary: string;
}

export type BuildCard<Kind extends CardKind> = (
  notice: Extract<CardNotice, { kind: Kind }>,
  facts: Facts,
  key: CardKey,
  moment: CardMoment,
) => CardView;
