// What the requester filled in reaches Microsoft, whichever form it was and whatever field it gets next.
import { describe, expect, it } from 'vitest';
import {
  type Answers,
  type FormField,
  type FormId,
  formIds,
  forms,
} from '../../../src/domain/diagnostics.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { packetValues } from '../../../src/i18n/en/packet.ts';
import { type Key, translator } from '../../../src/i18n/translate.ts';
import { packetText } from '../../../src/teams/cards/packet.ts';
import { maxCardBytes } from '../../../src/teams/cards/render.ts';
import { present } from '../../../src/teams/present.ts';
import { agentSamples, sampleEscalation } from '../../support/agent-samples.ts';
import { sampleCustomer, sampleSettings, sampleTicket } from '../../support/samples.ts';

const t = translator('en');

function valueFor({ id, kind, choices, pattern, maxLength = 20 }: FormField): string {
  if (choices) return choices.findLast((choice) => choice !== 'unknown') ?? '';
  if (kind === 'number') return '4711';
  if (kind === 'date') return '2026-12-24';
  if (pattern !== undefined) return `${id}@contoso.com`;
  return `«${id}» ${'码'.repeat(maxLength)}`.slice(0, maxLength);
}

/** All fields of a form, filled to their length. */
function filled(formId: FormId): Partial<Ticket> & { readonly answers: Answers } {
  return {
    formId,
    answers: Object.fromEntries(forms[formId].map((field) => [field.id, valueFor(field)])),
    question: '问'.repeat(1_500),
    language: 'zh-cn',
  };
}

function wordsFor({ id, choices }: FormField, value: string): string {
  if (id === 'workaround') return packetValues.workarounds[value as 'full'];
  return choices ? t(`choice.${id}.${value}` as Key) : value;
}

describe.each(formIds)('the form %s, filled in', (formId) => {
  const { answers, ...about } = filled(formId);
  const { product = 'outlook', startedAt, scope } = answers;
  const ticket = sampleTicket({ ...about, answers, product: product as Ticket['product'] });
  const answered = {
    ...sampleEscalation().answers,
    ...(startedAt && { startedAt }),
    ...(scope && { scope }),
  };
  const escalation = sampleEscalation({ answers: answered });

  it.each(forms[formId].map((field) => [field.id, field] as const))('tells Microsoft its %s', (id, field) => {
    const packet = packetText({
      ticket,
      escalation,
      customer: sampleCustomer,
      settings: sampleSettings,
      files: [],
    });
    const value = answers[id] ?? '';
    const expected = id === 'product' ? t(`product.${value as Ticket['product']}`) : wordsFor(field, value);
    expect(expected).not.toBe('');
    expect(packet).toContain(expected);
  });

  it('still fits into a card', () => {
    for (const { notice, facts } of agentSamples('zh-cn')) {
      if (notice.kind !== 'escalation' || !facts.escalation || !facts.ticket) continue;
      const shown = present(
        notice,
        { ...facts, ticket: { ...facts.ticket, ...about, answers } },
        { card: 'card-1', nonce: 'n' },
      );
      expect(Buffer.byteLength(JSON.stringify(shown))).toBeLessThanOrEqual(maxCardBytes);
    }
  });
});

it('leaves out what the requester does not know', () => {
  const ticket = sampleTicket({ formId: 'sign-in', answers: { summary: 'x', signInMethod: 'unknown' } });
  const escalation = sampleEscalation();
  const packet = packetText({
    ticket,
    escalation,
    customer: sampleCustomer,
    settings: sampleSettings,
    files: [],
  });
  expect(packet).not.toContain(t('field.signInMethod.short'));
  expect(packet).not.toContain(t('choice.signInMethod.unknown'));
});
