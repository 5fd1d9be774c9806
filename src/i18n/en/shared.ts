// Words and formats that every part of the product uses.

export const shared = {
  'when.today': 'today {time}',
  'when.tomorrow': 'tomorrow {time}',
  'when.yesterday': 'yesterday {time}',
  'when.date': '{date}, {time}',
  'when.zoned': '{when} ({zone})',
  'span.minutes': '{minutes, plural, one {# minute} other {# minutes}}',
  'span.hours': '{hours, plural, one {# hour} other {# hours}}',
  'span.both':
    '{hours, plural, one {# hour} other {# hours}} {minutes, plural, one {# minute} other {# minutes}}',
  /** In place of a card that Teams found too big or failed at; what it is about stands before it. */
  'card.too-big':
    '{summary}\nTeams did not accept the card. Write “help” to see what you can type instead of pressing its buttons.',
  part: '({part}/{parts}) {text}',
} as const;
