// What use has taught, as leads read it, and what a draft of an article says besides the words of the ticket.

export const learning = {
  'learning.unanswered.title': 'What we could not answer',
  'learning.unanswered.text':
    'Questions of the last {days} days that found no good answer, most frequent first. Names, addresses and numbers are hidden where they can be told.',
  'learning.unanswered.newest':
    'The newest {count} questions that found no good answer, the first of them {when}, most frequent first; older ones are left out. Names, addresses and numbers are hidden where they can be told.',
  'learning.unanswered.empty': 'In the last {days} days no question was left without a good answer.',
  'learning.unanswered.more':
    '{count, plural, one {# more group is not shown.} other {# more groups are not shown.}}',
  'learning.group.asked': '{count, plural, one {Asked once} other {Asked # times}}, last {when}',
  'learning.group.from': '{count, plural, one {# customer} other {# customers}} · {languages}',
  'learning.group.quote': '“{text}”',
  'learning.group.nothing-found': 'nothing found: {count}',
  'learning.group.nothing-chosen': 'nothing chosen: {count}',
  'learning.group.refuted': 'the article did not help: {count}',
  'learning.group.nearest': 'Nearest article: {title}',

  'learning.weak.title': 'Articles that don’t help',
  'learning.weak.text':
    'What came of articles shown in the last {days} days, worst first. 24 hours of silence count as settled, although nobody said so.',
  'learning.weak.empty':
    'In the last {days} days no article has failed often enough to stand out from the others.',
  'learning.weak.name': '{title} · {language}',
  'learning.weak.share':
    '{count, plural, one {Shown once} other {Shown # times}}, settled by it: {share, number, percent}',
  'learning.weak.confirmed': 'it helped: {count}',
  'learning.weak.assumed': 'silence: {count}',
  'learning.weak.refuted': 'it did not help: {count}',
  'learning.weak.returned': 'asked again within a day: {count}',
  'learning.weak.left': 'went on to a person or another article: {count}',

  'draft.ready':
    'The next message is the draft of an article from #{number}. Copy it, take out what is nobody else’s business, correct it, and save it as {file} in the folder that KNOWLEDGE_DIR names.',
  'draft.summary': 'What to do when this happens: {title}.',
  'draft.step.check': 'Check that it is the same trouble: {symptom}.',
  'draft.step.again': 'Try again what did not work before.',
  'draft.stop':
    'Stop and ask a person if something looks different on your screen, or if this does not help.',
} as const;
