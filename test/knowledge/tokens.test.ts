import { afterEach, describe, expect, it, vi } from 'vitest';
import { stemOf } from '../../src/knowledge/stems.ts';
import { termsOf } from '../../src/knowledge/tokens.ts';

const concepts = (text: string) =>
  [...termsOf(text).weights]
    .filter(([term, weight]) => term.startsWith('#') && weight === 1)
    .map(([term]) => term);

describe('concepts', () => {
  it.each([
    ['I cannot log in', ['#fail', '#signin']],
    ['не могу войти', ['#fail', '#signin']],
    ['登录失败', ['#signin', '#fail']],
    ['в тимсе пропал звук', ['#teams', '#missing', '#sound', '#hearme']],
    ['аутлук тормозит', ['#outlook', '#slow']],
    ['share point', ['#sharepoint']],
    ['shared mailbox', ['#sharedmailbox']],
    ['общий почтовый ящик', ['#sharedmailbox']],
    ['共享邮箱', ['#sharedmailbox']],
  ])('%s', (text, expected) => {
    for (const concept of concepts(text)) expect(expected).toContain(concept);
    expect(concepts(text)).toContain(expected[0]);
  });

  it('are the same in mixed scripts, with or without a space', () => {
    expect(concepts('teams不能登录')).toEqual(concepts('teams 不能 登录'));
    expect(concepts('teams不能登录')).toEqual(expect.arrayContaining(['#teams', '#signin']));
  });

  it('of a phrase weigh more than those of its words', () => {
    const { weights } = termsOf('reset password');
    expect(weights.get('#recoverpw')).toBe(1);
    expect(weights.get('#password') ?? 0).toBeLessThan(0.5);
  });

  it('keep Teams apart from a team and Windows from a window', () => {
    expect(concepts('our team')).not.toContain('#teams');
    expect(concepts('the window')).not.toContain('#windows');
  });

  it.each([
    ['мы подключили домен', 'я уже дома', '#domain'],
    ['дайте права на папку', 'правила в почте', '#access'],
    ['телефония для отдела', 'мой телефон', '#telephony'],
    ['не приходит код', 'не получается войти', '#notarrive'],
  ])('keep apart Russian words that the stemmer would join: %s, %s', (meant, other, concept) => {
    expect(concepts(meant)).toContain(concept);
    expect(concepts(other)).not.toContain(concept);
  });

  it.each([
    ['портал', 'на портале'],
    ['экран', 'на экране'],
    ['канал', 'в канале'],
  ])('have all forms of a noun: %s, %s', (bare, other) => {
    expect([...termsOf(bare).weights.keys()]).toEqual([...termsOf(other).weights.keys()]);
  });

  it('leave out who tells it and what is not the matter', () => {
    expect(concepts('бухгалтер говорит, что интернет работает, перезагрузка не помогла')).toEqual([]);
  });
});

describe('Chinese', () => {
  it('prefers the same wording among those that mean the same', () => {
    expect([...termsOf('登录').weights.keys()]).toEqual(['#signin', '登录']);
  });

  it('is cut between words that the lexicon does not know', () => {
    expect([...termsOf('食堂窗帘').weights.keys()]).toEqual(['食堂', '窗帘']);
  });

  it.each(['仓库', '数据库', '物流', '区域'])('a character in another word is no concept: %s', (text) => {
    expect(concepts(text)).toEqual([]);
  });

  it.each([
    ['笔记本', '#computer'],
    ['被停用', '#stopped'],
    ['自动移到', '#inboxrule'],
  ])('%s is %s', (text, concept) => {
    expect(concepts(text)).toContain(concept);
  });
});

describe('chatter', () => {
  it.each(['could you please tell me why it is so', 'а вот почему же это так', '请问这个是为什么呢'])(
    'weighs nothing: %s',
    (text) => {
      expect([...termsOf(text).weights]).toEqual([]);
    },
  );

  it('is told as a sign, not as a term', () => {
    expect([...termsOf('thank you').signs]).toEqual(['!thanks']);
    expect([...termsOf('转人工').signs]).toEqual(['!person']);
  });

  it('includes lone numbers', () => {
    expect([...termsOf('2024 7').weights]).toEqual([]);
  });
});

describe('codes', () => {
  it.each([
    ['AADSTS 50126', ['aadsts50126', '~aadsts']],
    ['ошибка 0x8004DE40', ['0x8004de40', '~0x8004']],
    ['80070643', ['0x80070643', '~0x8007']],
    ['提示 CAA20004', ['0xcaa20004', '~0xcaa2']],
    ['550 5.7.1 rejected', ['5.7.1', '~5.7']],
    ['SSPR_0012', ['sspr_0012', '~sspr']],
    ['30015-26', ['30015-26']],
    ['CRITICAL_PROCESS_DIED', ['critical_process_died']],
    ['AuthorizationFailed', ['authorizationfailed']],
    ['KB5034441', ['kb5034441', '~kb']],
  ])('%s', (text, expected) => {
    expect(termsOf(text).codes).toEqual(expected);
  });

  it.each(['call me at 10:30', 'version 2.0', 'in 2025-26 we', 'нам нужно 25 штук'])(
    'none in: %s',
    (text) => {
      expect(termsOf(text).codes.filter((code) => code.startsWith('~'))).toEqual([]);
    },
  );
});

describe('what is too long for a word', () => {
  const divide = vi.spyOn(Intl.Segmenter.prototype, 'segment');
  afterEach(() => divide.mockClear());

  it.each([
    ['ab', 'ing'],
    ['аб', 'ами'],
  ])('keeps its ending: %s…%s', (letters, ending) => {
    const word = (length: number) => `${letters.repeat(32)}`.slice(0, length - ending.length) + ending;
    expect(stemOf(word(64))).not.toBe(word(64));
    expect(stemOf(word(65))).toBe(word(65));
  });

  it.each([
    [64, 1],
    [65, 2],
  ])(
    '%i characters that the lexicon does not know are divided %i times when they come twice',
    (length, times) => {
      const unknown = '甲乙丙丁戊己庚辛壬癸'.repeat(7).slice(0, length);
      termsOf(unknown);
      termsOf(unknown);
      expect(divide.mock.calls.filter(([text]) => text === unknown)).toHaveLength(times);
    },
  );
});

it('corrects a word only when it is asked to', () => {
  const correct = (stem: string) => (stem === 'pasword' ? 'password' : stem);
  expect(termsOf('outlouk pasword', correct).weights.get('#password')).toBe(1);
});

it('weighs the first sentence that says anything more than its story', () => {
  const { weights } = termsOf('Hello! Teams does not start. I called my bank.', undefined, 0.5);
  expect(weights.get('#teams')).toBe(1);
  expect(weights.get('bank')).toBeLessThan(0.5);
});
