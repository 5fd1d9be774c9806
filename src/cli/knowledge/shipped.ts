// The articles that come with the service.
import { join } from 'node:path';
import { readArticles } from '../../knowledge/read-articles.ts';

export const shippedFolder = join(import.meta.dirname, '../../../knowledge');

export const shippedArticles = () => readArticles(shippedFolder);
