import { describe, expect, it } from 'vitest';
import {
  categoryOfPage,
  codesIn,
  localeOfTag,
  localeOfText,
  productsOfPage,
  readPath,
  titleOfPath,
} from '../../src/knowledge/page-facts.ts';

describe('a path', () => {
  it.each([
    ['vpn.md', undefined, 'vpn'],
    ['guides/vpn.ru.md', 'ru', 'guides/vpn'],
    ['ru/guides/vpn.md', 'ru', 'guides/vpn'],
    ['ru-ru/vpn.md', 'ru', 'vpn'],
    ['docs.zh-cn/vpn.md', 'zh-cn', 'docs/vpn'],
    ['docs/zh-hans/vpn.markdown', 'zh-cn', 'docs/vpn'],
    ['vpn/en.md', 'en', 'vpn'],
    ['en-us/vpn.ru-ru.md', 'ru', 'vpn'],
    ['de-de/vpn.md', 'other', 'vpn'],
    ['docs/zh-tw/vpn.md', 'other', 'docs/vpn'],
    ['docs/it/asset-id.md', undefined, 'docs/it/asset-id'],
    ['bs-latn-ba/vpn.md', 'other', 'vpn'],
    ['es-419/vpn.md', 'other', 'vpn'],
    ['hr-it/my-pc.md', undefined, 'hr-it/my-pc'],
    ['setup/teams-en-route.md', undefined, 'setup/teams-en-route'],
  ])('%s', (path, locale, key) => {
    expect(readPath(path)).toEqual({ locale, key });
  });

  it('gives a title when nothing else does', () => {
    expect(titleOfPath('guides/set-up_vpn')).toBe('set up vpn');
  });
});

describe('the language', () => {
  it.each([
    ['en-GB', 'en'],
    ['ru', 'ru'],
    ['zh-Hans-CN', 'zh-cn'],
    ['zh-Hant', 'other'],
    ['fr-fr', 'other'],
  ])('of the tag %s', (tag, locale) => {
    expect(localeOfTag(tag)).toBe(locale);
  });

  it.each([
    ['How to connect to the VPN of the office', 'en'],
    ['Как подключиться к VPN офиса через FortiClient', 'ru'],
    ['如何连接公司的 VPN', 'zh-cn'],
    ['会社の VPN に接続する方法', 'other'],
    ['회사 VPN에 연결하는 방법', 'other'],
    ['Як під’єднатися до мережі офісу, її налаштування', 'other'],
    ['12345 67', 'other'],
  ])('of the text: %s', (text, locale) => {
    expect(localeOfText(text)).toBe(locale);
  });
});

describe('what a page is about', () => {
  it.each([
    ['Share a calendar in Outlook', 'x', ['outlook']],
    ['Create a channel', 'teams/channels/create', ['teams']],
    ['Parking at the garden', 'facilities/parking', ['m365']],
  ])('%s', (title, key, products) => {
    expect(productsOfPage(title, key)).toEqual(expect.arrayContaining(products));
  });

  it.each([
    ['Create a channel in Teams', 'how-to'],
    ['OneDrive is slow', 'technical-performance'],
    ['Cancel a subscription', 'how-to'],
  ])('is never a matter of money: %s', (title, category) => {
    expect(categoryOfPage(title)).toBe(category);
  });

  it('is no how-to where something fails', () => {
    expect(categoryOfPage('Outlook crashes when a message is opened')).toMatch(/^technical-/);
  });

  it('includes its codes, each once and without their families', () => {
    expect(codesIn(['Error 0x80070643', 'Fix 0x80070643 or AADSTS50126'])).toEqual([
      '0x80070643',
      'aadsts50126',
    ]);
  });
});
