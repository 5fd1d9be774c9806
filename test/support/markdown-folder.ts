// A folder of Markdown in the temporary folder, written file by file.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface MarkdownFolder {
  readonly path: string;
  write(file: string, text: string | Buffer): void;
  remove(file: string): void;
}

export function markdownFolder(files: Readonly<Record<string, string>> = {}): MarkdownFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'pages-')));
  const folder: MarkdownFolder = {
    path,
    write(file, text) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
    },
    remove: (file) => rmSync(join(path, file), { recursive: true, force: true }),
  };
  for (const [file, text] of Object.entries(files)) folder.write(file, text);
  return folder;
}

/** An article of our shape, as a partner writes one. */
export function ownArticle(title: string, more = '', steps = 3): string {
  const list = Array.from({ length: steps }, (_, n) => `${n + 1}. Step ${n + 1} of ${title}.`).join('\n');
  return `---\ntitle: ${title}\nsymptoms:\n  - ${title} fails\n${more}---\n\nHow to mend it.\n\n${list}\n\nIt works.\n\n> Ask a person if not.\n`;
}
