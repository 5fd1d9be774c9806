// Inputs of a form as data for a template: label, hint, choices, what was typed and what was wrong with it.
import { type FieldFault, type FieldId, type FormField, isDate } from '../../domain/diagnostics.ts';
import type { EscalationFieldId } from '../../domain/escalation.ts';
import type { Key, Translate } from '../../i18n/translate.ts';

type AnyFieldId = FieldId | EscalationFieldId;

/** One entry of `fields` in a card's data; every member is set, so that the template finds no hole. */
export type FieldData = {
  readonly id: string;
  readonly kind: FormField['kind'];
  readonly label: string;
  readonly hint: string;
  /** What the client says before it sends. */
  readonly error: string;
  readonly required: boolean;
  readonly maxLength: number;
  /** Empty when anything goes. */
  readonly pattern: string;
  readonly value: string;
  /** Of a date: the first that is taken. */
  readonly earliest: string;
  /** `value` for Input.Number, which takes no text; 0 while `value` is empty. */
  readonly number: number;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  /** What the service found wrong with what was sent; empty when nothing. */
  readonly fault: string;
};

const defaultMaxLength = 500;

/** What an agent may write into a card at once, as the templates say: with three bytes each it fits a press. */
export const maxWords = 2000;

/** The fields in their order, filled with `values`; a value that is no longer a choice is dropped. */
export function formFields(
  fields: readonly FormField<AnyFieldId>[],
  values: Readonly<Partial<Record<string, string>>>,
  faults: readonly FieldFault<string>[],
  t: Translate,
  earliest = '',
): FieldData[] {
  return fields.map((field) => {
    const maxLength = field.maxLength ?? defaultMaxLength;
    const value = legalValue(field, values[field.id] ?? '');
    const fault = faults.find((f) => f.field === field.id);
    return {
      id: field.id,
      kind: field.kind,
      label: t(`field.${field.id}.label`),
      hint: t(`field.${field.id}.hint`),
      error: t(`field.${field.id}.error`),
      required: field.required,
      maxLength,
      pattern: field.pattern ?? '',
      // What was too long is given back as long as it may be: the card itself must not grow too large.
      value: [...value].slice(0, maxLength).join(''),
      earliest,
      number: Number(value) || 0,
      choices: (field.choices ?? []).map((choice) => ({
        title: t(`choice.${field.id}.${choice}` as Key),
        value: choice,
      })),
      fault: fault ? faultText(field, fault, t) : '',
    };
  });
}

function legalValue(field: FormField<AnyFieldId>, value: string): string {
  if (field.kind === 'number') return /^\d{1,7}$/.test(value) ? value : '';
  if (field.kind === 'date') return isDate(value) ? value : '';
  return field.choices && !field.choices.includes(value) ? '' : value;
}

function faultText(field: FormField<AnyFieldId>, fault: FieldFault<string>, t: Translate): string {
  return fault.fault === 'too-long'
    ? t('field.too-long', { max: field.maxLength ?? defaultMaxLength })
    : t(`field.${field.id}.error`);
}
