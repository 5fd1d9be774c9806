// Reads the articles that come with the service.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Article } from '../domain/article.ts';
import { locales } from '../domain/locale.ts';
import {
  ArticleFault,
  checkSteps,
  englishFront,
  type Facts,
  readBody,
  readFile,
  translatedFront,
} from './article-file.ts';

/**
 * Reads every topic folder below `folder` (`<topic-id>/en.md`, `ru.md`, `zh-cn.md`) and returns each
 * article in each language, topics in alphabetical order. Facts that do not depend on the language are
 * taken from `en.md`.
 *
 * @throws Error naming the file and the remedy when anything is missing or malformed: a wrong article
 * must stop the start, not reach a reader.
 */
export function readArticles(folder: string): Article[] {
  const ids = topicIds(folder);
  const articles = ids.flatMap((id) => readTopic(folder, id));
  for (const { id, related } of articles) {
    const unknown = related.find((other) => !ids.includes(other) || other === id);
    if (unknown !== undefined)
      namingFile(join(folder, id, 'en.md'), () => {
        throw new ArticleFault(`"related" names ${unknown}`, 'name other existing topic folders');
      });
  }
  return articles;
}

export function topicIds(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** @throws Error as `readArticles` does; whether related topics exist is not looked at. */
export function readTopic(folder: string, id: string): Article[] {
  const english = read(join(folder, id, 'en.md'), englishFront);
  const { title, symptoms, helpUrl, collect, adminTestUrl, urgent, ...shared } = english.front;
  const facts: Facts = {
    ...shared,
    ...(adminTestUrl === undefined ? {} : { adminTestUrl }),
    ...(urgent && { urgent }),
  };
  return locales.map((locale) => {
    const file = join(folder, id, `${locale}.md`);
    const { front, body } =
      locale === 'en'
        ? { front: { title, symptoms, helpUrl, collect }, body: english.body }
        : read(file, translatedFront);
    return namingFile(file, () => {
      if ((front.helpUrl === undefined) !== (helpUrl === undefined))
        throw new ArticleFault(
          '"helpUrl" stands in only one of en.md and this file',
          'give both a helpUrl, or neither',
        );
      const parts = readBody(body);
      checkSteps(parts.steps, facts.fixableBy);
      const { helpUrl: address, ...told } = front;
      return {
        id,
        locale,
        ...told,
        ...(address === undefined ? {} : { helpUrl: address }),
        ...facts,
        ...parts,
      };
    });
  });
}

function read<T>(file: string, schema: z.ZodType<T>): { front: T; body: string } {
  return namingFile(file, () => readFile(readSource(file), schema));
}

function readSource(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ArticleFault('cannot be read', 'every topic needs en.md, ru.md and zh-cn.md');
  }
}

/** What goes wrong in `work` is told with the name of the file. */
function namingFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ArticleFault)) throw error;
    throw new Error(`${file}: ${error.message}. Remedy: ${error.remedy}.`);
  }
}
