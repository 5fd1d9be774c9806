// The questions of a command's file, or one line that says why there are none.
import { readFileSync } from 'node:fs';
import { type LabelledQuestion, readQuestions } from './measure.ts';

/** Ends the process with 1 when the file cannot be read or holds no labelled question, with 2 when none is named. */
export function questionsOf(path: string | undefined, usage: string): readonly LabelledQuestion[] {
  if (path === undefined) return end(2, usage);
  try {
    const questions = readQuestions(readFileSync(path, 'utf8'));
    if (questions.length > 0) return questions;
  } catch (error) {
    return end(1, `${path}: ${sayingOf(error)}`);
  }
  return end(1, `${path}: there are no questions in it`);
}

function end(code: number, line: string): never {
  console.error(line);
  process.exit(code);
}

function sayingOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error)
    return error.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${error.code})`;
  return error.message.split('\n')[0] ?? '';
}
