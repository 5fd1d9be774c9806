// Words and formats that every part of the product uses.
import type { Part } from '../catalogue.ts';
import type { shared as english } from '../en/shared.ts';

export const shared = {
  'when.today': 'сегодня, {time}',
  'when.tomorrow': 'завтра, {time}',
  'when.yesterday': 'вчера, {time}',
  'when.date': '{date}, {time}',
  'when.zoned': '{when} ({zone})',
  'span.minutes': '{minutes, plural, one {# минута} few {# минуты} many {# минут} other {# минуты}}',
  'span.hours': '{hours, plural, one {# час} few {# часа} many {# часов} other {# часа}}',
  'span.both':
    '{hours, plural, one {# час} few {# часа} many {# часов} other {# часа}} {minutes, plural, one {# минута} few {# минуты} many {# минут} other {# минуты}}',
  'card.too-big':
    '{summary}\nTeams не принял карточку. Напишите «помощь», чтобы узнать, что можно ввести вместо нажатия её кнопок.',
  part: '({part}/{parts}) {text}',
} as const satisfies Part<typeof english>;
