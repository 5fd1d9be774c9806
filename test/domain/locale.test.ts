import { expect, it } from 'vitest';
import { writtenIn } from '../../src/domain/locale.ts';

it.each([
  ['Outlook asks for my password', 'en'],
  ['mail to Иван Петров bounces', 'en'],
  ['Не открывается почта у всего отдела', 'ru'],
  ['ПОЧТА НЕ РАБОТАЕТ', 'ru'],
  ['Teams пишет: Sorry, we ran into a problem and could not sign you in', 'ru'],
  ['не открывается https://portal.office.com/account', 'ru'],
  ['outlook打不开', 'zh-cn'],
  ['Teams 提示 you are missing out, ask your admin to enable Teams', 'zh-cn'],
  ['OneDrive 0x8004de40', undefined],
  ['https://portal.office.com/account', undefined],
  ['???', undefined],
  ['Outlookが開かない', undefined],
  ['Не відкривається пошта', undefined],
])('%s is written in %s', (text, locale) => expect(writtenIn(text)).toBe(locale));
