// Whether an agent's words reached the requester, and if not, why and what to do instead.
import type { Message } from '../../domain/message.ts';
import { clip } from '../../domain/plain-text.ts';
import type { Facts } from '../../flows/ports.ts';
import { translator } from '../../i18n/translate.ts';
import { dated, shortWhen } from '../../i18n/when.ts';

const knownFailures = ['blocked', 'uninstalled', 'disabled', 'gone', 'refused'] as const;

const quoted = 2000;

/** What the agent was asked about, as long as it can be sent. */
export function wordsToSendAgain({ undelivered = [], isReachable }: Facts): readonly Message[] {
  return isReachable ? undelivered.filter((m) => m.offeredAt !== undefined && !m.deleted) : [];
}

/** The beginning of the words, and when they were written. */
export function quoteOf(message: Message, { recipient }: Facts): string {
  const t = translator(recipient.locale);
  const text = clip(message.text.replace(/\s+/g, ' ') || message.files.join(', '), quotedOnCard);
  return t('agent.failed.quote', { text, when: dated(message.saidAt, recipient) });
}

const quotedOnCard = 120;

/** One sentence or two about this message, for a reader in the partner's channel. */
export function deliveryText(message: Message, name: string, facts: Facts): string {
  const { now, recipient } = facts;
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
      if (wordsToSendAgain(facts).some((m) => m.id === message.id)) {
        return t('agent.delivery.offered', { name });
      }
      const known = knownFailures.find((code) => code === message.failure);
      return known
        ? t(`agent.delivery.${known}`, { name })
        : t('agent.delivery.other', { name, code: message.failure ?? '?' });
    }
  }
}
