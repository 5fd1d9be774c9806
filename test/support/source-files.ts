// Our own source as syntax trees, for the tests that look at how it is written.
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

export interface SourceText {
  readonly path: string;
  readonly tree: ts.SourceFile;
}

/** At least one file, or the test that asks would find nothing wrong in nothing. */
export function sourceFiles(pattern: string): SourceText[] {
  const files = globSync(pattern).map((path) => ({
    path,
    tree: ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true),
  }));
  if (files.length === 0) throw new Error(`no file fits ${pattern}`);
  return files;
}

export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

/** `src/teams/gate.ts:12`. */
export function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
