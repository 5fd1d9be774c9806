// Plays the first conversation in the demo's two windows and takes pictures of it.
// `npm run picture` makes docs/conversation.png; `npm run picture -- ru OUTDIR` keeps every step, in this language.
// Needs Chromium (Debian: `chromium`).
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Locale, locales } from '../../src/domain/locale.ts';
import { translator } from '../../src/i18n/translate.ts';
import { browserArguments } from './browser.ts';

const lines = {
  en: {
    language: 'english',
    question: 'Outlook keeps asking for my password since this morning, error AADSTS50126',
    reply:
      'Good morning Anna, I see the failed sign-ins. Please close Outlook and tell me when that is done.',
    answer: 'It is closed. What next?',
    mention: 'Thank you. Old sessions are ended now, please start Outlook again.',
    impact: 'Nobody at the site can send mail; today’s orders wait.',
    summary: 'Outlook asks for the password again and again since this morning, AADSTS50126.',
    resolution: 'Microsoft mended the sign-in service; the old sessions were ended.',
  },
  ru: {
    language: 'русский',
    question: 'Outlook всё время спрашивает пароль',
    reply:
      'Добрый день, Анна. Вижу неудачные входы. Закройте, пожалуйста, Outlook и напишите, когда закроете.',
    answer: 'Закрыла. Что дальше?',
    mention: 'Спасибо. Старые сеансы завершены, запустите Outlook снова.',
    impact: 'Nobody at the site can send mail; today’s orders wait.',
    summary: 'Outlook asks for the password again and again since this morning, AADSTS50126.',
    resolution: 'Microsoft исправила службу входа, старые сеансы завершены.',
  },
  'zh-cn': {
    language: '中文',
    question: 'Outlook 从今天早上开始一直要求输入密码，错误 AADSTS50126',
    reply: '您好，我看到了失败的登录记录。请先关闭 Outlook，关闭后告诉我。',
    answer: '已经关闭，下一步呢？',
    mention: '谢谢。旧的会话已结束，请重新启动 Outlook。',
    impact: 'Nobody at the site can send mail; today’s orders wait.',
    summary: 'Outlook asks for the password again and again since this morning, AADSTS50126.',
    resolution: 'Microsoft 已修复登录服务，旧的会话已结束。',
  },
} as const;

const settleMs = 1800;

interface Side {
  readonly page: Page;
  readonly name: string;
}

async function openWindow(browser: Browser, port: number, name: string): Promise<Side> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1300 } });
  await page.goto(`http://localhost:${port}`);
  await sleep(2 * settleMs);
  return { page, name };
}

async function press({ page }: Side, title: string | RegExp): Promise<void> {
  await page
    .getByRole('button', { name: title, exact: typeof title === 'string' })
    .last()
    .click({ timeout: 8000 });
  await sleep(settleMs);
}

async function say({ page }: Side, text: string): Promise<void> {
  await page.locator('[role=textbox]').first().click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await sleep(settleMs);
}

/** Text boxes of a channel from top to bottom. */
const newPost = 0;
const newestThread = 1;

/** In a channel the bot hears only what mentions it, and the mention must be picked from the list. */
async function mention({ page }: Side, place: number, text: string, send: string | RegExp): Promise<void> {
  await page.locator('[role=textbox]').nth(place).click();
  await page.keyboard.type('@Nor', { delay: 60 });
  await page.getByRole('menuitem', { name: 'Northwind Support' }).click();
  await page.keyboard.type(` ${text}`);
  if (send === 'Enter') await page.keyboard.press('Enter');
  else await page.getByRole('button', { name: send }).first().click();
  await sleep(settleMs);
}

/** Chooses for each list the option with this index, from the first list on. */
async function choose({ page }: Side, picks: readonly number[]): Promise<void> {
  const boxes = page.getByRole('combobox');
  for (const [i, pick] of picks.entries()) {
    await boxes.nth(i).click();
    await page.getByRole('option').nth(pick).click();
    await sleep(150);
  }
}

async function writeIntoLast({ page }: Side, text: string): Promise<void> {
  await page.locator('textarea:visible').last().fill(text);
}

/** What no card has asked yet stays as it is. */
async function fillEmpty({ page }: Side, texts: readonly string[]): Promise<void> {
  const areas = page.locator('textarea:visible');
  let next = 0;
  for (let i = 0; i < (await areas.count()); i += 1) {
    if ((await areas.nth(i).inputValue()) === '') await areas.nth(i).fill(texts[next++] ?? 'x');
  }
}

