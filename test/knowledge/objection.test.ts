import { describe, expect, it } from 'vitest';
import { objects, saysItWorks } from '../../src/knowledge/objection.ts';

describe('thanks that end it', () => {
  it.each([
    'Thank you, it works now',
    'Thanks Ben, all good',
    'thanks again!',
    'No, thanks',
    'thank you, no more problems',
    'Thanks for getting back to me, the problem is gone',
    'many thanks, excellent, it went fast',
    'спасибо, всё заработало',
    'Ещё раз спасибо!',
    'спасибо, пока',
    'спасибо, проблем больше нет',
    'Нет, спасибо',
    '谢谢，好了',
    '谢谢，没问题了',
    '谢谢，又可以了',
    '谢谢，不用了',
    '谢谢，再见',
  ])('%s', (text) => expect(objects(text)).toBe(false));
});

describe('thanks that go on with a "but"', () => {
  it.each([
    'thanks, but it still fails',
    'Thanks, it doesn’t work',
    'Thanks, it happened again',
    'Thanks. It is back.',
    'Thanks, same error',
    'Thank you. Not yet.',
    'thanks, when will you call?',
    'спасибо, но не работает',
    'спасибо, опять то же самое',
    'благодарю, проблема осталась',
    'спасибо, пока что висит',
    'спасибо, а когда позвоните？',
    '谢谢，但是还是不行',
    '谢谢，还没好',
    '谢谢，还是一样',
    '谢谢，又出现了',
  ])('%s', (text) => expect(objects(text)).toBe(true));
});

describe('a report that it works', () => {
  it.each([
    'Thanks for the quick help Ben, Outlook works again',
    'thanks, the mailbox is fixed',
    'Спасибо большое, теперь Outlook работает',
    '谢谢您，Outlook 可以用了',
  ])('%s', (text) => expect(saysItWorks(text)).toBe(true));

  it.each([
    'thanks, Outlook works again, now Teams asks for a password, please help',
    'thanks, Outlook works again, how do I add a second mailbox',
    'Спасибо, Outlook заработал. Добавьте, пожалуйста, ящик Ивану',
    '谢谢，Outlook 可以用了，请再加一个邮箱',
    `thanks, Outlook works again. ${'Then there is my calendar. '.repeat(5)}`,
    'thanks, Outlook',
  ])('but not: %s', (text) => expect(saysItWorks(text)).toBe(false));
});
