import { describe, expect, it } from 'vitest';
import { isAboutSteps } from '../../src/knowledge/about-steps.ts';

describe('isAboutSteps', () => {
  it.each([
    ...['I don’t understand step 3', 'step 3?', 'What does step two mean?', 'I am stuck at the third step'],
    ...[
      "Step 4 doesn't work",
      'there is no such button, point 2',
      'the last step fails',
      '3rd step is unclear',
    ],
    ...[
      "I don't understand",
      'sorry, not clear',
      'This is too complicated',
      "I don't understand your instructions",
    ],
    ...[
      'не понимаю шаг 3',
      'Шаг 3 непонятен',
      'на 3-м шаге ошибка',
      'третий шаг не выходит',
      'что значит пункт 2?',
    ],
    ...['не понял', 'Ничего не понятно', 'непонятная инструкция', 'не понимаю, что делать', 'слишком сложно'],
    ...['第3步看不懂', '第三步怎么做', '步骤2不明白', '第 3 步没有这个按钮', '最后一步不行'],
    ...['看不懂', '我不明白', '这些步骤看不懂', '不懂怎么操作', '太复杂了', '您的说明我都看不懂'],
  ])('%s', (text) => expect(isAboutSteps(text)).toBe(true));

  it.each([
    ...['step 3 helped, thanks', 'Done with step 2', 'шаг 3 помог', '第3步有用', '第二步完成了'],
    ...['I don’t understand my invoice', 'I do not understand why Outlook asks for a password'],
    ...[
      'не понимаю счёт',
      'не понимаю, почему не приходит почта',
      'непонятное письмо',
      '看不懂账单',
      '不明白为什么被扣款',
    ],
    ...[
      'two-step verification does not work',
      'двухшаговая проверка не приходит',
      '两步验证收不到',
      '第一次登录',
    ],
    ...['the stepper app', 'пункты выдачи', `${'a '.repeat(100)}step 3`],
  ])('not %s', (text) => expect(isAboutSteps(text)).toBe(false));
});

it('reads the longest remark in no time, whatever it repeats', () => {
  // With two ways to read each of them it takes minutes, of 98 longer than the sun will last.
  expect(isAboutSteps(`看不懂${'您的'.repeat(32)}甲`)).toBe(false);
});
