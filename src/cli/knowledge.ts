// npm run knowledge -- import FROM [--to DIR] [--locale ru] | lint [DIR] | search "…" [--locale ru]
import { parseArgs } from 'node:util';
import { ambientEnv, readConfig } from '../config.ts';
import { type Locale, locales } from '../domain/locale.ts';
import { importPages } from './knowledge/import-pages.ts';
import { lintOurs, lintPartners } from './knowledge/lint-folders.ts';
import { printSearch } from './knowledge/print-search.ts';

const usage = `Usage:
  npm run knowledge -- import FROM [--to DIR] [--locale ru]   takes a folder of Markdown into KNOWLEDGE_DIR or DIR
  npm run knowledge -- lint [DIR]                             our articles and KNOWLEDGE_DIR, or the folder DIR
  npm run knowledge -- search "WORDS" [--locale ru]           what is answered, and why`;

try {
  process.exitCode = await run();
} catch (error) {
  console.error(`knowledge: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { to: { type: 'string' }, locale: { type: 'string' } },
  });
  const [command, argument, ...more] = positionals;
  // Nothing is sent, so no credentials are asked for.
  const { knowledgeDir } = readConfig({ APP_ENV: 'development', ...ambientEnv() });
  if (command === 'lint' && more.length === 0)
    return argument === undefined ? lintAll(knowledgeDir) : lintPartners(argument);
  if (command === 'search' && argument !== undefined)
    return printSearch([argument, ...more].join(' '), localeOf(values.locale) ?? 'en', knowledgeDir);
  const to = values.to ?? knowledgeDir;
  if (command === 'import' && argument !== undefined && more.length === 0) {
    if (to === undefined) throw new Error('set KNOWLEDGE_DIR, or name a folder with --to');
    return importPages(argument, to, localeOf(values.locale));
  }
  console.error(usage);
  return 2;
}

async function lintAll(knowledgeDir: string | undefined): Promise<number> {
  const ours = lintOurs();
  const partners = knowledgeDir === undefined ? 0 : await lintPartners(knowledgeDir);
  return Math.max(ours, partners);
}

function localeOf(name: string | undefined): Locale | undefined {
  const locale = locales.find((one) => one === name);
  if (name !== undefined && locale === undefined) throw new Error(`--locale is one of ${locales.join(', ')}`);
  return locale;
}
