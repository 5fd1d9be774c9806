// One card from the question to its end: an answer, a choice of answers, the form, and what became of it.
import type { Article } from '../../domain/article.ts';
import { type FormId, forms, todayOf } from '../../domain/diagnostics.ts';
import type { CardMoment } from '../../domain/notice.ts';
import { currentArticleId, placesOffered, type Question } from '../../domain/question.ts';
import { isTakenBack } from '../../domain/said-words.ts';
import { isOver } from '../../domain/service-issue.ts';
import { isCommercial } from '../../domain/triage.ts';
import type { Facts } from '../../flows/ports.ts';
import { type Key, type Translate, translator } from '../../i18n/translate.ts';
import { type CardFrame, cardFrame } from './card-frame.ts';
import { formFields } from './form-fields.ts';
import { type CardData, render } from './render.ts';
import { healthShown, issueHeading, issueOnForm, issueShown } from './service-issue.ts';
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
      if (isTakenBack(question)) return sentence(frame, t('answer.deleted'), t('answer.deleted.text'));
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
  const { issue } = facts.health ?? {};
  const found = articleShown(question, facts);
  // Where to look for what stands above already.
  const isAbove = (one?: Article) => issue !== undefined && one?.category === 'technical-availability';
  const article = isAbove(found) ? undefined : found;
  const others = placesOffered(question)
    .map((n) => ({ n, other: facts.article(question.articleIds[n] ?? '') }))
    .flatMap(({ n, other }) =>
      other && other.id !== found?.id && !isAbove(other) ? [{ n, title: other.title }] : [],
    );
  const first = {
    issues: issueShown(facts, t),
    health: healthShown(question, facts, t),
    otherwise: issue ? t(isOver(issue) ? 'issue.otherwise.over' : 'issue.otherwise') : '',
  };
  // Microsoft's disturbance is the answer; what nobody has asked for stays within reach below it.
  const isUnasked = question.confidence === 'sure' && question.shown.length < 2;
  const folded = issue !== undefined && isUnasked && (article?.steps.length ?? 0) > 0;
  const { card, summary } = article
    ? oneAnswer(frame, article, others.slice(0, 2), { ...first, folded }, t)
    : issue && others.length === 0
      ? view(frame, t, { ...first, kind: 'partner', title: '', text: '' })
      : choice(frame, others, first, t);
  return { card, summary: issue ? issueHeading(issue, t) : summary };
}

function choice(frame: CardFrame, others: readonly Other[], first: CardData, t: Translate): CardView {
  const found = others.length > 0;
  const isIntroduced = first.otherwise !== '';
  const title = found ? t('answer.choice.title') : t('answer.nothing.title');
  const text = found ? t('answer.choice.text') : t('answer.nothing.text');
  return view(frame, t, {
    ...first,
    kind: found ? 'choice' : 'nothing',
    title: isIntroduced ? '' : title,
    text: isIntroduced ? '' : text,
    choices: others.slice(0, 3),
  });
}

type Other = { readonly n: number; readonly title: string };

function oneAnswer(
  frame: CardFrame,
  article: Article,
  others: readonly Other[],
  first: CardData,
  t: Translate,
): CardView {
  const partnerOnly = article.fixableBy.every((fixer) => fixer === 'partner');
  const links = [
    { title: helpTitle(article.helpUrl, t), url: article.helpUrl },
    { title: t('answer.admin-test'), url: article.adminTestUrl },
  ].flatMap(({ title, url }) => (url?.startsWith('https://') ? [{ title, url }] : []));
  return view(frame, t, {
    ...first,
    kind: partnerOnly || isCommercial(article.category) ? 'partner' : 'article',
    title: article.title,
    onlyIn: article.locale === t.locale ? '' : t(`answer.only-in.${article.locale}`),
    text: article.summary,
    steps: article.steps.map((text, index) => ({ number: `${index + 1}.`, text })),
    outcome: article.outcome ?? '',
    ...(article.urgent
      ? { stopFirst: article.stopWhen ?? '', personFirst: true }
      : { stop: article.stopWhen ?? '' }),
    links,
    others,
  });
}

/** A partner's own article leads elsewhere; the reader sees where. */
function helpTitle(address: string | undefined, t: Translate): string {
  const host = URL.parse(address ?? '')?.hostname ?? '';
  return /(?:^|\.)microsoft\.com$|^aka\.ms$/.test(host)
    ? t('answer.help-page')
    : t('answer.more-at', { host });
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
    stopFirst: '',
    personFirst: false,
    onlyIn: '',
    links: [],
    choices: [],
    others: [],
    folded: false,
    unfold: t('answer.unfold'),
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

function introOf(formId: FormId, mayBeSaidBetter: boolean): Key {
  if (mayBeSaidBetter) return 'form.intro.nothing';
  return formId === 'subscription' || formId === 'billing' ? 'form.intro.commercial' : 'form.intro';
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
  const health = issueOnForm(question, facts, t);
  const nothingFound = question.confidence === 'none' && question.shown.length === 0;
  const mayBeSaidBetter = nothingFound && question.route !== 'commercial' && health.length === 0;
  const card = render('diagnostics', {
    ...frame,
    title,
    intro: explains ? article.summary : t(introOf(formId, mayBeSaidBetter)),
    stop: explains ? (article.stopWhen ?? '') : '',
    health,
    collect:
      article && !explains && article.collect.length > 0
        ? t('form.collect', { list: article.collect.join(t('form.collect.between')) })
        : '',
    fields: formFields(
      forms[formId],
      { ...question.answers, ...moment.typed },
      moment.faults ?? [],
      t,
      todayOf({ now: facts.now, zone: facts.recipient.zone }),
    ),
    secrets: t('form.secrets'),
    send: t('form.send'),
    person: t('answer.person'),
  });
  return { card, summary: title };
}
