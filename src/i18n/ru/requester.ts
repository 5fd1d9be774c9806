// Everything a requester reads, and the refusals of both sides.
import type { Part } from '../catalogue.ts';
import type { requester as english } from '../en/requester.ts';

export const requester = {
  fallback: 'Эту карточку нельзя показать здесь. Напишите вопрос текстом или напишите «помощь».',

  'welcome.title': 'Поддержка от {partner}',
  'welcome.for': '{customer} · {plan}',
  'welcome.open': 'Сейчас открыто. Закрытие: {when}',
  'welcome.open-always': 'Работаем круглосуточно',
  'welcome.closed': 'Сейчас закрыто. Открытие: {when}',
  'welcome.closed-for-long': 'Сейчас закрыто',
  'welcome.covered': 'Что входит:',
  'welcome.hours': 'Часы работы:',
  'welcome.first-answer': 'Первый ответ:',
  'welcome.first-answer.value':
    '{critical}, если работа стоит; {moderate}, если есть помехи; {minimal} в остальных случаях (рабочее время)',
  'welcome.contact': 'Контакты:',
  'welcome.price': 'Цена:',
  'welcome.emergency': 'Вне часов работы:',
  'welcome.ask': 'Напишите своими словами, что случилось. Например:',
  'welcome.language': 'Язык · Language · 语言',

  'hours.line': '{days} {times}',
  'hours.range': '{first}–{last}',
  'hours.between': '; ',
  'hours.always': 'круглосуточно, без выходных',
  'hours.zoned': '{hours} ({zone})',

  'answer.choice.title': 'Что из этого подходит?',
  'answer.choice.text':
    'Нашлось несколько возможных ответов. Если вопросов несколько, напишите остальные отдельными сообщениями.',
  'answer.only-in.en': 'Только на английском',
  'answer.only-in.ru': 'Только на русском',
  'answer.only-in.zh-cn': 'Только на китайском',
  'answer.outcome': 'Результат:',
  'answer.help-page': 'Справка Microsoft',
  'answer.more-at': 'Подробнее на {host}',
  'answer.admin-test': 'Проверка Microsoft (для администраторов)',
  'answer.unfold': 'Показать шаги',
  'answer.others': 'Другие ответы',
  'answer.helped': 'Помогло',
  'answer.not-helped': 'Не помогло',
  'answer.person': 'К специалисту',
  'answer.nothing.title': 'Надёжного ответа не нашлось',
  'answer.nothing.text': 'Вам поможет специалист.',
  'answer.to-form': 'Оформить обращение',
  'answer.settled': 'Вопрос решён',
  'answer.settled.text': 'Если это повторится, напишите снова.',
  'answer.deleted': 'Вы удалили этот вопрос',
  'answer.deleted.text': 'Ваши слова удалены и здесь. Если помощь всё ещё нужна, напишите вопрос ещё раз.',
  'answer.ticket': 'Передано службе поддержки',
  'answer.ticket.text': 'Это обращение #{number}.',

  'issue.heading.incident': 'Microsoft сообщает о сбое: {service}',
  'issue.heading.advisory': 'Microsoft сообщает о частичной неполадке: {service}',
  'issue.heading.over': 'Microsoft сообщает об окончании сбоя: {service}',
  'issue.state.investigating': 'Выясняется причина',
  'issue.state.serviceDegradation': 'Работает с ограничениями',
  'issue.state.serviceInterruption': 'Не работает',
  'issue.state.restoringService': 'Восстанавливается',
  'issue.state.extendedRecovery': 'Восстанавливается медленно',
  'issue.state.investigationSuspended': 'Microsoft ждёт данных',
  'issue.state.other': 'Идёт работа',
  'issue.state.over': 'Закончилось',
  'issue.facts': 'начало: {when} · {id}',
  'issue.word': 'Сообщение Microsoft на английском ({when}):',
  'issue.word.all': 'Всё сообщение Microsoft',
  'issue.next': 'Следующее сообщение Microsoft: {when}.',
  'issue.watch': 'Сообщить, когда исправят',
  'issue.unwatch': 'Больше не сообщать',
  'issue.watched': 'О новостях и об исправлении вы прочитаете здесь.',
  'issue.otherwise': 'Если у вас другое:',
  'issue.otherwise.over': 'Если у вас всё ещё не работает:',
  'issue.asking':
    'Выясняю, сообщает ли Microsoft о сбое для вашей компании. Если сообщает, вы прочитаете об этом здесь.',
  'issue.nothing': 'О подходящем сбое для вашей компании Microsoft не сообщает (проверено: {when}).',
  'issue.unread': 'Сейчас не удалось узнать, сообщает ли Microsoft о сбое для вашей компании.',
  'issue.not-connected':
    'Мне не видно, сообщает ли Microsoft о сбое для вашей компании. Крупные сбои видны на общей странице.',
  'issue.public-page': 'Общая страница состояния Microsoft',
  'issue.goes-along':
    'Microsoft сообщает о сбое, который может быть причиной: {service}, {id}. Он будет указан в обращении.',

  'form.title.technical': 'Несколько уточнений для поддержки',
  'form.title.sign-in': 'Несколько уточнений для поддержки',
  'form.title.mail': 'Несколько уточнений для поддержки',
  'form.title.subscription': 'Ваш запрос по лицензиям',
  'form.title.billing': 'Ваш вопрос по счёту',
  'form.intro': 'С этими сведениями можно начать работу сразу. «Не знаю» — тоже ответ.',
  'form.intro.commercial': 'Заполните, что знаете: специалист ответит вам здесь, в чате.',
  'form.intro.nothing':
    'Надёжного ответа не нашлось. Напишите здесь другими словами, и я поищу ещё раз, или отправьте форму, и вам поможет специалист.',
  'form.collect': 'Полезно указать: {list}.',
  'form.collect.between': '; ',
  'form.secrets': 'Не вводите пароли, коды и номера карт.',
  'form.send': 'Отправить в поддержку',

  'request.question-deleted': 'Вопрос удалён',
  'request.title': 'Обращение #{number}',
  'request.summary': 'Обращение #{number}: {state}',
  'request.since': '{state} · {when}',
  'request.next.first-answer': 'Срок первого ответа: {when}.',
  'request.next.late': 'Первый ответ задерживается. Срок был: {when}.',
  'request.next.assigned': 'Ответ придёт сюда, в этот чат.',
  'request.next.waiting-requester': 'Напишите ответ здесь, в чате, и работа продолжится.',
  'request.next.outside': 'Как только появятся новости, вы увидите их здесь.',
  'request.next.outside-check': 'Поддержка запросит новости, и вы увидите их здесь. Срок запроса: {when}.',
  'request.next.solved':
    'Решено? Ответьте на карточке ниже или напишите «решено» либо «не решено». Без ответа обращение закроется {when}.',
  'request.next.closed': 'Открыть его снова можно до: {when}.',
  'request.next.closed-for-good': 'Если это повторится, задайте новый вопрос.',
  'request.next.withdrawn': 'Работа по обращению прекращена.',
  'request.desk-closed': 'Сейчас закрыто. Открытие: {when}.',
  'request.emergency': 'Вне часов работы: {way}',
  'request.by-phone': 'Если ждать нельзя, позвоните: {phone}.',
  'request.assignee': 'Ваш специалист:',
  'request.urgency': 'Срочность:',
  'request.urgency.A': 'Высокая',
  'request.urgency.B': 'Повышенная',
  'request.urgency.C': 'Обычная',
  'request.outside-number': 'Номер у них:',
  'request.resolution': 'Решение:',
  'request.add': 'Чтобы что-то добавить, напишите сюда.',
  'request.withdraw': 'Отозвать',
  'request.withdraw.ask': 'Отозвать обращение #{number}? Поддержка прекратит работу по нему.',
  'request.withdraw.yes': 'Да, отозвать',

  'list.title': 'Ваши обращения',
  'list.empty': 'У вас нет обращений. Напишите, что случилось, и я поищу ответ.',
  'list.show': 'Показать',

  'which.title': 'К какому обращению это относится?',
  'which.text': 'Сообщение уйдёт в то, которое вы выберете.',
  'which.more': 'Открытых обращений у вас больше, здесь последние {count}.',
  'which.choose': 'Выбрать',
  'which.something-else': 'Это другое',

  'resolution.title': 'Обращение #{number} решено?',
  'resolution.by': '{name} пишет:',
  'resolution.yes': 'Да, решено',
  'resolution.no': 'Нет, ещё нет',
  'resolution.closes': 'Без ответа обращение закроется {when}.',
  'resolution.closed': 'Обращение #{number} закрыто',
  'resolution.rate': 'Как вы оцениваете работу поддержки?',
  'resolution.scale': '1 — плохо, 5 — очень хорошо.',
  'resolution.score.1': 'Плохо',
  'resolution.score.2': 'Не очень хорошо',
  'resolution.score.3': 'Средне',
  'resolution.score.4': 'Хорошо',
  'resolution.score.5': 'Очень хорошо',
  'resolution.thanks': 'Спасибо. Ваша оценка: {score} из 5.',
  'resolution.thanks.comment': 'Спасибо. Ваша оценка: {score} из 5, отзыв получен.',
  'resolution.comment': 'Отзыв',
  'resolution.comment.label': 'Что было хорошо, а что нет?',
  'resolution.comment.error': 'Сначала напишите отзыв.',
  'resolution.comment.send': 'Отправить отзыв',
  'resolution.reopen': 'Проблема вернулась',
  'resolution.reopened': 'Обращение #{number} снова открыто',
  'resolution.reopened.text': 'Поддержка снова работает над ним.',
  'resolution.withdrawn': 'Обращение #{number} отозвано',
  'resolution.earlier': 'Как обстоит дело сейчас, написано ниже.',

  'text.help':
    'Напишите своими словами, что случилось, и я поищу ответ. Ещё можно написать:\n• мои обращения: о чём вы спрашивали и что с этим сейчас\n• новый вопрос: начать другую тему\n• специалист: передать вопрос службе поддержки\n• решено, не решено: об обращении, на которое ответили\n• отозвать: прекратить работу по обращению\n• часы работы: что входит в поддержку, когда и по какой цене\n• русский, english, 中文: сменить язык',
  'text.greeting': 'Здравствуйте. Чем помочь? Напишите своими словами.',
  'text.about-bot':
    'Я бот: ищу ответы и передаю обращения в поддержку {partner}. Чтобы вопрос взял сотрудник, напишите «человек».',
  'text.thanks': 'Пожалуйста.',
  'text.upset':
    'Понимаю, что это неприятно. Напишите одним предложением, что не работает, и я поищу ответ; или напишите «человек», и вопрос возьмёт сотрудник поддержки.',
  'text.not-ours':
    'Похоже, это не относится к тому, что мы поддерживаем: Microsoft 365, Teams, Windows, Azure, Dynamics 365 и лицензии на них. Если всё же относится, напишите «человек», и ваш вопрос прочтёт служба поддержки.',
  'text.language-set': 'Теперь я пишу по-русски.',
  'text.not-served':
    'Вашей компании нет в списке тех, кого здесь поддерживает {partner}, поэтому принять вопрос не получится. Вы можете написать на {email}.',
  'text.self-help-settled': 'Хорошо. Если это повторится, напишите снова.',
  'text.asked-again': 'Напишите, пожалуйста, свой вопрос одним сообщением, своими словами.',
  'text.ticket-noted': 'Добавлено в обращение #{number}.',
  'text.answer-noted':
    'Добавлено в обращение #{number}: там ждут вашего ответа. Если это было для меня, напишите то же ещё раз, поставив впереди «/».',
  'text.claimed': 'Обращением #{number} занимается {name}. Ответ придёт сюда.',
  'text.takes-over': 'Обращением #{number} займётся другой сотрудник. Ответ придёт сюда.',
  'text.with-microsoft':
    'Обращение #{number} передано в Microsoft: {when}, номер у них {outside}. Как только появятся новости, вы увидите их здесь.',
  'text.with-provider':
    'Обращение #{number} передано поставщику {provider}: {when}, номер у них {outside}. Как только появятся новости, вы увидите их здесь.',
  'text.number-corrected':
    'Номер обращения #{number} у {target} был указан с ошибкой. Верный номер: {outside}.',
  'text.back-from-outside':
    'Обращение #{number} вернулось в службу поддержки. Работа продолжается, ответ придёт сюда.',
  'text.still-solved':
    'Пожалуйста. Если обращение #{number} решено, нажмите «Да, решено» на его карточке или напишите «решено». Если ответа не будет, оно закроется: {when}.',
  'text.closed-by-silence':
    'Обращение #{number} закрыто, потому что ответа не было. Если проблема осталась, нажмите «Проблема вернулась» на его карточке. Это можно сделать до: {when}.',

  'text.issue.found':
    'Microsoft сообщает о сбое, который может быть причиной: {service}, {id}. Начало: {when}.',
  'text.issue.word': 'Новости Microsoft о сбое {id}, {service}.',
  'text.issue.over':
    'Microsoft сообщает, что сбой {id}, {service}, закончился. Если у вас всё ещё не работает, напишите снова.',
  'text.issue.quoted': 'Сообщение Microsoft на английском ({when}):',
  'text.issue.watch': 'Чтобы узнать об исправлении, напишите «сообщить, когда исправят».',
  'text.issue.unwatch': 'Чтобы больше не получать таких новостей, напишите «больше не сообщать».',
  'text.issue-watched': 'О новостях по {id} и об исправлении вы прочитаете здесь.',
  'text.issue-unwatched': 'Новостей о {id} больше не будет.',

  'relay.from-agent': '{name} · #{number}',
  'relay.from-requester': '{name}',
  'relay.head': '{head}:',
  'relay.edited': '{head} (изменено)',
  'relay.deleted': 'Это сообщение удалено.',
  'relay.files': 'Файлы (только названия): {names}',

  'refused.claimed-by-other': 'Этим уже занимается {by}.',
  'refused.somebody': 'другой специалист',
  'refused.already-yours': 'Это уже у вас.',
  'refused.ended': 'Работа уже завершена, поэтому ничего не изменилось.',
  'refused.already-solved': 'Решение уже отмечено.',
  'refused.already-done': 'Это уже сделано.',
  'refused.maybe-command':
    'Это похоже на команду, поэтому заявителю ничего не отправлено. Что можно сделать, видно по кнопкам карточки и по слову «помощь». Если это ответ заявителю, поставьте впереди «ответ:».',
  'refused.maybe-transfer':
    'Это похоже на передачу обращения, поэтому заявителю ничего не отправлено. Чтобы передать, напишите «передать:» и название очереди: {queues}. Если это ответ заявителю, поставьте впереди «ответ:».',
  'refused.not-allowed': 'Ваша роль этого не позволяет. Это может сделать руководитель или администратор.',
  'refused.not-yours': 'Это обращение другого человека.',
  'refused.card-outdated': 'Эта карточка устарела. Воспользуйтесь самой новой.',
  'refused.card-renewed':
    'Карточка устарела, поэтому ничего не сделано. Теперь она показывает, как обстоят дела: нажмите ещё раз.',
  'refused.too-fast':
    'Сообщения приходят быстрее, чем я успеваю читать. Ближайшие три минуты то, что вы пишете и нажимаете, не принимается: подождите, а потом напишите всё одним сообщением.',
  'press.working': 'Это займёт ещё немного времени. Карточка изменится сама.',
  'refused.not-understood': 'Не удалось это разобрать. Напишите «помощь», чтобы узнать, что можно сделать.',
  'refused.too-long':
    'Текст слишком длинный для карточки, поэтому ничего не отправлено. Он остался в форме: скопируйте его и отправьте сообщением здесь.',
  'refused.empty-text': 'Я читаю только набранный текст, а здесь его нет. Пожалуйста, напишите словами.',
  'refused.not-a-number': 'Это не похоже на номер запроса. Введите его так, как получили.',
  'refused.documented-issue':
    'Microsoft уже объявила об этой проблеме и устраняет её, поэтому дальше она не передаётся.',
  'refused.incomplete': 'Что-то не заполнено или требует проверки. Посмотрите на отмеченные поля.',
  'refused.reopen-window-over': 'Срок, когда обращение можно открыть снова, прошёл. Задайте новый вопрос.',
  'refused.withdrawn': 'Это обращение отозвано. Задайте новый вопрос.',
  'refused.not-solved': 'Сейчас нет решения, которое нужно подтвердить.',
  'refused.not-closed': 'Оценить можно после закрытия.',
  'refused.already-rated': 'Оценка уже поставлена.',
  'refused.same-queue': 'Обращение уже в этой очереди.',
  'refused.issue-over': 'Microsoft сообщает, что сбой закончился, ждать больше нечего.',
  'refused.no-ticket': 'Нет обращения, к которому это могло бы относиться.',
  'refused.no-question': 'Нет вопроса, к которому это могло бы относиться. Сначала напишите его.',
  'refused.say-what-about': 'Напишите одним сообщением, что случилось, и я передам это службе поддержки.',
  'refused.unknown-queue': 'В настройках нет очереди с таким названием.',
  'refused.escalation-open': 'Эскалация уже есть и ещё не завершена.',
  'refused.not-staff': 'Это могут делать только сотрудники, указанные в настройках и состоящие в команде.',
  'refused.not-in-thread': 'Это работает только в ветке обращения.',
  'refused.link-in-channel': 'Напишите это в том канале, куда должны приходить обращения очереди.',
  'refused.message-too-long': 'Сообщение слишком длинное для пересылки. Отправьте его частями.',
  'refused.edit-not-followed':
    'Изменения в этом сообщении не учитываются. Если они важны, напишите новое сообщение.',
  'refused.files-stay':
    'Сам файл здесь передать нельзя, только его название. Опишите, что в нём, или вставьте текст из него.',
  'refused.ticket-moved':
    'Обращение теперь в очереди «{queue}», работа продолжается там; отсюда заявитель ничего не получит.',
  'refused.maybe-lost':
    'Нет уверенности, что ваше последнее сообщение дошло до поддержки. Отправьте его, пожалуйста, ещё раз.',
  'refused.change-lost':
    'Ваше изменение не дошло до поддержки: там, возможно, по-прежнему видят прежнее сообщение.',
  'refused.nothing-to-send': 'Отправлять ещё раз нечего.',
  'refused.not-reachable':
    'С заявителем по-прежнему нет связи, ничего не отправлено. Звоните или пишите на почту.',
  'refused.customer-not-served': 'Этого клиента больше нет в настройках, отправить ему ничего нельзя.',
  'refused.own-chat':
    'Ответы приходят только в личный чат, который больше никто не читает. Откройте личный чат с ботом и напишите там.',
  'refused.too-many-requests':
    'За час поддержка получила от вас много обращений, поэтому новое не открыто. Напишите «мои обращения», выберите открытое и дополните его.',
  'refused.not-solved-yet': 'У этого обращения ещё нет решения. Сначала решите его, потом делайте статью.',
  'refused.press-failed':
    'Последнее нажатие кнопки могло не подействовать. Посмотрите на карточку и нажмите ещё раз, если ничего не изменилось.',
} as const satisfies Part<typeof english>;
