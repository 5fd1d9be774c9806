// Draws every card sample as Teams would, light and dark, phone and desktop, three languages:
// `node test/support/contact-sheet.ts OUTDIR`. Needs Chromium; looked at by people, judged by no test.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { locales } from '../../src/domain/locale.ts';
import { present } from '../../src/teams/present.ts';
import { agentSamples } from './agent-samples.ts';
import { browserArguments } from './browser.ts';
import { type CardSample, requesterSamples } from './card-samples.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const themes = {
  light: { page: '#f5f5f5', card: '#ffffff', text: '#242424', link: '#4f52b2' },
  dark: { page: '#1f1f1f', card: '#292929', text: '#ffffff', link: '#7f85f5' },
} as const;
type Theme = keyof typeof themes;
const widths = [320, 640] as const;
const cardsPerSheet = 12;

interface Drawn {
  readonly name: string;
  readonly card: unknown;
}

function drawn(samples: readonly CardSample[]): Drawn[] {
  const key = { card: '00000000-0000-4000-8000-000000000000', nonce: 'nonce' };
  return samples.map(({ name, notice, facts, moment }) => {
    const { attachments } = present(notice, facts, key, moment).activity as {
      attachments: { content: unknown }[];
    };
    return { name, card: attachments[0]?.content };
  });
}

/** Runs in the page. Wide sheets have every folded part opened, narrow ones show what is seen first. */
const drawInPage = `({ cards, config, open }) => {
  const escape = (text) => text.replace(/[&<>"]/g, (c) => '&#' + c.charCodeAt(0) + ';');
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = escape(text).replace(/\\[([^\\]]*)\\]\\(([^)]*)\\)/g, '<a href="$2">$1</a>')
      .replace(/\\*\\*([^*]+)\\*\\*/g, '<b>$1</b>');
    result.didProcess = true;
  };
  const faults = [];
  for (const { name, card } of cards) {
    const frame = document.createElement('figure');
    frame.innerHTML = '<figcaption>' + escape(name) + '</figcaption>';
    const adaptive = new AdaptiveCards.AdaptiveCard();
    adaptive.hostConfig = new AdaptiveCards.HostConfig(config);
    const context = new AdaptiveCards.SerializationContext();
    adaptive.parse(card, context);
    for (let i = 0; i < context.eventCount; i += 1) faults.push(name + ': ' + context.getEventAt(i).message);
    const element = adaptive.render();
    frame.append(element);
    document.querySelector('main').append(frame);
    if (open) for (const button of element.querySelectorAll('button.expandable')) button.click();
  }
  return faults;
}`;

function pageHtml(theme: Theme, width: number): string {
  const { page, card, text, link } = themes[theme];
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; background: ${page}; color: ${text}; font: 14px 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif }
    main { columns: ${width}px ${width === 320 ? 4 : 3}; column-gap: 24px; padding: 16px; width: ${width === 320 ? 4 * width + 72 : 3 * width + 48}px }
    figure { break-inside: avoid; margin: 0 0 24px } figcaption { font-size: 12px; opacity: .6; margin: 0 0 4px }
    a { color: ${link} } .ac-adaptiveCard { background: ${card}; border-radius: 6px; box-sizing: border-box; width: ${width}px }
    .ac-pushButton { border: 1px solid #8888; border-radius: 4px; background: transparent; color: inherit; font: 600 14px 'Segoe UI', 'Liberation Sans', 'Noto Sans CJK SC', sans-serif;
      padding: 5px 12px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
    .ac-pushButton.style-positive { background: #5b5fc7; color: #fff } .ac-pushButton.style-destructive { color: #c4314b }
    .ac-input { font: inherit; color: inherit; background: #8881; border: 1px solid #8886; border-radius: 4px; padding: 5px 8px; box-sizing: border-box; width: 100% }
    select.ac-input option { color: #000 } .ac-input-label { display: block; margin-bottom: 2px }
    .ac-input-label-required-indicator, .ac-inputRequiredIndicator { color: #c4314b }
  </style><main></main>`;
}

async function sheet(page: Page, cards: readonly Drawn[], theme: Theme, width: number, file: string) {
  await page.setContent(pageHtml(theme, width));
  await page.addScriptTag({
    content: read('node_modules/adaptivecards-renderer/dist/adaptivecards.min.js'),
  });
  const config: unknown = JSON.parse(read(`test/support/schemas/hostconfig-microsoft-teams-${theme}.json`));
  const given = JSON.stringify({ cards, config, open: width === 640 });
  const faults = await page.evaluate<string[]>(`(${drawInPage})(${given})`);
  // The renderer tests each second `lang` of a run against a used-up pattern: every language is refused there.
  for (const fault of faults.filter((f) => !f.endsWith('for property "lang".')))
    console.error(`${file}: ${fault}`);
  await page.locator('main').screenshot({ path: file });
}

async function drawAll(browser: Browser, folder: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 2100, height: 1200 } });
  for (const locale of locales) {
    const sides = { requester: requesterSamples(locale), agent: agentSamples(locale) };
    for (const [side, samples] of Object.entries(sides)) {
      const cards = drawn(samples);
      for (const theme of ['light', 'dark'] as const) {
        for (const width of widths) {
          for (let from = 0; from < cards.length; from += cardsPerSheet) {
            const number = 1 + from / cardsPerSheet;
            const file = join(folder, `${side}-${locale}-${theme}-${width}-${number}.png`);
            await sheet(page, cards.slice(from, from + cardsPerSheet), theme, width, file);
          }
        }
      }
    }
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node test/support/contact-sheet.ts OUTDIR');
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: browserArguments,
});
try {
  await drawAll(browser, folder);
} finally {
  await browser.close();
}
