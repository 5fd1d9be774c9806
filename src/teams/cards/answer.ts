// One card from the question to its end: an answer, a choice of answers, the form, and what became of it.
import type { Article } from '../../domain/article.ts';
import { forms } from '../../domain/diagnostics.ts';
import type { CardMoment } from '../../domain/notice.ts';
import { currentArticleId, type Question } from '../../domain/question.ts';
import { isCommercial } from '../../domain/triage.ts';
import type { Facts } from '../../flows/ports.ts';
import { type Translate, translator } from '../../i18n/translate.ts';
import { type CardFrame, cardFrame } from './card-frame.ts';
import { formFields } from './form-fields.ts';
import { type CardData, render } from './render.ts';
import type { BuildCard, CardView } from './view.ts';

export const answerCard: BuildCard<'answer'> = (_notice, facts, key, moment) => {
  const t = translator(facts.recipient.locale);
  const frame = cardFrame(t, key, moment);
  const { question } = facts;
  if (!question) return sentence(frame, t('answer.nothing.title'), t('answer.nothing.text'));
  switch (question.state) {
    case 'answered':
      return answered(frame, question, facts, t);
    case 'diagnosing':
      return form(frame, question, facts, moment, t);
    case 'settled':
      return sentence(frame, t('answer.settled'), t('answer.settled.text'));
    case 'ticket':
      return sentence(
        frame,
        t('answer.ticket'),
        facts.ticket ? t('answer.ticket.text', { number: facts.ticket.number }) : '',
      );
  }
};

function articleShown(question: Question, facts: Facts): Article | undefined {
  const id =
    currentArticleId(question) ?? (question.confidence === 'sure' ? question.articleIds[0] : undefined);
  return id === undefined ? undefined : facts.article(id);
}

function answered(frame: CardFrame, question: Question, facts: Facts, t: Translate): CardView {
  const article = articleShown(question, facts);
  const others = question.articleIds
    .map((id, n) => ({ n, title: facts.article(id)?.title ?? '' }))
    .filter(({ n, title }) => title !== '' && question.articleIds[n] !== article?.id);
  if (article) return oneAnswer(frame, article, others.slice(0, 2), t);
  const found = others.length > 0;
  return view(frame, t, {
    kind: found ? 'choice' : 'nothing',
    title: found ? t('answer.choice.title') : t('answer.nothing.title'),
    text: found ? t('answer.choice.text') : t('answer.nothing.text'),
    choices: others.slice(0, 3),
  });
}

type Other = { readonly n: number; readonly title: string };

function oneAnswer(frame: CardFrame, article: Article, others: readonly Other[], t: Translate): CardView {
  const links = [
    { title: t('answer.help-page'), url: article.helpUrl },
    { title: t('answer.admin-test'), url: article.adminTestUrl },
  ].flatMap(({ title, url }) => (url?.startsWith('https://') ? [{ title, url }] : []));
  return view(frame, t, {
    kind: article.steps.length === 0 || isCommercial(article.category) ? 'partner' : 'article',
    title: article.title,
    text: article.summary,
    steps: article.steps.map((text, index) => ({ number: `${index + 1}.`, text })),
    outcome: article.outcome ?? '',
    stop: article.stopWhen ?? '',
    links,
    others,
  });
}

function sentence(frame: CardFrame, title: string, text: string): CardView {
  return {
    card: render('answer-ended', { ...frame, title, text }),
    summary: title,
  };
}

/** `kind` decides which parts and buttons of the template are shown. */
function view(
  frame: CardFrame,
  t: Translate,
  shown: CardData & { kind: 'article' | 'partner' | 'choice' | 'nothing'; title: string },
): CardView {
  const card = render('answer', {
    ...frame,
    steps: [],
    outcome: '',
    stop: '',
    links: [],
    choices: [],
    others: [],
    outcomeLabel: t('answer.outcome'),
    othersLabel: t('answer.others'),
    helped: t('answer.helped'),
    notHelped: t('answer.not-helped'),
    toForm: t('answer.to-form'),
    person: t('answer.person'),
    ...shown,
  });
  return { card, summary: shown.title };
}

function form(
  frame: CardFrame,
  question: Question,
  facts: Facts,
  moment: CardMoment,
  t: Translate,
): CardView {
  const formId = question.formId ?? 'technical';
  const article = articleShown(question, facts);
  const explains = article !== undefined && isCommercial(article.category);
  const title = explains ? article.title : t(`form.title.${formId}`);
  const nothingFound = question.confidence === 'none' && question.shown.length === 0;
  const card = render('diagnostics', {
    ...frame,
    title,
    intro: explains ? article.summary : t(nothingFound ? 'form.intro.nothing' : 'form.intro'),
    collect:
      article && !explains && article.collect.length > 0
        ? t('form.collect', { list: article.collect.join('; ') })
        : '',
    fields: formFields(forms[formId], { ...question.answers, ...moment.typed }, moment.faults ?? [], t),
    secrets: t('form.secrets'),
    send: t('form.send'),
    person: t('answer.person'),
  });
  return { card, summary: title };
}
