import { AppError } from '../../domain/errors.ts';
import type { Facts } from '../../flows/ports.ts';
import { translator } from '../../i18n/translate.ts';

/** A person's words under their name, with the ticket's number for a requester, who may have several. */
export function relayText(facts: Facts): string {
  const { message, ticket, recipient } = facts;
  if (!message || !ticket) throw new AppError('unexpected', 'a relay without its message or ticket');
  const t = translator(recipient.locale);
  const name = message.authorName;
  const from =
    recipient.side === 'requester'
      ? t('relay.from-agent', { name, number: ticket.number })
      : t('relay.from-requester', { name });
  const head = t('relay.head', {
    head: message.edited && !message.deleted ? t('relay.edited', { head: from }) : from,
  });
  if (message.deleted) return `${head}\n${t('relay.deleted')}`;
  const files = message.files.length === 0 ? '' : t('relay.files', { names: message.files.join(', ') });
  return [head, message.text, files].filter((line) => line !== '').join('\n');
}
