// A form filled to the brim, in Chinese, is taken: every button of every card with every input at its limit.
import { afterAll, describe, expect, it } from 'vitest';
import { createNonces, newNonceKey } from '../../src/card-nonces.ts';
import { locales } from '../../src/domain/locale.ts';
import { maxDataBytes, readPress } from '../../src/teams/card-verbs.ts';
import { present } from '../../src/teams/present.ts';
import { agentSamples } from '../support/agent-samples.ts';
import { requesterSamples } from '../support/card-samples.ts';
import { type Button, buttonsOf, type Card } from '../support/fake-teams/card.ts';

const card = '0b8e6a52-4b0f-4b61-9d8f-0a4a5f1f7c11';
const key = { card, nonce: createNonces(newNonceKey()).issue(card) };

const samples = locales.flatMap((locale) =>
  [...requesterSamples(locale), ...agentSamples(locale)].map((sample) => ({
    title: `${locale}, ${sample.name}`,
    sample,
  })),
);
let largest = 0;

describe.each(samples)('$title', ({ sample }) => {
  const { activity } = present(sample.notice, sample.facts, key, sample.moment);
  const [{ content }] = activity.attachments as [{ content: Card }];
  const presses = buttonsOf(content).filter(({ type }) => type === 'Action.Execute');

  it('has no form that the service would refuse', () => {
    for (const button of presses) {
      const data = filled(button);
      const bytes = Buffer.byteLength(JSON.stringify(data));
      largest = Math.max(largest, bytes);
      expect(bytes, button.title).toBeLessThanOrEqual(maxDataBytes);
      expect(readPress(button.verb, data), `${button.title} ${JSON.stringify(data)}`).toMatchObject({
        ok: true,
      });
    }
  });
});

afterAll(() => console.log(`card data: the largest full form has ${largest} of ${maxDataBytes} bytes`));

type Input = Button['inputs'][number];

function filled({ data, inputs }: Button): Record<string, unknown> {
  return { ...data, ...Object.fromEntries(inputs.map((input) => [String(input.id), mostOf(input)])) };
}

function mostOf({ type, maxLength, choices, id }: Input): string {
  if (type === 'Input.Number') return '9999999';
  if (type === 'Input.Date') return '2026-12-01';
  if (type === 'Input.Text') {
    expect(maxLength, `${String(id)} has a limit`).toBeTypeOf('number');
    return '码'.repeat(Number(maxLength));
  }
  const values = (choices as readonly { readonly value: string }[]).map(({ value }) => value);
  return values.reduce((longest, value) => (value.length > longest.length ? value : longest), '');
}
