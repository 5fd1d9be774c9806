import { describe, expect, it } from 'vitest';
import type { DeskWish } from '../../src/domain/desk-wish.ts';
import { deskWords as english } from '../../src/i18n/en/desk-words.ts';
import { deskWords as russian } from '../../src/i18n/ru/desk-words.ts';
import { deskWords as chinese } from '../../src/i18n/zh-cn/desk-words.ts';
import { commandIn } from '../../src/teams/commands.ts';
import { deskWishIn } from '../../src/teams/desk-words.ts';

const alone: DeskWish = { kind: 'alone' };

describe('a wish', () => {
  it.each<[string, DeskWish]>([
    ['close', alone],
    ['Close!', alone],
    ['/close', alone],
    ['solved', alone],
    ['Resolved.', alone],
    ['internal', alone],
    ['unclaim', alone],
    ['take over', alone],
    ['My tickets', alone],
    ['Закрыть', alone],
    ['решено', alone],
    ['Вернуть в очередь', alone],
    ['Release into own queue', alone],
    ['return it to the queue', alone],
    ['Отпустить в свою очередь', alone],
    ['снять обращение с себя', alone],
    ['放回原队列', alone],
    ['关闭工单。', alone],
    ['已解决', alone],
    ['transfer to billing', { kind: 'transfer', named: 'billing' }],
    ['Please transfer it to Billing', { kind: 'transfer', named: 'billing' }],
    ['transfer to billing please', { kind: 'transfer', named: 'billing' }],
    ['assign to Mei', { kind: 'transfer', named: 'mei' }],
    ['передать в бухгалтерию', { kind: 'transfer', named: 'бухгалтерию' }],
    ['转给 Mei', { kind: 'transfer', named: 'mei' }],
    ['转移到计费', { kind: 'transfer', named: '计费' }],
    ['severity A', { kind: 'severity', named: 'a' }],
    ['повысить важность до B', { kind: 'severity', named: 'b' }],
    ['find Contoso', { kind: 'find', named: 'contoso' }],
    ['найти #1042', { kind: 'find', named: '#1042' }],
    // For the flow to see that these are none.
    ['find the setting under View', { kind: 'find', named: 'the setting under view' }],
  ])('%s', (text, wish) => {
    expect(deskWishIn(text)).toEqual(wish);
  });

  it.each([
    'Close the app and start it again',
    'Close Outlook',
    'Close it, please',
    'The ticket is solved once you restart',
    'It is solved',
    'Fixed',
    'Cancel',
    'Release it',
    'Who has it?',
    'yes',
    'ok',
    'thanks',
    'transferring takes an hour',
    'finder',
    'Закройте приложение и откройте снова',
    'Закройте',
    'Передайте привет коллегам',
    '关闭',
    '请关闭应用后重新打开',
    '',
    'x'.repeat(10_000),
    `find ${'！'.repeat(10_000)}`,
  ])('%s is none', (text) => {
    expect(deskWishIn(text)).toBeUndefined();
  });
});

it('no word of the lists is a command of an agent as well', () => {
  const agents = ['claim', 'note', 'reply', 'ask', 'solve', 'escalate', 'send-again', 'draft-article'];
  const words = [english, russian, chinese].flatMap(({ alone: whole, colon }) => [
    ...whole,
    ...Object.values(colon).flat(),
  ]);
  expect(words.filter((one) => agents.includes(commandIn(one)?.name ?? ''))).toEqual([]);
});
