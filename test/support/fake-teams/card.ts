// Reads and presses an Adaptive Card as a person does: what stands on it, which buttons, which inputs.

export type Card = Readonly<Record<string, unknown>>;
type Element = Readonly<Record<string, unknown>>;
export type Inputs = Readonly<Record<string, string | number>>;

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function elements(value: unknown): Element[] {
  return Array.isArray(value) ? value.filter(isElement) : [];
}

export function textIn(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const containers = ['body', 'items', 'columns', 'rows', 'cells', 'actions', 'images'] as const;

/** Everything below an element that is drawn with it; what a ShowCard unfolds counts as drawn. */
function childrenOf(element: Element): Element[] {
  const inner = containers.flatMap((key) => elements(element[key]));
  return isElement(element.card) ? [...inner, element.card] : inner;
}

/**
 * All words that can be read, one line per text, in reading order: texts, facts, labels, values, button
 * titles, and what a button unfolds.
 */
export function textOf(card: Card): string {
  const lines = linesOf(card, unfoldedBy(card));
  return lines.filter((line) => line !== '').join('\n');
}

function linesOf(element: Element, foldedIds: readonly string[]): string[] {
  if (element.isVisible === false && !foldedIds.includes(textIn(element.id))) return [];
  return [...ownLines(element), ...childrenOf(element).flatMap((inner) => linesOf(inner, foldedIds))];
}

/** Ids of what the buttons of the kind ToggleVisibility bring to light. */
function unfoldedBy(element: Element): string[] {
  const targets: unknown[] = Array.isArray(element.targetElements) ? element.targetElements : [];
  const own = targets.map((target) => textIn(isElement(target) ? target.elementId : target));
  return [...own, ...childrenOf(element).flatMap(unfoldedBy)];
}

function ownLines(element: Element): string[] {
  const type = textIn(element.type);
  if (type === 'RichTextBlock') return [runsOf(element).join('')];
  if (type === 'FactSet') {
    return elements(element.facts).map((fact) => `${textIn(fact.title)} ${textIn(fact.value)}`);
  }
  if (type.startsWith('Input.')) return [textIn(element.label), textIn(element.title), shownValue(element)];
  return [textIn(element.text), textIn(element.altText), textIn(element.title)];
}

function runsOf(element: Element): string[] {
  const runs: unknown[] = Array.isArray(element.inlines) ? element.inlines : [];
  return runs.map((run) => (isElement(run) ? textIn(run.text) : textIn(run)));
}

function shownValue(input: Element): string {
  const chosen = elements(input.choices).find((choice) => choice.value === input.value);
  return chosen ? textIn(chosen.title) : textIn(input.value);
}

export interface Button {
  readonly type: string;
  readonly title: string;
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly url: string;
  /** What a client sends along: the inputs of its own card and of the cards around it. */
  readonly inputs: readonly Element[];
}

/** The buttons a person can reach, folded ones included. */
export function buttonsOf(card: Card, around: readonly Element[] = []): Button[] {
  const inputs = [...around, ...inputsOf(card)];
  return actionsOf(card).flatMap((action) => {
    if (action.type === 'Action.ShowCard' && isElement(action.card)) return buttonsOf(action.card, inputs);
    return [
      {
        type: textIn(action.type),
        title: textIn(action.title),
        verb: textIn(action.verb),
        data: isElement(action.data) ? action.data : {},
        url: textIn(action.url),
        inputs: action.associatedInputs === 'none' ? [] : inputs,
      },
    ];
  });
}

/** Actions of this card, not of the cards that they unfold. */
function actionsOf(element: Element): Element[] {
  if (element.isVisible === false) return [];
  const own = isElement(element.selectAction) ? [element.selectAction] : [];
  if (textIn(element.type).startsWith('Action.')) return [element];
  return [...own, ...[...containers, 'inlines'].flatMap((key) => elements(element[key])).flatMap(actionsOf)];
}

function inputsOf(element: Element): Element[] {
  const type = textIn(element.type);
  if (type.startsWith('Input.')) return [element];
  if (type.startsWith('Action.')) return [];
  return containers.flatMap((key) => elements(element[key])).flatMap(inputsOf);
}

/** What stands in the inputs of a button now, by id: what a prefilled form already knows. */
export function valuesOf(button: Button): Record<string, string> {
  return Object.fromEntries(button.inputs.map((input) => [textIn(input.id), textIn(input.value)]));
}

/**
 * The `data` that a Teams client sends for this button: its own data and the inputs, empty ones left out.
 *
 * @throws Error when no client would send: an input that is not there, a choice that is not offered, a text
 * that is too long, a required input left empty.
 */
export function submit(button: Button, typed: Inputs): Record<string, unknown> {
  for (const id of Object.keys(typed)) {
    if (!button.inputs.some((input) => input.id === id)) {
      throw new Error(`the card has no input "${id}" for the button "${button.title}"`);
    }
  }
  const entered = button.inputs.map((input) => [textIn(input.id), enter(input, typed)] as const);
  return { ...button.data, ...Object.fromEntries(entered.filter(([, value]) => value !== '')) };
}

function enter(input: Element, typed: Inputs): string {
  const id = textIn(input.id);
  const given = typed[id];
  const value = given === undefined ? textIn(input.value) : String(given);
  const refuse = (why: string) => {
    throw new Error(
      `the client refuses "${id}" (${why}): ${textIn(input.errorMessage) || 'no error message'}`,
    );
  };
  if (value === '') return input.isRequired === true ? refuse('required') : '';
  if (input.type === 'Input.ChoiceSet' && !elements(input.choices).some((c) => c.value === value)) {
    return refuse(`"${value}" is not offered`);
  }
  if (typeof input.maxLength === 'number' && value.length > input.maxLength) return refuse('too long');
  if (typeof input.regex === 'string' && !new RegExp(input.regex).test(value)) return refuse('malformed');
  return value;
}
