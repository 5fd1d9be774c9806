// Every reason that an attempt can end a message with, as the connector's answers give it, has a true sentence.
import { describe, expect, it } from 'vitest';
import { giveUpAfterMs } from '../../../src/domain/delivery.ts';
import { judgeDelivery } from '../../../src/flows/judge-delivery.ts';
import type { DeliveryResult, OutboxRow, SendResult } from '../../../src/flows/outbox-ports.ts';
import { notConnected, resultOf, resultOfFailure } from '../../../src/teams/connector-answer.ts';
import { deliveryText } from '../../../src/teams/texts/delivery.ts';
import { sampleMessage } from '../../support/agent-samples.ts';
import { now, sampleFacts, sampleTicket } from '../../support/samples.ts';

const ticket = sampleTicket();
const { tenantId } = ticket;

/** An agent's words, tried for more than a day. */
const words: OutboxRow = {
  id: 'row-1',
  lane: 'chat:a:1',
  tenantId,
  sequence: 1,
  class: 'owed',
  priority: 0,
  destination: { to: 'chat', tenantId, chatId: 'a:1' },
  notice: { kind: 'relay', tenantId, ticketId: ticket.id, messageId: 'message-1' },
  createdAt: now - giveUpAfterMs,
  attempts: 1_000,
  lostAnswers: 0,
  part: 1,
  leaseOwner: 'test',
  leaseUntil: now,
};

/** What it comes to when Teams never answers anything else. */
function ended(answer: SendResult, row = words): DeliveryResult {
  const result = judgeDelivery(now, 0, row, { type: 'post', part: 1, parts: 1 }, answer);
  if (result.state !== 'pending') return result;
  if (row.lostAnswers > 5) throw new Error('it never ends');
  return ended(answer, { ...row, reason: result.reason, lostAnswers: row.lostAnswers + 1 });
}

function saidOf(result: DeliveryResult): string {
  const failure = 'reason' in result ? (result.reason ?? '') : '';
  const delivery = result.state === 'ambiguous' ? 'unsure' : 'not-delivered';
  return deliveryText(
    sampleMessage({ delivery, failure }),
    'Anna Petrova',
    sampleFacts('en', 'agent', { ticket }),
  );
}

const answered = (status: number, code = ''): SendResult =>
  resultOf('post', { status, retryAfter: undefined, body: JSON.stringify({ error: { code } }) }, now);

const gone = 'the chat no longer exists';
const refused = 'Teams refused the message. Shorten it';
const forbidden = 'Teams does not let the bot write there';
const away = 'Teams could not be reached (';
const ours = 'the bot could not send it (';

const sentences: readonly [status: number, code: string, sentence: string][] = [
  [302, '', ours],
  [400, 'BadArgument', refused],
  [400, 'BadSyntax', refused],
  [403, 'Whatever', forbidden],
  [403, 'ConversationBlockedByUser', 'the bot is blocked there'],
  [403, 'MessageWritesBlocked', 'the bot is blocked there'],
  [403, 'BotNotInConversationRoster', 'the app has been removed there'],
  [403, 'BotDisabledByAdmin', 'the account is disabled'],
  [403, 'InvalidBotApiHost', ours],
  [404, 'ConversationNotFound', gone],
  [404, 'ActivityNotFoundInConversation', ours],
  [405, '', refused],
  [410, '', gone],
  [412, '', away],
  [413, '', refused],
  [429, '', away],
];

describe('words that did not arrive', () => {
  it.each(sentences)('because Teams answered %i %s', (status, code, sentence) => {
    expect(saidOf(ended(answered(status, code)))).toContain(sentence);
  });

  it('are nobody’s refusal when a server has a fault or cannot be reached, and else never an outage', () => {
    const outages = [412, 429];
    for (let status = 300; status < 600; status += 1) {
      if (status === 408 || status >= 500 || outages.includes(status)) continue;
      expect(saidOf(ended(answered(status))), String(status)).not.toContain(away);
    }
    for (const reason of ['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED']) {
      const failure = notConnected(Object.assign(new Error('x'), { code: reason }));
      expect(saidOf(ended(resultOfFailure('post', failure)))).toContain(`${away}${reason})`);
    }
    for (const reason of ['http-408', 'http-500', 'http-503', 'timeout'])
      expect(saidOf({ state: 'dead', reason })).toContain(`${away}${reason})`);
  });

  it('because one chat alone refuses our token', () => {
    expect(saidOf(ended({ outcome: 'forbidden', reason: 'token-refused' }))).toContain(forbidden);
  });

  it.each([
    ['gone', gone],
    ['forbidden', forbidden],
    ['uninstalled', 'the app has been removed there'],
  ])('because the chat is known to be lost: %s', (reason, sentence) => {
    expect(saidOf({ state: 'parked', reason })).toContain(sentence);
  });

  it.each(['internal', 'service-url-not-allowed', 'unauthorized'])('by a fault of ours: %s', (reason) => {
    expect(saidOf({ state: 'dead', reason })).toContain(`${ours}${reason})`);
  });
});
