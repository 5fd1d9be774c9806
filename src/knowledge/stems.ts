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
  'accounting',
  'accountant',
  'accountants',
  'active',
  'activity',
  'activities',
  'available',
  'building',
  'buildings',
  'edition',
  'editions',
  'important',
  'contacts',
  'beginning',
  'retirement',
  'internal',
  'internally',
  'unexpected',
  'presentation',
  'presentations',
  'different',
  'terminal',
  'applicant',
  'applicants',
  'organizer',
  'organiser',
  'disturbance',
  'planned',
  'planning',
  'noticed',
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
// Forms that the stemmer would join with another word's: a домен is no дом, правила are no права.
const families = [
  'правило правила правил правилу правилом правиле правилам правилами правилах',
  'телефония телефонии телефонию телефонией',
  'делиться делится делимся делюсь',
  'делся делась делось делись',
  'забит забита забито забиты забивается забился забилась',
  'отказано',
  'получается получилось получился получилась получится',
  'залить залил залила залили',
  'удаленно',
  'долги долг долга долгов долгу',
  'тупит тупят тупил тупила тупить',
  'достать достану достанет достаньте',
  'логиниться логинится логинюсь',
  'занятие занятия занятий занятию занятиях',
  'выдает выдают',
  'закрывать закрывает закрываю закрываем закрывают закрывал закрывали',
  'закрывающие закрывающих',
  'add adds added adding',
  'проблема проблемы проблеме проблему проблемой проблем проблемам проблемами проблемах',
  'имя имени именем имена имен именам именами именах',
  'время времени временем времена времен',
  'закрыт закрыта закрыто закрыты',
  'занят занята занято заняты',
  'заводить заводил заводила заводили заводим заводят',
  'перезагружал перезагружала перезагружали перезагружался перезагружалась',
  'перезагрузил перезагрузила перезагрузили',
  'выключал выключала выключали выключаю выключаем выключать',
  'отключал отключала отключали отключать отключаю',
  'занятость занятости занятостью',
  'записал записала записали записан записана записано',
  'отказался отказалась отказалось',
  'купили купил купила',
  'падало падали падала',
];
// Nouns whose bare form looks to the stemmer like a verb's: портал, but портале.
const nouns =
  'домен субдомен поддомен портал экран журнал псевдоним архив лимит триал прием режим канал филиал вызов терминал ' +
  'оригинал материал персонал интервал сигнал обмен токен экзамен модем объем реквизит аудит кредит актив объектив ' +
  'отзыв перерыв обрыв разрыв массив провал подвал финал гигабит мегабит визит дефицит транзит';
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

function forget(): void {
  remembered.clear();
  for (const name of kept) remembered.set(name, name);
  for (const [stem, form] of familyForms) remembered.set(form, stem);
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
