import type { Flash } from '../../domain/notice.ts';
import type { Translate } from '../../i18n/translate.ts';

/** Why something that was asked did not happen: one sentence, for either side. */
export function refusalText(flash: Flash, t: Translate): string {
  return flash.reason === 'claimed-by-other'
    ? t('refused.claimed-by-other', { by: flash.by ?? t('refused.somebody') })
    : t(`refused.${flash.reason}`);
}
