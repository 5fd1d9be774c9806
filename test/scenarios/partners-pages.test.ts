// The partner's own pages: added, broken and taken away while the service runs.
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { eventually } from '../support/fake-teams/eventually.ts';
import { type MarkdownFolder, markdownFolder } from '../support/markdown-folder.ts';
import { type Desk, openDesk } from '../support/northwind.ts';
import { anna } from './opened-ticket.ts';

let folder: MarkdownFolder;
let desk: Desk;
beforeAll(async () => {
  folder = markdownFolder({ 'parking.md': '# Park in the garage\n\nThe barrier opens with your badge.' });
  desk = await openDesk({ env: { KNOWLEDGE_DIR: folder.path } });
});
afterAll(async () => {
  await desk.close();
  folder.remove('.');
});

const logged = (text: string) => desk.service.logs().split(text).length - 1;

/** Changes the folder, and waits until the service has read it again. */
async function afterChange(change: () => void): Promise<void> {
  const before = logged('"knowledge-joined"');
  change();
  await eventually(
    () => logged('"knowledge-joined"') > before || undefined,
    () => `the folder is not read again:\n${desk.service.logs()}`,
  );
}

/** Somebody new each time, so that every answer is the first. */
async function answerTo(question: string, locale = 'en-GB'): Promise<string> {
  const person = desk.requester({ ...anna, locale });
  await person.installs();
  await person.says(question);
  await person.finds('talk-to-person');
  return person.card();
}

it('are answered with while the service runs, and not when they are gone', async () => {
  onTestFailed(() => console.log(desk.service.logs()));
  await eventually(
    () => logged('"knowledge-joined"') || undefined,
    () => 'the folder is never read',
  );
  const question = 'How do I install the Wirevault client?';
  expect(await answerTo(question)).not.toContain('Wirevault client');

  await afterChange(() =>
    folder.write(
      'vpn/wirevault.md',
      '---\ntitle: Install the Wirevault client\nhelpUrl: https://help.northwind.example/vpn\n---\n\nWirevault connects you to the office.\n\n1. Open the **Company Portal**.\n2. Choose Wirevault.\n',
    ),
  );
  const card = await answerTo(question);
  expect(card).toContain('Install the Wirevault client');
  expect(card).toContain('Open the Company Portal.');
  expect(card).toContain('More at help.northwind.example');
  expect(await answerTo('установить Wirevault client', 'ru-RU')).toContain('Только на английском');

  await afterChange(() => {
    folder.write('broken.md', '---\ntitle: [\n---\n');
    folder.write('vpn/binary.md', Buffer.from([0xff, 0xfe, 0x00]));
  });
  expect(await answerTo(question)).toContain('Install the Wirevault client');
  expect(desk.service.logs()).toMatch(/"event":"knowledge-skipped","reason":"page-faulty","rows":1/);
  expect(desk.service.logs()).not.toMatch(/broken\.md|wirevault/i);

  await afterChange(() => folder.remove('vpn'));
  expect(await answerTo(question)).not.toContain('Wirevault client');
  expect(await answerTo('Outlook keeps asking for my password')).toContain('Outlook asks for the password');
});
