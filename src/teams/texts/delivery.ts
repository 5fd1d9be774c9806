// Whether an agent's words reached the requester, and if not, why and what to do instead.
import type { Message } from '../../domain/message.ts';
import { clip } from '../../domain/plain-text.ts';
import type { Facts } from '../../flows/ports.ts';
import { translator } from '../../i18n/translate.ts';
import { shortWhen } from '../../i18n/when.ts';

const knownFailures = ['blocked', 'uninstalled', 'disabled', 'gone', 'refused'] as const;

const quoted = 2000;

/** One sentence or two about this message, for a reader in the partner's channel. */
export function deliveryText(message: Message, name: string, { now, recipient }: Facts): string {
  const t = translator(recipient.locale);
  switch (message.delivery) {
    case 'delivered': {
      const delivered = { name, when: shortWhen(now, now, recipient.zone, recipient.locale) };
      // What was typed in the thread stands there already.
      return message.sourceActivityId === undefined
        ? t('agent.delivery.quoted', {
            ...delivered,
            author: message.authorName,
            text: clip(message.text, quoted),
          })
        : t('agent.delivery.delivered', delivered);
    }
    case 'sending':
      return t('agent.delivery.sending', { name });
    case 'unsure':
      return t('agent.delivery.unsure', { name });
    case 'private':
      return t('agent.note-kept', { name });
    case 'not-delivered': {
      const known = knownFailures.find((code) => code === message.failure);
      return known
        ? t(`agent.delivery.${known}`, { name })
        : t('agent.delivery.other', { name, code: message.failure ?? '?' });
    }
  }
}
