import { describe, expect, it } from 'vitest';
import { mayLinkQueue, mayPress, type Verb, verbs } from '../../src/domain/permissions.ts';
import { roles } from '../../src/domain/person.ts';

const all = Object.keys(verbs) as Verb[];

describe('mayPress', () => {
  it.each(all)('%s: nobody without a role or a ticket of their own, unless it is for anyone', (verb) => {
    expect(mayPress(verb, { roles: [], isRequester: false })).toBe(verbs[verb] === 'anyone');
  });

  it.each(all)('%s: the requester only what is theirs', (verb) => {
    expect(mayPress(verb, { roles: [], isRequester: true })).toBe(verbs[verb] !== 'agent');
  });

  it.each(all.flatMap((verb) => roles.map((role) => [verb, role] as const)))('%s by a %s', (verb, role) => {
    expect(mayPress(verb, { roles: [role], isRequester: false })).toBe(verbs[verb] !== 'requester');
  });
});

describe('mayLinkQueue', () => {
  it.each(roles.map((role) => [role, role === 'admin' || role === 'lead'] as const))(
    '%s: %s',
    (role, may) => {
      expect(mayLinkQueue([role])).toBe(may);
    },
  );
});
