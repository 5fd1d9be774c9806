// The log drops fields that it does not list, and cannot look into messages: both are checked where it is called.
import ts from 'typescript';
import { expect, it } from 'vitest';
import { plainFields } from '../../src/log.ts';
import { nodesOf, placeOf, sourceFiles } from '../support/source-files.ts';

const calls = sourceFiles('src/**/*.ts')
  .flatMap(({ tree }) => [...nodesOf(tree)])
  .filter((node): node is ts.CallExpression => ts.isCallExpression(node))
  .filter((call) => /(^|\.)log\.(debug|info|warn|error|fatal|always)$/.test(call.expression.getText()));

it('there are calls to check', () => {
  expect(calls.length).toBeGreaterThan(5);
});

it.each(calls.map((call) => ({ place: placeOf(call), call })))('$place', ({ call }) => {
  const [fields, message] = call.arguments;
  expect(fields && ts.isObjectLiteralExpression(fields), 'the fields are written out').toBe(true);
  const names =
    fields && ts.isObjectLiteralExpression(fields) ? fields.properties.map((p) => p.name?.getText()) : [];
  expect(names.filter((name) => ![...plainFields, 'error'].includes(name ?? 'spread'))).toEqual([]);
  expect(message === undefined || ts.isStringLiteral(message), 'the message is a fixed text').toBe(true);
});
