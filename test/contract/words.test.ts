// What people read stands in src/i18n, knowledge/, manifest/ and the partner's settings, and nowhere else.
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { nodesOf, placeOf, type SourceText, sourceFiles } from '../support/source-files.ts';

/** A language is offered under its own name, whatever the reader's. */
const languageNames = ['English', 'Русский', '简体中文'];

/** Words that are looked for in texts, not shown: rules that know several languages at once. */
const searchWords = [
  'src/knowledge/',
  'src/i18n/',
  'src/domain/anonymous.ts',
  'src/domain/desk-wish.ts',
  'src/domain/facts.ts',
  'src/domain/known-names.ts',
  'src/domain/secrets.ts',
  'src/domain/secret-shapes.ts',
];

function literals({ tree }: SourceText): { place: string; text: string; node: ts.Node }[] {
  return [...nodesOf(tree)]
    .filter(
      (node) =>
        ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node),
    )
    .map((node) => ({ place: placeOf(node), text: node.text, node }));
}

/** Patterns, of which sets of letters are no words. */
function patterns({ tree }: SourceText): { place: string; text: string }[] {
  return [...nodesOf(tree)]
    .filter((node) => ts.isRegularExpressionLiteral(node))
    .map((node) => ({ place: placeOf(node), text: node.text.replaceAll(/\[[^\]]*\]/g, '') }));
}

/** Errors and the log speak to the operator, SQL to the database. */
function speaksToMachines(node: ts.Node): boolean {
  for (let up = node.parent; up; up = up.parent) {
    if (ts.isThrowStatement(up) || ts.isImportDeclaration(up) || ts.isTaggedTemplateExpression(up))
      return true;
    if (ts.isNewExpression(up) && /Error$/.test(up.expression.getText())) return true;
    if (ts.isCallExpression(up) && /(^|\.)log\.\w+$|^Symbol$/.test(up.expression.getText())) return true;
  }
  return false;
}

const own = (file: SourceText) => !searchWords.some((folder) => file.path.startsWith(folder));

describe('sentences', () => {
  it('in Russian or Chinese stand in no code but the texts', () => {
    const found = sourceFiles('src/**/*.ts')
      .filter(own)
      .flatMap((file) => [...literals(file), ...patterns(file)])
      .filter(
        ({ text }) => /[\p{Script=Cyrillic}\p{Script=Han}]{2}/u.test(text) && !languageNames.includes(text),
      );
    expect(found.map(({ place, text }) => `${place} ${text}`)).toEqual([]);
  });

  it('in English stand in no code that writes to people', () => {
    const found = ['domain', 'flows', 'teams']
      .flatMap((folder) => sourceFiles(`src/${folder}/**/*.ts`))
      .flatMap(literals)
      .filter(
        ({ text, node }) => /[A-Za-z’']{2,} [A-Za-z’']+ [A-Za-z’']{2,}/.test(text) && !speaksToMachines(node),
      );
    expect(found.map(({ place, text }) => `${place} ${text}`)).toEqual([]);
  });

  it('are found where they do not belong', () => {
    const tree = ts.createSourceFile(
      'planted.ts',
      "const a = 'Please try again later'; const b = `${a} Мы скоро ответим`; const c = /спасибо|[а-яё]/; throw new Error('it went all wrong');",
      ts.ScriptTarget.Latest,
      true,
    );
    const planted = { path: 'planted.ts', tree };
    const found = literals(planted).filter(({ node }) => !speaksToMachines(node));
    expect(found.map(({ text }) => text.trim())).toEqual(['Please try again later', '', 'Мы скоро ответим']);
    expect(patterns(planted).map(({ text }) => text)).toEqual(['/спасибо|/']);
  });
});

describe('card templates', () => {
  const shown = [
    'text',
    'title',
    'label',
    'placeholder',
    'altText',
    'errorMessage',
    'fallbackText',
    'value',
    'tooltip',
  ];
  const files = globSync('cards/*.json');

  it('are there', () => {
    expect(files.length).toBeGreaterThan(5);
  });

  it.each(files)('%s holds places for texts, and no text', (file) => {
    const words: string[] = [];
    JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) => {
      const fixed = typeof value === 'string' ? value.replaceAll(/\$\{[^}]*\}/g, '') : '';
      if (shown.includes(key) && /\p{Letter}/u.test(fixed)) words.push(`${key}: ${value}`);
      return value;
    });
    expect(words).toEqual([]);
  });
});
