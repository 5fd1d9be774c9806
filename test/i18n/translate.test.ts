import { describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';

describe('plurals', () => {
  it.each([
    [1, '1 час'],
    [3, '3 часа'],
    [11, '11 часов'],
    [21, '21 час'],
  ])('%s in Russian', (hours, text) => {
    expect(translator('ru')('span.hours', { hours })).toBe(text);
  });
});

describe('names in a Chinese sentence', () => {
  const send = (name: string) => translator('zh-cn')('agent.reply.send', { name });

  it('stand apart when they are Latin, and not when they are Chinese', () => {
    expect(send('Anna Petrova')).toBe('发送给 Anna Petrova');
    expect(send('王芳')).toBe('发送给王芳');
  });

  it('and a time that ends with a full-width bracket does not either', () => {
    const filed = { number: 1, when: '今天 08:12（UTC）', outside: '26' };
    expect(translator('zh-cn')('text.with-microsoft', filed)).toContain('（UTC）转交 Microsoft');
  });

  it('leaves a dot between two words its room', () => {
    expect(translator('zh-cn')('agent.title', { number: '1', customer: '北辰', person: '王芳' })).toBe(
      '#1 · 北辰 · 王芳',
    );
  });

  it('keep the spaces that are their own', () => {
    expect(send('王 芳')).toBe('发送给王 芳');
  });
});
