// What was asked last in a requester's chat, and whether their next words can still be about it.
import { isUnsettled, type Question } from '../domain/question.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Hearing } from './hearing.ts';

const questionHours = 12;

/** The question asked last that is not settled, unless it is of another day. */
export async function freshQuestion({ turn, known }: Hearing): Promise<Question | undefined> {
  const question = await turn.store.questions.latest(known.person.tenantId, known.chat.id);
  if (!question || !isUnsettled(question)) return undefined;
  return turn.now - question.askedAt < questionHours * 3_600_000 ? question : undefined;
}

/** The same, unless an agent has spoken or solved something since: then words are about that. */
export async function questionInPlay(hearing: Hearing): Promise<Question | undefined> {
  const question = await freshQuestion(hearing);
  if (!question) return undefined;
  for (const ticket of hearing.open) {
    if ((await agentSpokeAt(hearing, ticket)) > question.askedAt) return undefined;
  }
  return question;
}

/** An agent's last words stand among these, or the requester has said much since. */
const lookedThrough = 10;

async function agentSpokeAt({ turn }: Hearing, { tenantId, id, solvedAt }: Ticket): Promise<number> {
  const said = await turn.store.messages.latest(tenantId, id, lookedThrough);
  const last = said.find(({ kind, from }) => kind === 'relay' && from === 'agent');
  return Math.max(last?.saidAt ?? 0, solvedAt ?? 0);
}

/** Nothing has happened since that the words could be about. */
export async function answeredLast(hearing: Hearing): Promise<Question | undefined> {
  return hearing.open.length > 0 ? undefined : askedSince(hearing, await latestClosed(hearing));
}

/** The question asked last, unless the ticket ended after it. */
export async function askedSince(
  { turn, known }: Hearing,
  closed: Pick<Ticket, 'endedAt'> | undefined,
): Promise<Question | undefined> {
  const question = await turn.store.questions.latest(known.person.tenantId, known.chat.id);
  return question && (closed?.endedAt ?? 0) < question.askedAt ? question : undefined;
}

/** Whatever became of it: its disturbance may go on. */
export async function questionWithIssue({ turn, known }: Hearing): Promise<Question | undefined> {
  const { tenantId } = known.person;
  const asked = await turn.store.questions.latest(tenantId, known.chat.id);
  return asked?.issueId === undefined ? undefined : asked;
}

export async function latestClosed({ turn, known }: Hearing): Promise<Ticket | undefined> {
  const [latest] = await turn.store.tickets.latestOf(known.person.tenantId, known.person.id, 1);
  return latest?.state === 'closed' ? latest : undefined;
}
