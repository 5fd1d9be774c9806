// Who supports you, with what, when and how fast; three questions to begin with.
import { localText } from '../../domain/locale.ts';
import { planOf, type Settings } from '../../domain/settings.ts';
import type { Plan } from '../../domain/support-offer.ts';
import { type Translate, translator } from '../../i18n/translate.ts';
import { span } from '../../i18n/when.ts';
import { cardFrame } from './card-frame.ts';
import { deskState, weeklyHours } from './desk-hours.ts';
import { render } from './render.ts';
import type { BuildCard } from './view.ts';

const languages = [
  { locale: 'en', name: 'English' },
  { locale: 'ru', name: 'Русский' },
  { locale: 'zh-cn', name: '简体中文' },
] as const;

export const welcomeCard: BuildCard<'welcome'> = (_notice, facts, key, moment) => {
  const { settings, recipient, customer, now } = facts;
  const t = translator(recipient.locale);
  const { plan, hours } = planOf(settings, customer?.planId ?? '');
  const desk = deskState(hours, now, recipient);
  const title = t('welcome.title', { partner: settings.partner.name });
  const card = render('welcome', {
    ...cardFrame(t, key, moment),
    title,
    subtitle: customer
      ? t('welcome.for', { customer: customer.name, plan: localText(plan.name, t.locale) })
      : '',
    desk: desk.text,
    stateStyle: desk.open ? 'good' : 'warning',
    facts: [
      { title: t('welcome.covered'), value: localText(plan.covered, t.locale) },
      { title: t('welcome.hours'), value: weeklyHours(hours, now, recipient) },
      { title: t('welcome.first-answer'), value: promise(plan, t) },
      { title: t('welcome.contact'), value: contact(settings) },
      ...optional(t('welcome.price'), plan.price && localText(plan.price, t.locale)),
      ...optional(t('welcome.emergency'), plan.emergency && localText(plan.emergency, t.locale)),
    ],
    ask: t('welcome.ask'),
    examples: settings.exampleQuestions
      .slice(0, 3)
      .map((question, n) => ({ title: localText(question, t.locale), n })),
    language: t('welcome.language'),
    languages,
  });
  return { card, summary: title };
};

function optional(title: string, value: string | undefined) {
  return value === undefined ? [] : [{ title, value }];
}

function promise(plan: Plan, t: Translate): string {
  const within = (severity: 'A' | 'B' | 'C') => span(plan.targets[severity].firstResponseMinutes, t.locale);
  return t('welcome.first-answer.value', {
    critical: within('A'),
    moderate: within('B'),
    minimal: within('C'),
  });
}

/** Links, because a telephone number is meant to be tapped; the settings are the partner's own. */
function contact({ partner }: Settings): string {
  const { email, phone, website } = partner.contact;
  return [
    `[${email}](mailto:${email})`,
    `[${phone}](tel:${phone.replace(/[^+\d]/g, '')})`,
    `[${website.replace(/^https?:\/\//, '')}](${website})`,
  ].join(' · ');
}
