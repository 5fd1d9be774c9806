// Takes the ending off an English or Russian word; remembers, because stemming costs more than looking up.
import { newStemmer } from 'snowball-stemmers';

const english = newStemmer('english');
const russian = newStemmer('russian');
// Names that a stem would make another word: Teams is no team, Windows no window, quite is not quit.
const kept = [
  'teams',
  'windows',
  'forms',
  'words',
  'excellent',
  'quite',
  'news',
  'does',
  'official',
  'operator',
  'authenticator',
  'member',
  'reporter',
  'personal',
  'person',
  'poster',
  'general',
  'установите',
  'поставьте',
  'верните',
  'подключите',
  'выдайте',
  'сделайте',
  'почините',
  'настройте',
  'добавьте',
  'прошу',
  'большое',
  'больше',
  'просьба',
];
const remembered = new Map<string, string>();
// Questions bring new words for ever.
const mostRemembered = 50_000;

function forget(): void {
  remembered.clear();
  for (const name of kept) remembered.set(name, name);
}
forget();

export function stemOf(word: string): string {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  if (remembered.size >= mostRemembered) forget();
  const stem = /[\u0400-\u04ff]/.test(word) ? russian.stem(word) : english.stem(word);
  remembered.set(word, stem);
  return stem;
}
