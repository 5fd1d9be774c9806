import { describe, expect, it } from 'vitest';
import type { DeskWish } from '../../src/domain/desk-wish.ts';
import { commands as englishWords } from '../../src/i18n/en/commands.ts';
import { deskWords as english } from '../../src/i18n/en/desk-words.ts';
import { commands as russianWords } from '../../src/i18n/ru/commands.ts';
import { deskWords as russian } from '../../src/i18n/ru/desk-words.ts';
import { commands as chineseWords } from '../../src/i18n/zh-cn/commands.ts';
import { deskWords as chinese } from '../../src/i18n/zh-cn/desk-words.ts';
import { commandIn } from '../../src/teams/commands.ts';
import { deskWishIn } from '../../src/teams/desk-words.ts';
import { isNear } from '../../src/teams/misspelt-words.ts';

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
    ['release', alone],
    ['Snooze.', alone],
    ['wait for customer', alone],
    ['Waiting for the customer', alone],
    ['escalate this', alone],
    ['close as solved', alone],
    ['отпустить', alone],
    ['отложить', alone],
    ['Жду клиента', alone],
    ['Закрыть как решённое', alone],
    ['释放', alone],
    ['暂缓', alone],
    ['等待客户。', alone],
    ['升级此工单', alone],
    ['snooze until tomorrow', { kind: 'brief', named: 'tomorrow' }],
    ['отложить до завтра', { kind: 'brief', named: 'завтра' }],
    ['暂缓到明天', { kind: 'brief', named: '明天' }],
    ['escalate to Fabrikam', { kind: 'brief', named: 'fabrikam' }],
    ['эскалировать в Fabrikam', { kind: 'brief', named: 'fabrikam' }],
    ['升级给 Fabrikam', { kind: 'transfer', named: 'fabrikam' }],
    ['close as solved 5 licences removed', { kind: 'brief', named: '5 licences removed' }],
    ['transfr to billing', { kind: 'transfer', named: 'billing' }],
    ['Trasnfer billing, please', { kind: 'transfer', named: 'billing' }],
    ['передть в бухгалтерию', { kind: 'transfer', named: 'бухгалтерию' }],
    ['esclate to Wingtip', { kind: 'transfer', named: 'wingtip' }],
    ['sevrity A', { kind: 'severity', named: 'a' }],
    ['@Mei can you take it?', { kind: 'colleague', named: 'Mei' }],
    ['＠王小芳 请接手', { kind: 'colleague', named: '王小芳' }],
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

describe('a slip before a colon', () => {
  it.each([
    'noet: she is difficult',
    'NOET : she is difficult',
    '**noet**: she is difficult',
    '10:30 noet: she is difficult',
    'note1: she is difficult',
    'intrnal: she is difficult',
    'pirvate: she is difficult',
    'privat note: she is difficult',
    'repyl: hello',
    'sovle: new profile',
    'resolvd: new profile',
    'close as sloved: new profile',
    'trasnfer: billing',
    'sevrity: B because the accountant waits',
    'prioirty: B',
    'esclate: Wingtip',
    'escalate: Wingtip',
    'claim: now',
    'calim: now',
    'закметка: клиент врёт',
    'замтека：клиент врёт',
    'внутренее: клиент врёт',
    'отвте: здравствуйте',
    'вопрсо: какая версия?',
    'решене: новый профиль',
    'пердать: бухгалтерия',
    'важноть: А',
    'эскалирвать: Wingtip',
    '上报：Wingtip',
    `noet: ${'she is difficult '.repeat(40)}`,
  ])('%s', (text) => {
    expect(commandIn(text) ?? deskWishIn(text)).toEqual(alone);
  });

  it.each([
    '/claim now',
    '/escalate to them',
    '/close the ticket now',
    '/calim',
    '/noet she is difficult',
    '/status now',
  ])('and behind a slash: %s', (text) => {
    expect(deskWishIn(text)).toEqual(alone);
  });

  it.each([
    // English
    'Notes: the licence ends in May',
    'Node: restart the server',
    'None: the list is empty',
    'Asks: which account',
    'Task: restart Outlook',
    'Mask: 255.255.255.0',
    'Replay: the recording is in the chat',
    'Resolver: use 1.1.1.1',
    'Solutions: two are possible',
    'Interval: five minutes',
    'Claims: the token has three',
    'Transfers: two are waiting',
    'Private messages: turn them on',
    'Take: the second entry',
    'Mine: the same version as yours',
    'Step 1: open the settings',
    '1. Solutoin: start in safe mode',
    'Reply to all: use this button',
    'Please release the mailbox from quarantine',
    'Release the mailbox from quarantine',
    'I will escalate this to Microsoft today and tell you',
    'We wait for the customer portal to open',
    'Wait for the customer portal to open',
    'Transferring data takes an hour',
    'Snooze the reminder in Outlook',
    'Close as many windows as you can',
    // Russian
    'Заметки: они в OneNote',
    'Вопросы: пишите сюда',
    'Опрос: ссылка ниже',
    'Ответы: на второй вкладке',
    'Ответьте: когда это началось?',
    'Отчёт: во вложении',
    'Решения: их два',
    'Отметить: флажок слева',
    'Сбросить: кнопка внизу',
    'Уточните: какая версия?',
    'Влажность: 40 %',
    'Комментарии: вкладка справа',
    'Принять: кнопка в письме',
    'Отпустите письмо из карантина',
    'Отложите перезагрузку до завтра',
    'Мы ждём ответа клиента Contoso до вечера',
    'Эскалируем это в Microsoft сегодня',
    // Chinese
    '升级：请安装新版本',
    '领取：点击链接',
    '步骤：打开设置',
    '提示：先备份',
    '方法：重启应用',
    '请从隔离区释放邮件',
    '释放邮箱后再试一次',
    '等待客户端更新完成',
    '暂缓安装此更新',
    '我们已升级到微软处理',
    '注意：不要关闭窗口',
    // A path
    '/etc/hosts holds it',
  ])('is none: %s', (text) => {
    expect(commandIn(text) ?? deskWishIn(text)).toBeUndefined();
  });

  it('is not looked for in what replies begin with, and each such word would be one', () => {
    const words = [english, russian, chinese].flatMap(({ ordinary }) => ordinary);
    expect(words.filter((one) => deskWishIn(`${one}: x`) ?? commandIn(`${one}: x`))).toEqual([]);
    expect(new Set(words).size).toBe(words.length);
    const obeyed = [englishWords, russianWords, chineseWords].flatMap((of) => Object.values(of).flat());
    const desk = [english, russian, chinese].flatMap(({ colon }) => Object.values(colon).flat());
    const all = [...obeyed, ...desk];
    expect(words.filter((one) => !all.some((word) => word === one || isNear(one, word)))).toEqual([]);
  });

  it.each([
    ['note', 'note', false],
    ['noet', 'note', true],
    ['notes', 'note', true],
    ['nte', 'note', true],
    ['onte', 'note', true],
    ['node', 'note', true],
    ['nodes', 'note', false],
    ['eton', 'note', false],
    ['asks', 'ask', false],
    ['备主', '备注', false],
  ])('“%s” and “%s”: %s', (said, word, isOne) => {
    expect(isNear(said, word)).toBe(isOne);
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

it('an address is no colleague who is asked', () => {
  expect(deskWishIn('@mei.lin@northwind.example is the address')).toBeUndefined();
});
