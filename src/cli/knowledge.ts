// npm run knowledge -- import FROM [--to DIR] [--locale ru] | lint [DIR] | search "…" [--locale ru]
import { parseArgs } from 'node:util';
import { ambientEnv, readConfig } from '../config.ts';
import { type Locale, locales } from '../domain/locale.ts';
import { mask } from '../domain/secrets.ts';
import { importPages } from './knowledge/import-pages.ts';
import { lintOurs, lintPartners } from './knowledge/lint-folders.ts';
import { printSearch } from './knowledge/print-search.ts';

const usage = `Usage:
  npm run knowledge -- import FROM [--to DIR] [--locale L]
      takes a folder of Markdown, of any kind, into KNOWLEDGE_DIR or DIR;
      L is the language of pages that do not tell theirs
  npm run knowledge -- lint [DIR]
      names what is not as it should be in our articles and KNOWLEDGE_DIR, or in the folder DIR; exits with 1 if anything is
  npm run knowledge -- search "WORDS" [--locale L]
      what somebody would be answered, and by which words it was found; L is the language that they read
L is ${locales.join(', ')}. KNOWLEDGE_DIR is the partner's own folder, see .env.example.`;

/** What was typed is no call of ours: told with how to call it. */
class WrongCall extends Error {}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(`knowledge: ${sayingOf(error)}`);
  if (error instanceof WrongCall) console.error(usage);
  process.exitCode = error instanceof WrongCall ? 2 : 1;
}

async function run(): Promise<number> {
  const { values, positionals } = readArguments();
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const [command, argument, ...more] = positionals;
  const locale = localeOf(values.locale);
  // Nothing else of the service is needed, and what else is wrong with its environment is no matter here.
  const { KNOWLEDGE_DIR } = ambientEnv();
  const { knowledgeDir } = readConfig({ APP_ENV: 'development', KNOWLEDGE_DIR });
  if (command === 'lint' && more.length === 0)
    return argument === undefined ? lintAll(knowledgeDir) : lintPartners(argument);
  const text = [argument, ...more].join(' ').trim();
  if (command === 'search' && text !== '') return printSearch(mask(text).text, locale ?? 'en', knowledgeDir);
  if (command === 'import' && argument !== undefined && more.length === 0) {
    const to = values.to ?? knowledgeDir;
    if (to === undefined) throw new WrongCall('set KNOWLEDGE_DIR, or name a folder with --to');
    return importPages(argument, to, locale);
  }
  console.error(usage);
  return 2;
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        locale: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new WrongCall(sayingOf(error).replace(/[.] To specify.*$/s, ''));
  }
}

async function lintAll(knowledgeDir: string | undefined): Promise<number> {
  const ours = lintOurs();
  const partners = knowledgeDir === undefined ? 0 : await lintPartners(knowledgeDir);
  return Math.max(ours, partners);
}

function localeOf(name: string | undefined): Locale | undefined {
  const locale = locales.find((one) => one === name);
  if (name !== undefined && locale === undefined)
    throw new WrongCall(`--locale is one of ${locales.join(', ')}`);
  return locale;
}

function sayingOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!('code' in error && 'path' in error)) return error.message;
  if (error.code === 'ENOENT') return `${error.path} does not exist`;
  if (error.code === 'ENOTDIR') return `${error.path} is no folder`;
  return error.code === 'EACCES' ? `${error.path} may not be read or written` : error.message;
}
