// The facts of a ticket as rows, in the order in which an agent asks for them.
import { type FieldId, type FormField, forms } from '../../domain/diagnostics.ts';
import { extractFacts } from '../../domain/facts.ts';
import { localText } from '../../domain/locale.ts';
import { clip } from '../../domain/plain-text.ts';
import { planOf } from '../../domain/settings.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Facts } from '../../flows/ports.ts';
import { type Key, type Translate, translator } from '../../i18n/translate.ts';
import { dated, wholeDay } from '../../i18n/when.ts';
import { linesOf, type Row, row, severityWithRule, shownArticles, targetName } from './agent-words.ts';
import { stateWord } from './service-issue.ts';

const maxValue = 200;

export function ticketRows(ticket: Ticket, facts: Facts): Row[] {
  const { settings, recipient } = facts;
  const t = translator(recipient.locale);
  const plan = localText(planOf(settings, ticket.planId).plan.name, recipient.locale);
  const about = t('agent.about', {
    product: t(`product.${ticket.product}`),
    category: t(`category.${ticket.category}`),
  });
  const shown = shownArticles(ticket, facts.article, t);
  return [
    ...endRows(ticket, t),
    row(t('agent.row.severity'), severityWithRule(ticket, t)),
    row(t('agent.row.about'), about),
    ...diagnosticRows(ticket, facts, t),
    ...codeRows(ticket, t),
    ...healthRows(ticket, facts, t),
    row(t('agent.row.self-help'), ...(shown.length > 0 ? shown : [t('agent.shown.nothing')])),
    ...escalationRows(facts, t),
    row(t('agent.row.plan'), plan),
  ];
}

function endRows(ticket: Ticket, t: Translate): Row[] {
  const { satisfaction, resolution } = ticket;
  const comment = clip(satisfaction?.comment ?? '', maxValue);
  return [
    ...(resolution === undefined
      ? []
      : [{ label: t('agent.row.resolution'), lines: linesOf(resolution, 300, 4) }]),
    ...(satisfaction
      ? [
          row(
            t('agent.row.satisfaction'),
            comment === ''
              ? t('agent.score', { score: satisfaction.score })
              : t('agent.score.comment', { score: satisfaction.score, comment }),
          ),
        ]
      : []),
  ];
}

function diagnosticRows(ticket: Ticket, facts: Facts, t: Translate): Row[] {
  if (ticket.formId === undefined) return [];
  return forms[ticket.formId]
    .filter((field) => tellsMore(field.id, ticket))
    .map((field) => ({
      label: t(`field.${field.id}.short`),
      lines: linesOf(answerWords(field, ticket, facts, t), maxValue, 4),
    }));
}

/** Not what another row says already: the product, the question itself, the cells of the severity's rule. */
function tellsMore(id: FieldId, ticket: Ticket): boolean {
  const answer = ticket.answers[id];
  if (answer === undefined || id === 'product') return false;
  if (id === 'summary') return answer !== ticket.question;
  if (id === 'errorText') return withoutFacts(answer) !== '';
  if (id === 'scope' || id === 'workaround') {
    const [scope, workaround] = ticket.severityRule.split('/');
    return answer !== (id === 'scope' ? scope : workaround);
  }
  return true;
}

function withoutFacts(text: string): string {
  const { errorCodes, correlationIds, serviceIssueIds } = extractFacts(text);
  return [...errorCodes, ...correlationIds, ...serviceIssueIds]
    .reduce((left, fact) => left.replaceAll(fact, ''), text)
    .replace(/[\s,;]+/g, '');
}

/** "Today" means the day on which it was said. */
const relative: readonly string[] = ['now', 'today', 'yesterday', 'this-week'];

function answerWords(field: FormField, ticket: Ticket, facts: Facts, t: Translate): string {
  const value = ticket.answers[field.id] ?? '';
  if (field.kind === 'date') return wholeDay(value, facts.recipient.locale);
  if (!field.choices?.includes(value)) return value;
  const answer = t(`choice.${field.id}.${value}` as Key);
  return field.id === 'startedAt' && relative.includes(value)
    ? t('agent.said', { answer, when: dated(ticket.openedAt, facts.recipient) })
    : answer;
}

function codeRows(ticket: Ticket, t: Translate): Row[] {
  const texts = [ticket.question, ticket.answers.summary ?? '', ticket.answers.errorText ?? ''];
  const { errorCodes, correlationIds, serviceIssueIds } = extractFacts(texts.join('\n'));
  const ids = [...correlationIds, ...serviceIssueIds];
  return [
    ...(errorCodes.length > 0 ? [row(t('agent.row.codes'), clip(errorCodes.join(', '), maxValue))] : []),
    ...(ids.length > 0 ? [row(t('agent.row.ids'), clip(ids.join(', '), maxValue))] : []),
  ];
}

/** What Microsoft reported, and how it stands now; that nothing was reported is worth knowing too. */
export function healthRows(ticket: Ticket, facts: Facts, t: Translate): Row[] {
  const { health } = ticket;
  if (!health) return [];
  const label = t('agent.row.health');
  const found = health.issue;
  if (!found)
    return [row(label, t('agent.health.nothing', { when: dated(health.checkedAt, facts.recipient) }))];
  const now = facts.health?.issue;
  const named = t('agent.health.issue', { ...found, title: clip(found.title, maxValue) });
  return now
    ? [
        row(
          label,
          named,
          t('agent.health.state', {
            state: stateWord(now, t),
            when: dated(now.startedAt, facts.recipient),
          }),
        ),
      ]
    : [row(label, named)];
}

function escalationRows({ escalation, settings, customer, now, recipient }: Facts, t: Translate): Row[] {
  if (!escalation) return [];
  const target = targetName(escalation.target, settings, customer, t);
  const at = (ms: number) => dated(ms, recipient);
  const number = clip(escalation.number ?? '', 60);
  const label = t('agent.row.escalation');
  switch (escalation.state) {
    case 'asking':
      return [row(label, t('agent.escalation.asking', { target }))];
    case 'ready':
      return [row(label, t('agent.escalation.ready', { target }))];
    case 'filed': {
      const since = at(escalation.filedAt ?? escalation.startedAt);
      const check = at(escalation.checkDueAt ?? now);
      return [row(label, t('agent.escalation.filed', { target, when: since, number, check }))];
    }
    case 'ended': {
      const ended = at(escalation.endedAt ?? now);
      return [
        row(
          label,
          number === ''
            ? t('agent.escalation.ended', { when: ended })
            : t('agent.escalation.ended.number', { when: ended, number }),
        ),
      ];
    }
  }
}
