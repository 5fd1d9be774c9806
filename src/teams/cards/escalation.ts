// Handing a ticket on by hand: what is still missing, then the packet and its way, then what came of it.
import type { Customer } from '../../domain/customer.ts';
import {
  askedFields,
  type Escalation,
  type EscalationAnswers,
  type EscalationFieldId,
  type EscalationState,
  escalationFieldIds,
  portalFor,
} from '../../domain/escalation.ts';
import type { CardMoment } from '../../domain/notice.ts';
import { clip } from '../../domain/plain-text.ts';
import { providerById, staffMember } from '../../domain/settings.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Facts } from '../../flows/ports.ts';
import { type Key, type Translate, translator } from '../../i18n/translate.ts';
import { dated } from '../../i18n/when.ts';
import {
  linesOf,
  nameOnButton,
  type Row,
  requesterName,
  row,
  severityShort,
  subject,
  targetName,
} from './agent-words.ts';
import { cardFrame } from './card-frame.ts';
import { formFields, maxWords } from './form-fields.ts';
import { packetText } from './packet.ts';
import { type CardData, render } from './render.ts';
import { healthRows } from './ticket-rows.ts';
import type { BuildCard } from './view.ts';

interface Shown {
  readonly ticket: Ticket;
  readonly customer: Customer;
  readonly escalation: Escalation;
  /** Who takes it: Microsoft, or the provider by name. */
  readonly target: string;
  readonly facts: Facts;
  readonly t: Translate;
}

const stateColors: Readonly<Record<EscalationState, string>> = {
  asking: 'Attention',
  ready: 'Accent',
  filed: 'Default',
  ended: 'Good',
};

export const escalationCard: BuildCard<'escalation'> = (_notice, facts, key, moment) => {
  const ticket = subject(facts.ticket, 'ticket');
  const customer = subject(facts.customer, 'customer');
  const escalation = subject(facts.escalation, 'escalation');
  const t = translator(facts.recipient.locale);
  const target = targetName(escalation.target, facts.settings, customer, t);
  const shown: Shown = { ticket, customer, escalation, target, facts, t };
  const who = { number: String(ticket.number), customer: customer.name };
  const isReopened = escalation.state === 'asking' && escalation.isReopened;
  const state = t(`agent.escalation.state.${isReopened ? 'reopened' : escalation.state}`);
  const rows = rowsOf(shown);
  const data = {
    ...cardFrame(t, key, moment),
    fallback: t('agent.fallback', who),
    title: t('agent.escalation.title', who),
    state,
    stateColor: stateColors[escalation.state],
    to: t('agent.escalation.to', { target }),
    isAsking: escalation.state === 'asking',
    isReady: escalation.state === 'ready',
    isFiled: escalation.state === 'filed',
    rows,
    hasRows: rows.length > 0,
    ...askingData(shown, moment),
    ...readyData(shown, moment),
    ...filedData(shown, moment),
    drop: t('agent.escalation.drop'),
  };
  return {
    card: render('escalation', data),
    summary: t('agent.escalation.summary', { ...who, target, state }),
  };
};

function rowsOf(shown: Shown): readonly Row[] {
  switch (shown.escalation.state) {
    case 'asking':
      return knownRows(shown);
    case 'ready':
      return [];
    case 'filed':
    case 'ended':
      return historyRows(shown);
  }
}

/** What needs not be asked any more. */
function knownRows({ ticket, escalation, facts, t }: Shown): Row[] {
  const asked = askedFields(escalation, ticket).map(({ id }) => id);
  const known = escalationFieldIds
    .filter((id) => escalation.answers[id] !== undefined && !asked.includes(id))
    .map((id) => ({
      label: t(`field.${id}.short`),
      lines: linesOf(answerWords(id, escalation.answers, ticket, facts, t), 300, 4),
    }));
  return [
    row(t('agent.row.about'), t(`product.${ticket.product}`)),
    row(t('agent.row.severity'), severityShort(ticket, t)),
    // What was found for the ticket; whether it is the cause is the agent's to say.
    ...(escalation.answers.health === undefined ? healthRows(ticket, facts, t) : []),
    ...known,
  ];
}

const chosen: readonly EscalationFieldId[] = ['category', 'health', 'startedAt', 'scope', 'consent'];

function answerWords(
  id: EscalationFieldId,
  answers: EscalationAnswers,
  ticket: Ticket,
  facts: Facts,
  t: Translate,
): string {
  const value = answers[id] ?? '';
  if (chosen.includes(id)) return t(`choice.${id}.${value}` as Key);
  if (id !== 'triedSteps') return value;
  const titles = new Map(
    ticket.shown.map((s) => [s.articleId, facts.article(s.articleId)?.title ?? s.articleId]),
  );
  return value
    .split(', ')
    .map((step) => titles.get(step) ?? step)
    .join(', ');
}

function historyRows({ escalation, facts, t }: Shown): Row[] {
  const { recipient, settings } = facts;
  const at = (ms: number) => dated(ms, recipient);
  const { number, filedAt, endedAt, checkDueAt, state, answers } = escalation;
  const contact = staffMember(settings, escalation.contactId);
  return [
    row(t('agent.row.number'), number === undefined ? t('agent.escalation.no-number') : clip(number, 60)),
    ...(filedAt === undefined ? [] : [row(t('agent.row.filed'), at(filedAt))]),
    ...(answers.category === undefined
      ? []
      : [row(t('agent.row.category'), t(`choice.category.${answers.category}` as Key))]),
    ...(contact && state === 'filed' ? [row(t('agent.row.by'), contact.name)] : []),
    ...(checkDueAt !== undefined && state === 'filed' ? [row(t('agent.row.check'), at(checkDueAt))] : []),
    ...(endedAt === undefined ? [] : [row(t('agent.row.ended'), at(endedAt))]),
  ];
}

