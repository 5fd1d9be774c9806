import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MarkdownFolder, markdownFolder, ownArticle } from '../support/markdown-folder.ts';
import { runCommand } from '../support/run-command.ts';

const knowledge = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runCommand('knowledge', args, env);

let folder: MarkdownFolder;
let target: MarkdownFolder;
beforeEach(() => {
  target = markdownFolder();
  folder = markdownFolder({
    'guides/zorbat.md':
      '---\ntitle: Feed the zorbat\nkeywords: feeding\nhelpUrl: https://help.example.com/z\n---\n# Feed the zorbat\n\nIt eats [hay](x).\n\n1. Open the **stable**.\n2. Bring hay.\n\n## Error 0x8BADF00D\n\nMore about stables.',
    'guides/zorbat.ru.md': '# Накормить зорбата\n\nОн ест сено.',
    'vpn/en.md': ownArticle('Wirevault'),
    'broken.md': '---\ntitle: [\n---\n',
    'README.md': '# Repository',
    'hide.txt': 'mailbox-full\nno-such-topic\n',
  });
});
afterEach(() => {
  folder.remove('.');
  target.remove('.');
});

describe('lint', () => {
  it('finds nothing wrong with our articles', async () => {
    const { status, stdout } = await knowledge(['lint']);
    expect(stdout).toMatch(/^\d{3} articles of ours, 0 findings\n$/);
    expect(status).toBe(0);
  });

  it("names what is wrong in a partner's folder, and why", async () => {
    for (const [args, env] of [
      [['lint', folder.path], {}],
      [['lint'], { KNOWLEDGE_DIR: folder.path }],
    ] as const) {
      const { status, stdout } = await knowledge(args, env);
      expect(status).toBe(1);
      expect(stdout).toMatch(/^broken\.md: page-faulty; .*; quote a value/ms);
      expect(stdout).toContain('hide.txt: no-such-topic is no topic of ours');
      expect(stdout).toContain('1 file passed over, not-for-readers: it is no page for readers');
      expect(stdout).toMatch(/1 article and 2 pages of .*, 2 findings/);
    }
  });
});

it("lint names a partner's article of a topic of ours that lacks its symptoms", async () => {
  folder.write('mailbox-full/en.md', ownArticle('Mailbox full').replace('symptoms:', 'symptons:'));
  const { stdout } = await knowledge(['lint', folder.path]);
  expect(stdout).toMatch(/^mailbox-full\/en\.md: article-faulty; .*symptons.*\n.*\n.*at symptoms/m);
});

describe('search', () => {
  it('says what is answered, and why', async () => {
    const { status, stdout } = await knowledge(['search', 'outlook asks for the password, AADSTS50126']);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^The first .*\.\nkind question · confidence \w+ · category [\w-]+ · route [\w-]+\n\nBest first/,
    );
    expect(stdout).toMatch(/\d\.\d\d {2}outlook-password-prompt {2}\S.*\n +#?\S+/);
    expect(stdout.split('\n').filter((line) => /^\d/.test(line))).toHaveLength(5);
  });

  it.each([
    ['hello', 'No article is shown: it is a greeting.'],
    ['xylophone quark', 'Nothing fits well enough'],
  ])('says why %s finds nothing', async (text, why) => {
    expect((await knowledge(['search', text])).stdout).toContain(why);
  });

  it("looks into the partner's folder, in the reader's language", async () => {
    const env = { KNOWLEDGE_DIR: folder.path };
    const { stdout } = await knowledge(['search', 'feed', 'the', 'zorbat', '--locale', 'ru'], env);
    expect(stdout).toMatch(/page:guides-zorbat:[0-9a-f]{8} {2}Накормить зорбата/);
  });
});

