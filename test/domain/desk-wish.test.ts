import { describe, expect, it } from 'vitest';
import { isForDesk, severityIn } from '../../src/domain/desk-wish.ts';
import type { Settings } from '../../src/domain/settings.ts';
import { sampleSettings } from '../support/samples.ts';

const [queue, ...queues] = sampleSettings.queues;
if (!queue) throw new Error('no queue');
const settings = {
  ...sampleSettings,
  queues: [
    queue,
    ...queues,
    { ...queue, id: 'l2', name: 'Бухгалтерия' },
    { ...queue, id: 'status', name: 'What is new' },
  ],
  staff: [
    { id: 'b', name: 'Ben Carter', roles: ['agent'], email: 'ben@northwind.example' },
    { id: 'm', name: 'Мария Лин', roles: ['lead'], email: 'maria@northwind.example' },
    { id: 'l', name: 'Mei Lin', roles: ['agent'], email: 'mei@northwind.example' },
    { id: 'w', name: '王小芳', roles: ['agent'], email: 'wang@northwind.example' },
  ],
} satisfies Settings;

describe('for the desk', () => {
  it('is what is a wish alone', () => {
    expect(isForDesk({ kind: 'alone' }, settings)).toBe(true);
  });

  it.each([
    ['transfer', 'billing'],
    ['transfer', 'billing and licences'],
    ['transfer', 'l2'],
    ['transfer', 'ben'],
    ['transfer', 'Ben Carter'],
    ['transfer', 'марии'],
    ['transfer', 'бухгалтерию'],
    ['transfer', '王小芳'],
    ['transfer', 'wingtip'],
    ['brief', 'fabrikam'],
    ['brief', 'tomorrow morning'],
    ['brief', 'понедельника'],
    ['brief', '明天上午'],
    ['brief', 'Wingtip, they sold the licences'],
    ['brief', 'wingtip distribution they sold the licences'],
    ['colleague', 'Mei'],
    ['colleague', 'ben'],
    ['colleague', 'Мария'],
    ['colleague', '小芳'],
    ['colleague', '王小芳请接手'],
    ['severity', 'a'],
    ['severity', 'в'],
    ['severity', 'a because the whole company waits'],
    ['severity', 'b vip'],
    ['severity', 'в потому что все стоит'],
    ['severity', 'a因为全公司停工'],
    ['find', '#1042'],
    ['find', sampleSettings.customers[0]?.name ?? ''],
  ] as const)('%s %s', (kind, named) => {
    expect(isForDesk({ kind, named }, settings)).toBe(true);
  });
});

describe('for the requester', () => {
  it.each([
    ['transfer', 'the other mailbox'],
    ['transfer', 'onedrive'],
    ['transfer', 'the group billing reads first'],
    ['transfer', 'ben carter the licence'],
    ['transfer', 'is'],
    ['transfer', ''],
    ['severity', 'levels are shown there'],
    ['severity', 'alert mails are sent there'],
    ['severity', 'в этом списке задаёт администратор'],
    ['severity', 'с понедельника другая'],
    ['severity', 'a is for outages'],
    ['severity', 'b or c is chosen by the administrator'],
    ['severity', 'a表示系统中断'],
    ['brief', 'the update is installed there'],
    ['brief', '系统管理员安装完更新之后'],
    ['brief', ''],
    ['colleague', 'Anna'],
    ['colleague', 'benefits'],
    ['severity', ''],
    ['find', 'the setting under view'],
    ['find', '12'],
  ] as const)('%s %s', (kind, named) => {
    expect(isForDesk({ kind, named }, settings)).toBe(false);
  });
});

describe('a severity said', () => {
  it.each([
    ['A, nobody can work', 'A', 'nobody can work'],
    ['b: VIP', 'B', 'VIP'],
    ['С — просто вопрос', 'C', 'просто вопрос'],
    ['A 全公司受影响', 'A', '全公司受影响'],
    ['A, because nobody can work', 'A', 'nobody can work'],
    ['A due to the outage', 'A', 'the outage'],
    ['А, потому что все стоит', 'A', 'все стоит'],
    ['A，因为全公司停工', 'A', '全公司停工'],
    ['A, asked by the director', 'A', 'asked by the director'],
  ])('%s', (text, severity, reason) => {
    expect(severityIn(text)).toEqual({ severity, reason });
  });

  it.each(['A', 'A.', '', 'high', 'All are affected', 'D never', '1 all wait', 'A because'])(
    '%s is none',
    (text) => {
      expect(severityIn(text)).toBeUndefined();
    },
  );
});
