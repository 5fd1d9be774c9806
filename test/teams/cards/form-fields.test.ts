import { describe, expect, it } from 'vitest';
import type { FormField } from '../../../src/domain/diagnostics.ts';
import { translator } from '../../../src/i18n/translate.ts';
import { formFields } from '../../../src/teams/cards/form-fields.ts';

const t = translator('en');
const quantity: FormField = { id: 'quantity', kind: 'number', required: false };
const date: FormField = { id: 'dateWanted', kind: 'date', required: false };
const newPhone: FormField = { id: 'newPhone', kind: 'choice', required: true, choices: ['yes', 'no'] };
const summary: FormField = { id: 'summary', kind: 'multiline', required: true, maxLength: 50 };

describe('formFields', () => {
  it.each([
    [quantity, '12', { value: '12', number: 12 }],
    [quantity, 'a dozen', { value: '', number: 0 }],
    [date, '2026-12-01', { value: '2026-12-01' }],
    [date, 'soon', { value: '' }],
    [date, '2026-13-45', { value: '' }],
    [newPhone, 'yes', { value: 'yes' }],
    [newPhone, 'perhaps', { value: '' }],
    [summary, 'anything', { value: 'anything', maxLength: 50, required: true }],
  ])('%o with %s', (field, value, expected) => {
    expect(formFields([field], { [field.id]: value }, [], t)).toMatchObject([expected]);
  });

  it('labels choices and faults', () => {
    const faults = [
      { field: 'newPhone', fault: 'missing' },
      { field: 'summary', fault: 'too-long' },
    ] as const;
    expect(formFields([newPhone, summary], {}, faults, t)).toMatchObject([
      {
        choices: [
          { title: 'Yes', value: 'yes' },
          { title: 'No', value: 'no' },
        ],
        fault: 'Choose yes, no or “I don’t know”.',
      },
      { fault: 'Shorten this to 50 characters or fewer.' },
    ]);
  });
});