describe('import', () => {
  it('takes pages and articles as they are read, and tells of the rest', async () => {
    const { status, stdout } = await knowledge(['import', folder.path, '--to', target.path]);
    expect(status).toBe(0);
    expect(stdout).toContain('3 new, 0 changed, 0 as before');
    expect(stdout).toMatch(/left out 1 file, page-faulty: it cannot be read as Markdown\n {2}broken\.md/);
    expect(stdout).toMatch(/left out 1 file, not-for-readers: .*\n {2}README\.md/);
    const name = folder.path.split('/').at(-1) ?? '';
    const page = readFileSync(join(target.path, name, 'guides/zorbat.en.md'), 'utf8');
    expect(page).toMatch(/^---\ntitle: Feed the zorbat\ndescription: It eats hay\.\nlocale: en\n/);
    expect(page).toContain('helpUrl: https://help.example.com/z');
    expect(page).toContain('1. Open the stable.\n2. Bring hay.');
    expect(page).toContain('More about stables.');
    expect(readFileSync(join(target.path, 'vpn/en.md'), 'utf8')).toBe(ownArticle('Wirevault'));
  });

  it('reads back what it has written as it was', async () => {
    await knowledge(['import', folder.path, '--to', target.path]);
    const said = async (dir: string) =>
      (await knowledge(['search', 'feeding, 0x8BADF00D'], { KNOWLEDGE_DIR: dir })).stdout.match(
        /(Feed the zorbat)\n +(0x\w+)/,
      );
    expect((await said(target.path))?.slice(1)).toEqual((await said(folder.path))?.slice(1));
    expect((await knowledge(['lint', target.path])).stdout).toMatch(
      /1 article and 2 pages of .*, 0 findings/,
    );
  });

  it('leaves alone what is the same, and changes what is not', async () => {
    await knowledge(['import', folder.path], { KNOWLEDGE_DIR: target.path });
    const file = join(target.path, 'vpn/en.md');
    const before = statSync(file).mtimeMs;
    folder.write('guides/zorbat.ru.md', '# Накормить большого зорбата\n\nОн ест сено.');
    const { stdout } = await knowledge(['import', folder.path], { KNOWLEDGE_DIR: target.path });
    expect(stdout).toContain('0 new, 1 changed, 2 as before');
    expect(statSync(file).mtimeMs).toBe(before);
  });

  it('takes the language said for pages that say none', async () => {
    const { stdout } = await knowledge(['import', folder.path, '--to', target.path, '--locale', 'zh-cn']);
    expect(stdout).toContain('3 new');
    const name = folder.path.split('/').at(-1) ?? '';
    expect(readFileSync(join(target.path, name, 'guides/zorbat.zh-cn.md'), 'utf8')).toContain(
      'locale: zh-cn',
    );
  });
});

it('says how it is called, and needs nothing of the service', async () => {
  const { status, stdout } = await knowledge(['--help'], { APP_ENV: 'production', DATABASE_URL: 'nonsense' });
  expect(stdout).toMatch(/^Usage:/);
  expect(status).toBe(0);
  expect((await knowledge(['lint'], { APP_ENV: 'production' })).status).toBe(0);
});

it('names ten of the many files that it leaves out', async () => {
  for (let n = 0; n < 12; n++) folder.write(`de-de/seite-${n}.md`, '# Seite');
  const { stdout } = await knowledge(['import', folder.path, '--to', target.path]);
  expect(stdout).toMatch(
    /left out 12 files, other-language: .*\n(?: {2}de-de\/seite-\d+\.md\n){10} {2}and 2 more\n/,
  );
});

describe('a wrong call', () => {
  it.each([
    [[], 2, /Usage/],
    [['lint', 'a', 'b'], 2, /Usage/],
    [['search'], 2, /Usage/],
    [['search', '  '], 2, /Usage/],
    [['lint', '--all'], 2, /Unknown option '--all'\nUsage/],
    [['lint', '/nowhere/at/all'], 1, /\/nowhere\/at\/all does not exist/],
    [['lint', 'package.json'], 1, /package\.json is no folder/],
    [['search', 'x', '--locale', 'de'], 2, /--locale is one of en, ru, zh-cn\nUsage/],
    [['import', '/tmp'], 2, /set KNOWLEDGE_DIR.*\nUsage/],
    [['import', '/tmp', '--to', '/tmp/below'], 1, /within each other/],
  ] as const)('%j', async (args, code, says) => {
    const { status, stderr } = await knowledge(args);
    expect(stderr).toMatch(says);
    expect(status).toBe(code);
  });
});
