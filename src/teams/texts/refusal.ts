import type { Flash } from '../../domain/notice.ts';
import type { Translate } from '../../i18n/translate.ts';

/** Why something that was asked did not happen: one sentence, for either side. */
export function refusalText(flash: Flash, t: Translate): string {
  const { reason, by, queue } = flash;
  switch (reason) {
    case 'claimed-by-other':
      return t('refused.claimed-by-other', { by: by ?? t('refused.somebody') });
    case 'ticket-moved':
      // Older rows have it in `by`.
      return t('refused.ticket-moved', { queue: queue ?? by ?? '?' });
    case 'maybe-command':
      return queue === undefined
        ? t('refused.maybe-command')
        : t('refused.maybe-transfer', { queues: queue });
    default:
      return t(`refused.${reason}`);
  }
}
