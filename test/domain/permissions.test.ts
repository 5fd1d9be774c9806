import { afterAll, describe, expect, it } from 'vitest';
import { type Act, type Actor, isAllowed, may, verbs } from '../../src/domain/permissions.ts';
import { roles } from '../../src/domain/person.ts';

// Written out once more, so that a slip in the table does not change both.
const requesters = [
  'ask-example',
  'choose-article',
  'article-helped',
  'article-not-helped',
  'talk-to-person',
  'watch-issue',
  'unwatch-issue',
  'send-diagnostics',
  'choose-ticket',
  'ask-held',
  'confirm-solved',
  'not-solved',
  'rate',
  'withdraw-ticket',
  'show-ticket',
];
const desks = [
  'claim-ticket',
  'reply-ticket',
  'ask-requester',
  'send-again',
  'add-note',
  'transfer-ticket',
  'change-severity',
  'solve-ticket',
  'escalate-ticket',
  'fill-escalation',
  'change-answers',
  'record-number',
  'correct-number',
  'relay-outside-news',
  'end-escalation',
  'set-channel-language',
  'edit-reply',
  'delete-reply',
];

const leads = ['link-queue', 'read-learning', 'draft-article'];

function expected(act: string, actor: Actor): boolean {
  if (act === 'set-language') return actor.side === 'requester' || actor.roles.length > 0;
  if (actor.side === 'requester') return actor.relation === 'own' && requesters.includes(act);
  if (leads.includes(act)) return actor.roles.includes('lead') || actor.roles.includes('admin');
  return actor.roles.length > 0 && desks.includes(act);
}

const actors: readonly Actor[] = [
  { side: 'requester', relation: 'own' },
  { side: 'requester', relation: 'none' },
  ...[[], ...roles.map((role) => [role])].flatMap((held) => [
    { side: 'desk', roles: held, relation: 'assignee' } as const,
    { side: 'desk', roles: held, relation: 'desk' } as const,
  ]),
];
const cells = (Object.keys(may) as Act[]).flatMap((act) => actors.map((actor) => ({ act, actor })));
const named = ({ act, actor }: (typeof cells)[number]) =>
  `${act} by ${actor.side === 'requester' ? 'a requester' : actor.roles[0] || 'nobody in particular'}, ${actor.relation}`;

describe('the table', () => {
  it.each(cells.map((cell) => [named(cell), cell] as const))('%s', (_name, { act, actor }) => {
    expect(isAllowed(act, actor)).toBe(expected(act, actor));
  });

  it('knows every verb, and each is somebody’s', () => {
    expect([...requesters, ...desks, ...leads, 'set-language'].sort()).toEqual(Object.keys(may).sort());
    expect(Object.keys(verbs).filter((verb) => !Object.hasOwn(may, verb))).toEqual([]);
  });

  it('gives two roles what either has', () => {
    expect(isAllowed('link-queue', { side: 'desk', roles: ['agent', 'lead'], relation: 'desk' })).toBe(true);
  });

  afterAll(() => {
    const denied = cells.filter(({ act, actor }) => !isAllowed(act, actor)).length;
    console.log(
      `permissions: ${cells.length} cells of ${Object.keys(may).length} acts × ${actors.length} actors walked, ${denied} denied`,
    );
  });
});
