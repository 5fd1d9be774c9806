// Words and formats that every part of the product uses.
import type { Part } from '../catalogue.ts';
import type { shared as english } from '../en/shared.ts';

export const shared = {
  'when.today': '今天 {time}',
  'when.tomorrow': '明天 {time}',
  'when.yesterday': '昨天 {time}',
  'when.date': '{date} {time}',
  'when.zoned': '{when}（{zone}）',
  'span.minutes': '{minutes, plural, other {# 分钟}}',
  'span.hours': '{hours, plural, other {# 小时}}',
  'span.both': '{hours, plural, other {# 小时}} {minutes, plural, other {# 分钟}}',
  'card.too-big': '{summary}\nTeams 未能接收卡片。请输入“帮助”，查看可以用哪些文字代替卡片上的按钮。',
  part: '（{part}/{parts}）{text}',
} as const satisfies Part<typeof english>;