function askingData({ ticket, escalation, target, t }: Shown, moment: CardMoment): CardData {
  const asking = escalation.state === 'asking';
  const fields = asking ? askedFields(escalation, ticket) : [];
  const typed = Object.fromEntries(
    fields.map(({ id, maxLength = 500 }) => {
      const said = moment.typed?.[id] ?? escalation.answers[id] ?? '';
      return [id, clip(said, maxLength)];
    }),
  );
  const documented = asking && moment.flash?.reason === 'documented-issue';
  return {
    documented: documented ? t('agent.escalation.documented', { name: requesterName(ticket) }) : '',
    missing: t(escalation.isReopened ? 'agent.escalation.again' : 'agent.escalation.missing', { target }),
    fields: formFields(fields, typed, moment.faults ?? [], t),
    prepare: t('agent.escalation.prepare'),
  };
}

const readableBytes = 4_000;
/** Each line is an element of its own; somebody may have typed nothing but line ends. */
const readableLines = 80;

/** The input, folded so that no button sends it back, shows few lines at a time; a packet that is not too large can be unfolded. */
function readable(packet: string): CardData {
  const all = packet === '' ? [] : packet.split('\n');
  const small = all.length > 0 && all.length <= readableLines && Buffer.byteLength(packet) <= readableBytes;
  const lines = small ? all : [];
  // An empty run would not keep its line.
  return {
    hasPacketLines: small,
    packetLines: lines.map((text) => ({ text: text === '' ? '\u00a0' : text })),
  };
}

function readyData(shown: Shown, { typed = {} }: CardMoment): CardData {
  const { ticket, customer, escalation, target, facts, t } = shown;
  const { settings } = facts;
  const files = (facts.messages ?? []).flatMap((m) => m.files);
  const packet =
    escalation.state === 'ready' ? packetText({ ticket, customer, escalation, settings, files }) : '';
  return {
    stepOpen: t('agent.escalation.step.open'),
    stepCopy: t('agent.escalation.step.copy'),
    stepNumber: t('agent.escalation.step.number'),
    ...wayOf(shown),
    packetShow: t('agent.escalation.packet.show'),
    packetLabel: t('agent.escalation.packet.label', { target }),
    packet,
    packetRead: t('agent.escalation.packet.read'),
    ...readable(packet),
    numberLabel:
      target === t('agent.target.microsoft')
        ? t('agent.escalation.number.label.microsoft')
        : t('agent.escalation.number.label.provider', { provider: target }),
    typedNumber: clip(typed.number ?? '', 60),
    change: t('agent.escalation.change'),
    numberError: t('agent.escalation.number.error'),
    saveNumber: t('agent.escalation.number.save'),
  };
}

/** Where the packet is filed, and with which role; an address only when it is one that a browser may open. */
function wayOf({ ticket, customer, escalation, facts, target, t }: Shown): CardData {
  if (escalation.target.kind === 'provider') {
    const provider = providerById(facts.settings, escalation.target.providerId);
    return {
      where: t('agent.escalation.where.provider', {
        provider: target,
        reseller: provider?.resellerId ?? '?',
      }),
      role: '',
      url: safeUrl(provider?.portalUrl),
      open: t('agent.escalation.open.provider', { provider: target }),
    };
  }
  const portal = portalFor(customer, ticket.product);
  const role = t('agent.escalation.role', { role: t(`agent.role.${portal.role}`) });
  const { name } = customer;
  if (portal.workload === 'azure') {
    const where = t('agent.escalation.where.azure', { customer: name });
    return { where, role, url: safeUrl(portal.url), open: t('agent.escalation.open.azure') };
  }
  const workload = t(`agent.workload.${portal.workload}`);
  return {
    where: portal.url
      ? t('agent.escalation.where', { customer: name, workload })
      : t('agent.escalation.where.21vianet', { customer: name }),
    role: portal.url ? role : '',
    url: safeUrl(portal.url),
    open: t('agent.escalation.open.microsoft'),
  };
}

function safeUrl(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) && new URL(url).protocol === 'https:' ? url : '';
}

function filedData({ ticket, escalation, t }: Shown, { typed = {} }: CardMoment): CardData {
  return {
    typedNews: clip(typed.text ?? '', maxWords),
    news: t('agent.news.button'),
    newsLabel: t('agent.news.label'),
    newsHint: t('agent.reply.hint', {
      name: requesterName(ticket),
      language: t(`agent.language.${ticket.language}`),
    }),
    newsError: t('agent.news.error'),
    newsSend: t('agent.reply.send', { name: nameOnButton(ticket, t) }),
    correct: t('agent.escalation.correct'),
    correctLabel: t('agent.escalation.correct.label'),
    correctedNumber: clip(typed.number ?? escalation.number ?? '', 60),
    correctSave: t('agent.escalation.correct.save', { name: nameOnButton(ticket, t) }),
    end: t('agent.escalation.end'),
  };
}
