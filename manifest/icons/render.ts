// Makes the PNG icons that Teams asks for from the SVG beside it: node manifest/icons/render.ts [CHROMIUM]
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const sizes = { color: 192, outline: 32 } as const;

const [executablePath = '/usr/bin/chromium'] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage();
for (const [name, size] of Object.entries(sizes)) {
  const svg = readFileSync(new URL(`${name}.svg`, import.meta.url), 'utf8');
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  const png = await page.screenshot({ omitBackground: true });
  writeFileSync(new URL(`${name}.png`, import.meta.url), png);
}
await browser.close();
