// What use has taught, as leads read it, and what a draft of an article says besides the words of the ticket.
import type { Part } from '../catalogue.ts';
import type { learning as english } from '../en/learning.ts';

export const learning = {
  'learning.unanswered.title': 'На что мы не ответили',
  'learning.unanswered.text':
    'Вопросы за последние {days, plural, one {# день} few {# дня} many {# дней} other {# дня}}, на которые не нашлось хорошего ответа, сначала самые частые. Имена, адреса и номера скрыты там, где их удалось распознать.',
  'learning.unanswered.newest':
    'Самые новые вопросы, на которые не нашлось хорошего ответа: {count}, первый из них {when}; сначала самые частые, более старые не учтены. Имена, адреса и номера скрыты там, где их удалось распознать.',
  'learning.unanswered.empty':
    'За последние {days, plural, one {# день} few {# дня} many {# дней} other {# дня}} ни один вопрос не остался без хорошего ответа.',
  'learning.unanswered.more':
    '{count, plural, one {Ещё # группа не показана.} few {Ещё # группы не показаны.} many {Ещё # групп не показано.} other {Ещё # группы не показано.}}',
  'learning.group.asked':
    '{count, plural, one {Спросили # раз} few {Спросили # раза} many {Спросили # раз} other {Спросили # раза}}, последний раз {when}',
  'learning.group.from':
    '{count, plural, one {# клиент} few {# клиента} many {# клиентов} other {# клиента}} · {languages}',
  'learning.group.quote': '«{text}»',
  'learning.group.nothing-found': 'ничего не нашлось: {count}',
  'learning.group.nothing-chosen': 'ничего не выбрали: {count}',
  'learning.group.refuted': 'статья не помогла: {count}',
  'learning.group.nearest': 'Ближайшая статья: {title}',

  'learning.weak.title': 'Статьи, которые не помогают',
  'learning.weak.text':
    'Что было после показа статей за последние {days, plural, one {# день} few {# дня} many {# дней} other {# дня}}, сначала худшие. Если 24 часа никто не писал, вопрос считается закрытым, хотя этого никто не подтвердил.',
  'learning.weak.empty':
    'За последние {days, plural, one {# день} few {# дня} many {# дней} other {# дня}} ни одна статья не подводила так часто, чтобы выделяться среди других.',
  'learning.weak.name': '{title} · {language}',
  'learning.weak.share':
    '{count, plural, one {Показана # раз} few {Показана # раза} many {Показана # раз} other {Показана # раза}}, вопрос закрыт в {share, number, percent} случаев',
  'learning.weak.confirmed': 'помогла: {count}',
  'learning.weak.assumed': 'молчание: {count}',
  'learning.weak.refuted': 'не помогла: {count}',
  'learning.weak.returned': 'спросили снова в течение суток: {count}',
  'learning.weak.left': 'перешли к специалисту или другой статье: {count}',

  'draft.ready':
    'Следующее сообщение — черновик статьи по обращению #{number}. Скопируйте его, уберите то, что другим знать не нужно, поправьте и сохраните как {file} в папке, указанной в KNOWLEDGE_DIR.',
  'draft.summary': 'Что делать, если происходит следующее: {title}.',
  'draft.step.check': 'Убедитесь, что у вас то же самое: {symptom}.',
  'draft.step.again': 'Повторите то, что раньше не получалось.',
  'draft.stop':
    'Остановитесь и обратитесь к специалисту, если у вас на экране что-то иначе или это не помогает.',
} as const satisfies Part<typeof english>;
