// What Teams would draw badly or not at all: every card that the service sends is looked through.
import { type Card, textIn } from './card.ts';

const maxBytes = 25_000;
const drawable: readonly string[] = [
  'AdaptiveCard',
  'TextBlock',
  'RichTextBlock',
  'TextRun',
  'FactSet',
  'Container',
  'ColumnSet',
  'Column',
  'Table',
  'TableRow',
  'TableCell',
  'ActionSet',
  'Image',
  'Input.Text',
  'Input.ChoiceSet',
  'Input.Number',
  'Input.Date',
  'Action.Execute',
  'Action.OpenUrl',
  'Action.ShowCard',
  'Action.ToggleVisibility',
];
const dead = /\$\{|\bundefined\b|\[object /;

/** Empty when all is well. */
export function cardFaults(card: Card): string[] {
  const faults: string[] = [];
  const bytes = Buffer.byteLength(JSON.stringify(card));
  if (bytes > maxBytes) faults.push(`${bytes} bytes`);
  if (card.version !== '1.5') faults.push(`version ${textIn(card.version) || 'missing'}`);
  if (textIn(card.fallbackText) === '') faults.push('no fallbackText');
  walk(card, faults);
  return faults;
}

function walk(value: unknown, faults: string[]): void {
  if (Array.isArray(value)) {
    for (const inner of value) walk(inner, faults);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const element = value as Card;
  const type = textIn(element.type);
  if (type !== '' && !drawable.includes(type)) faults.push(`element ${type}`);
  for (const [key, inner] of Object.entries(element)) {
    // A TextRun holds people's own words, whatever they are.
    if (typeof inner === 'string' && type !== 'TextRun' && key !== 'value' && dead.test(inner)) {
      faults.push(`${type || 'data'}.${key}: ${inner.slice(0, 80)}`);
    }
    if (key === 'url' && typeof inner === 'string' && !inner.startsWith('https://')) {
      faults.push(`address ${inner.slice(0, 80)}`);
    }
    walk(inner, faults);
  }
}
