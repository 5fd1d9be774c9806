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
} as const satisfies Part<typeof english>;
