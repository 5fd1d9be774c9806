// Takes the ending off an English or Russian word; remembers, because stemming costs more than looking up.
import { newStemmer } from 'snowball-stemmers';
import { families, kept, nouns } from './words/forms.ts';

const english = newStemmer('english');
const russian = newStemmer('russian');
const nounEndings = ['', 'а', 'у', 'ом', 'е', 'ы', 'ов', 'ам', 'ами', 'ах'];
const familyForms = [
  ...families,
  ...nouns.split(' ').map((noun) => nounEndings.map((ending) => noun + ending).join(' ')),
].flatMap((family) => {
  const forms = family.split(' ');
  return forms.map((form) => [forms[0] ?? form, form] as const);
});
const remembered = new Map<string, string>();
// Questions bring new words for ever.
const mostRemembered = 50_000;
/** What is longer is no word, and to look for its ending would take long. */
const longestWord = 64;

function forget(): void {
  remembered.clear();
  for (const name of kept) remembered.set(name, name);
  for (const [stem, form] of familyForms) remembered.set(form, stem);
}
forget();

export function stemOf(word: string): string {
  if (word.length > longestWord) return word;
  const known = remembered.get(word);
  if (known !== undefined) return known;
  if (remembered.size >= mostRemembered) forget();
  const stem = /[\u0400-\u04ff]/.test(word) ? russian.stem(word) : english.stem(word);
  remembered.set(word, stem);
  return stem;
}
