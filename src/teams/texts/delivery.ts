// Whether an agent's words reached the requester, and if not, why and what to do instead.
import type { Message } from '../../domain/message.ts';
import { clip } from '../../domain/plain-text.ts';
import type { Facts } from '../../flows/ports.ts';
import { translator } from '../../i18n/translate.ts';
import { dated, shortWhen } from '../../i18n/when.ts';

type Known = 'blocked' | 'uninstalled' | 'disabled' | 'gone' | 'forbidden' | 'refused' | 'failed' | 'other';

/** By the reasons of the connector's answers and of ours; of those with a number see `failureOf`. */
const failures: Readonly<Record<string, Known>> = {
  blocked: 'blocked',
  uninstalled: 'uninstalled',
  disabled: 'disabled',
  gone: 'gone',
  'conversation-not-found': 'gone',
  forbidden: 'forbidden',
  'token-refused': 'forbidden',
  'too-big': 'refused',
  'activity-not-found': 'failed',
  internal: 'failed',
  'service-url-not-allowed': 'failed',
  unauthorized: 'failed',
  'wrong-host': 'failed',
};

/** Whatever has no sentence of its own is an outage: no connection, no answer, or one of a server's faults. */
function failureOf(reason: string): Known {
  const [, status] = /^http-(\d{3})$/.exec(reason) ?? [];
  if (status === undefined) return failures[reason] ?? 'other';
  if (status.startsWith('5') || status === '408') return 'other';
  return status.startsWith('4') ? 'refused' : 'failed';
}

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
      const code = message.failure ?? '?';
      const known = failureOf(code);
      return known === 'other' || known === 'failed'
        ? t(`agent.delivery.${known}`, { name, code })
        : t(`agent.delivery.${known}`, { name });
    }
  }
}