async function play(
  browser: Browser,
  locale: Locale,
  keep: (of: Side, step: string) => Promise<void>,
): Promise<Side[]> {
  const t = translator(locale);
  const said = lines[locale];
  const anna = await openWindow(browser, 56150, 'customer');
  const ben = await openWindow(browser, 56151, 'agents');
  await ben.page.locator('[role=treeitem]', { hasText: 'General' }).first().click();
  await sleep(settleMs);
  if (locale !== 'en') {
    await say(anna, said.language);
    await mention(ben, newPost, said.language, 'Post');
  }
  await keep(anna, 'welcome');
  await say(anna, said.question);
  await keep(anna, 'answer');
  await press(anna, t('answer.not-helped'));
  await choose(anna, [1, 1, 0]);
  await keep(anna, 'form');
  await press(anna, t('form.send'));
  await keep(anna, 'request');
  await keep(ben, 'ticket');
  await press(ben, t('agent.button.claim'));
  await press(ben, t('agent.button.reply'));
  await writeIntoLast(ben, said.reply);
  await keep(ben, 'reply');
  await press(ben, t('agent.reply.send', { name: 'Anna Petrova' }));
  await say(anna, said.answer);
  await mention(ben, newestThread, said.mention, 'Enter');
  await keep(ben, 'thread');
  await keep(anna, 'conversation');
  if (locale === 'en') await compose(browser, [anna, ben]);
  await press(ben, t('agent.button.more'));
  await keep(ben, 'more');
  await press(ben, t('agent.button.escalate', { target: 'Microsoft' }));
  await choose(ben, [1, 0]);
  await fillEmpty(ben, locale === 'en' ? [said.impact] : [said.impact, said.summary]);
  await keep(ben, 'escalation');
  await press(ben, t('agent.escalation.prepare'));
  await press(ben, t('agent.escalation.packet.show'));
  await keep(ben, 'packet');
  await ben.page.locator('input[type=text]:visible').last().fill('2611210040001234');
  await press(ben, t('agent.escalation.number.save'));
  await keep(ben, 'filed');
  await keep(anna, 'with-microsoft');
  await press(ben, t('agent.button.solve'));
  await writeIntoLast(ben, said.resolution);
  await press(ben, t('agent.solve.send'));
  await keep(anna, 'is-it-solved');
  await press(anna, t('resolution.yes'));
  await keep(anna, 'rate');
  await press(anna, /^5/);
  await keep(anna, 'rated');
  await keep(ben, 'end');
  return [anna, ben];
}

/** Both windows side by side, without the playground's own panels. */
async function compose(browser: Browser, windows: readonly Side[]): Promise<void> {
  const shots: string[] = [];
  for (const { page } of windows) {
    const png = await page.screenshot({ clip: { x: 330, y: 48, width: 780, height: 1240 } });
    shots.push(`<img width="640" src="data:image/png;base64,${png.toString('base64')}">`);
  }
  const page = await browser.newPage({ viewport: { width: 1400, height: 1060 } });
  const style =
    'body{margin:0;display:inline-flex;gap:14px;padding:14px;background:#d9d9de}img{display:block;border-radius:6px}';
  await page.setContent(`<style>${style}</style>${shots.join('')}`);
  await page
    .locator('body')
    .screenshot({ path: new URL('../../docs/conversation.png', import.meta.url).pathname });
  await page.close();
}

const [wanted = 'en', outdir] = process.argv.slice(2);
const locale = locales.find((l) => l === wanted) ?? 'en';
const folder = mkdtempSync(join(tmpdir(), 'picture-'));
const logFile = join(folder, 'demo.log');
const script = new URL('../../src/cli/demo.ts', import.meta.url).pathname;
const demo = spawn('sh', ['-c', `exec "${process.execPath}" "${script}" > "${logFile}" 2>&1`], {
  env: { ...process.env, DATABASE_URL: `file:${join(folder, 'picture.db')}` },
});
let step = 0;
async function keep({ page, name }: Side, what: string): Promise<void> {
  step += 1;
  if (outdir === undefined) return;
  mkdirSync(outdir, { recursive: true });
  await page.screenshot({
    path: join(outdir, `${locale}-${String(step).padStart(2, '0')}-${name}-${what}.png`),
  });
}

try {
  for (
    let waited = 0;
    waited < 60 && !readFileSync(logFile, { encoding: 'utf8', flag: 'a+' }).includes('56151');
    waited += 1
  ) {
    await sleep(1000);
  }
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArguments });
  try {
    await play(browser, locale, keep);
  } finally {
    for (const page of browser.contexts().flatMap((c) => c.pages()))
      await keep({ page, name: 'last' }, 'seen');
    await browser.close();
  }
} finally {
  demo.kill('SIGTERM');
  await sleep(1500);
  rmSync(folder, { recursive: true, force: true });
}
