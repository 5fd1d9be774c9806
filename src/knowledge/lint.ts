// The rules that our articles are held to, beyond what reading them asks for.
import type { Article } from '../domain/article.ts';
import type { Locale } from '../domain/locale.ts';
import { isForPartners, knownHosts } from './addresses.ts';

export interface Finding {
  /** `<topic-id>/<language>.md`. */
  readonly place: string;
  readonly what: string;
  readonly remedy: string;
}

const most = { title: 90, summary: 300, step: 300, outcome: 300, stopWhen: 300, symptom: 120, collect: 120 };
const symptomCount = { least: 6, most: 24 };
const urlLocale: Readonly<Record<Locale, string>> = { en: 'en-us', ru: 'ru-ru', 'zh-cn': 'zh-cn' };
const person: Readonly<Record<Locale, RegExp>> = { en: /person/, ru: /специалист/, 'zh-cn': /人工支持/ };
const script: Readonly<Record<Locale, RegExp>> = {
  en: /^[^\p{Script=Cyrillic}\p{Script=Han}]+$/u,
  ru: /\p{Script=Cyrillic}/u,
  'zh-cn': /\p{Script=Han}/u,
};

type Told = readonly [what: string, remedy: string];

/** What is wrong with them; articles that cannot even be read are not among them. */
export function lintArticles(articles: readonly Article[]): Finding[] {
  const findings = articles.flatMap((article) =>
    [...lintTexts(article), ...lintSymptoms(article), ...lintAddresses(article)].map(([what, remedy]) => ({
      place: placeOf(article),
      what,
      remedy,
    })),
  );
  return [...findings, ...lintRelations(articles)];
}

/** What is wrong between articles; `others` are topics that exist beside them. */
export function lintRelations(articles: readonly Article[], others: readonly string[] = []): Finding[] {
  const ids = new Set([...others, ...articles.map(({ id }) => id)]);
  const related = articles.flatMap((article) =>
    lintRelated(article, ids).map(([what, remedy]) => ({ place: placeOf(article), what, remedy })),
  );
  return [...related, ...lintSharedSymptoms(articles)];
}

const placeOf = ({ id, locale }: Article) => `${id}/${locale}.md`;

function lintTexts(article: Article): Told[] {
  const { locale, title, summary, steps, outcome, stopWhen, symptoms, collect, fixableBy } = article;
  const fields = [
    ['title', [title]],
    ['summary', [summary]],
    ['step', steps],
    ['outcome', outcome === undefined ? [] : [outcome]],
    ['stopWhen', stopWhen === undefined ? [] : [stopWhen]],
    ['collect', collect],
  ] as const;
  const told: Told[] = fields.flatMap(([name, texts]) =>
    texts.flatMap((text) => lintText(name, text, locale)),
  );
  for (const symptom of symptoms)
    if (symptom.length > most.symptom)
      told.push([`symptom is long: ${symptom}`, 'write it as people say it']);
  const partnerOnly = fixableBy.join() === 'partner';
  if (!partnerOnly && outcome === undefined)
    told.push(['the outcome is missing', 'say after the list what one should see']);
  if (stopWhen === undefined || !person[locale].test(stopWhen))
    told.push(['it is not said when to ask a person', 'end with a "> ..." line that says it']);
  return told;
}

function lintText(name: keyof typeof most, text: string, locale: Locale): Told[] {
  const told: Told[] = [];
  if (text.length > most[name])
    told.push([`${name} has ${text.length} characters`, `use ${most[name]} at most`]);
  if (/\*\*|`|\]\(|__|^#|[!！]|https?:/.test(text))
    told.push([
      `${name} has a mark: ${text}`,
      'write plain words without Markdown, addresses or exclamation marks',
    ]);
  if (name !== 'collect' && !script[locale].test(text))
    told.push([`${name} is not in the language of the page: ${text}`, 'translate it']);
  if (locale === 'zh-cn' && /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u.test(text))
    told.push([`${name} lacks a space between scripts: ${text}`, 'put one between Chinese and Latin']);
  if (locale === 'zh-cn' && /\p{Script=Han}[,;?]/u.test(text))
    told.push([`${name} has half-width punctuation: ${text}`, 'use ，；？']);
  return told;
}

function lintSymptoms({ symptoms, locale }: Article): Told[] {
  const told: Told[] = [];
  const { least, most } = symptomCount;
  if (symptoms.length < least || symptoms.length > most)
    told.push([`there are ${symptoms.length} symptoms`, `write ${least} to ${most}`]);
  if (locale !== 'en' && !symptoms.some((symptom) => script[locale].test(symptom)))
    told.push(['no symptom is in the language of the page', 'write them as people say them']);
  return told;
}

function lintAddresses({ helpUrl, adminTestUrl, locale }: Article): Told[] {
  return [helpUrl, adminTestUrl].flatMap((address): Told[] => {
    if (address === undefined) return [];
    const { hostname, pathname } = new URL(address);
    const told: Told[] = [];
    if (isForPartners(address))
      told.push([`${address} is marked for partners`, 'leave it out: customers cannot use it']);
    if (!knownHosts.includes(hostname))
      told.push([`${hostname} is no known host`, 'link to one of src/knowledge/addresses.ts']);
    else if (hostname !== 'aka.ms' && !pathname.startsWith(`/${urlLocale[locale]}/`))
      told.push([`${address} is in another language`, `begin its path with /${urlLocale[locale]}/`]);
    return told;
  });
}

function lintRelated({ id, related }: Article, ids: ReadonlySet<string>): Told[] {
  const told: Told[] = related
    .filter((other) => other === id || !ids.has(other))
    .map((other) => [`"related" names ${other}`, 'name other topics that exist']);
  if (new Set(related).size < related.length) told.push(['"related" names a topic twice', 'name each once']);
  return told;
}

/** Words that two topics list lead to neither. */
function lintSharedSymptoms(articles: readonly Article[]): Finding[] {
  const first = new Map<string, Article>();
  return articles.flatMap((article) =>
    article.symptoms.flatMap((symptom): Finding[] => {
      const key = `${article.locale} ${symptom
        .toLowerCase()
        .replaceAll(/[\s.,?]+/g, ' ')
        .trim()}`;
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, article);
        return [];
      }
      const remedy = `${placeOf(other)} has it too; keep it where it fits better`;
      return [{ place: placeOf(article), what: `symptom stands twice: ${symptom}`, remedy }];
    }),
  );
}
