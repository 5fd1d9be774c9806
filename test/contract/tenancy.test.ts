// No way into the store leads to customers' data without saying whose: read from the ports as they are written.
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

interface Method {
  readonly name: string;
  readonly parameters: readonly ts.ParameterDeclaration[];
  readonly result: string;
}

const files = ['src/flows/ports.ts', 'src/flows/outbox-ports.ts'];
const program = ts.createProgram(files, {
  strict: true,
  skipLibCheck: true,
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2024,
  allowImportingTsExtensions: true,
  noEmit: true,
});
const checker = program.getTypeChecker();
const statements = files.flatMap((file) => [...(program.getSourceFile(file)?.statements ?? [])]);

function declared(name: string): ts.InterfaceDeclaration {
  const found = statements.find((s) => ts.isInterfaceDeclaration(s) && s.name.text === name);
  if (!found || !ts.isInterfaceDeclaration(found)) throw new Error(`no interface ${name}`);
  return found;
}

const methods: Method[] = declared('Store').members.flatMap((part) => {
  if (!ts.isPropertySignature(part) || !part.type) return [];
  return declared(part.type.getText()).members.map((member) => {
    if (!ts.isMethodSignature(member) || !member.type) throw new Error(`${member.getText()} is no method`);
    const name = `${part.name.getText()}.${member.name.getText()}`;
    return { name, parameters: [...member.parameters], result: member.type.getText() };
  });
});

/** A tenant's id itself, or a value that carries one. */
function saysWhose(parameter: ts.ParameterDeclaration): boolean {
  const type = checker.getTypeAtLocation(parameter);
  const isId = parameter.name.getText() === 'tenantId' && (type.flags & ts.TypeFlags.String) !== 0;
  const within = [type, ...(type.isUnionOrIntersection() ? type.types : [])];
  return isId || within.some((one) => checker.getPropertyOfType(one, 'tenantId') !== undefined);
}

/** Of all tenants by their nature, each with the reason. */
const ofAll: Readonly<Record<string, string>> = {
  'tickets.nextNumber': 'one row of numbers, which says nothing of any ticket',
  'tickets.assignedTo': "the partner's people serve every tenant; it answers with whose tickets they are",
  'tickets.assignedToOthers': 'the same, of those who are not among them any more',
  'questions.unanswered': 'what the desk could not answer, for all customers; each question says whose it is',
  'lessons.tally': 'counts per article and language, whosever they were',
  'cards.press': 'a random id of 128 bits, and only whether this press is the first',
  'queueLinks.get': "which of the partner's channels a queue has",
  'outbox.hasPendingUpdate': 'a random id of 128 bits, and only whether something waits',
  'outbox.claim': 'the worker delivers for all',
  'outbox.endLostLeases': 'the worker delivers for all',
  'outbox.unpark': 'lanes are named after a conversation, and nothing is read',
  'outbox.waitingIn': 'lanes are named after a conversation of a verified activity',
  'outbox.putBehind': 'lanes are named after a conversation, and nothing is read',
  'outbox.drop': 'a random id of 128 bits, and nothing is read',
  'outbox.backlog': 'counts and moments, whosever the rows are',
  'outbox.nextDueAt': 'a moment',
  'outbox.pauseAll': 'all of it',
  'timers.claim': 'the worker fires for all',
  'timers.nextDueAt': 'a moment',
  'audit.head': 'the end of the one chain, a number and a hash',
  'retention.sweep': 'what is old, whosever it is; it answers with counts',
  'secrets.keep': "the service's own",
};

describe('the ports', () => {
  it('are read as they are', () => {
    expect(methods.length).toBeGreaterThan(40);
    expect(methods.map((m) => m.name)).toContain('messages.bySource');
  });

  it.each(methods.map((method) => [method.name, method] as const))('%s says whose', (name, method) => {
    const whose = method.parameters.some(saysWhose);
    expect(whose || name in ofAll, `${name} takes no tenant and is not in the list`).toBe(true);
    expect(whose && name in ofAll, `${name} takes a tenant and needs no exception`).toBe(false);
  });

  it('have every method that is excepted', () => {
    const names = methods.map((m) => m.name);
    expect(Object.keys(ofAll).filter((name) => !names.includes(name))).toEqual([]);
  });
});
