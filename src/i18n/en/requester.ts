// Everything a requester reads, and the refusals of both sides.

export const requester = {
  fallback: 'This card cannot be shown here. Write your question as text, or write “help”.',

  'welcome.title': 'Support from {partner}',
  'welcome.for': '{customer} · {plan}',
  'welcome.open': 'Open now, until {when}',
  'welcome.open-always': 'Open around the clock',
  'welcome.closed': 'Closed now, opens {when}',
  'welcome.closed-for-long': 'Closed now',
  'welcome.covered': 'Covered:',
  'welcome.hours': 'Hours:',
  'welcome.first-answer': 'First answer:',
  'welcome.first-answer.value':
    '{critical} if work has stopped, {moderate} if it is disturbed, {minimal} for anything else (working time)',
  'welcome.contact': 'Contact:',
  'welcome.price': 'Price:',
  'welcome.emergency': 'Outside hours:',
  'welcome.ask': 'Write in your own words what is wrong. For example:',
  'welcome.language': 'Language · Язык · 语言',

  'hours.line': '{days} {times}',
  'hours.range': '{first}–{last}',
  'hours.between': '; ',
  'hours.also': ', ',
  'hours.always': 'around the clock, every day',
  'hours.zoned': '{hours} ({zone})',

  'answer.choice.title': 'Which of these fits?',
  'answer.choice.text':
    'I found more than one possible answer. If you asked several things, please write the others separately.',
  'answer.only-in.en': 'Only in English',
  'answer.only-in.ru': 'Only in Russian',
  'answer.only-in.zh-cn': 'Only in Chinese',
  'answer.outcome': 'When it has worked:',
  'answer.help-page': 'Microsoft’s help page',
  'answer.more-at': 'More at {host}',
  'answer.admin-test': 'Microsoft’s test (administrators)',
  'answer.unfold': 'Show the steps',
  'answer.others': 'Other answers',
  'answer.helped': 'It helped',
  'answer.not-helped': 'It didn’t help',
  'answer.person': 'Talk to a person',
  'answer.nothing.title': 'I found no answer I am sure of',
  'answer.nothing.text': 'A person can help you.',
  'answer.to-form': 'Make a request',
  'answer.settled': 'Settled',
  'answer.settled.text': 'If it comes back, write again.',
  'answer.deleted': 'You deleted this question',
  'answer.deleted.text':
    'Your words were removed here too. If you still need help, write the question again.',
  'answer.ticket': 'Handed to the support team',
  'answer.ticket.text': 'It is request #{number}.',

  'issue.heading.incident': 'Microsoft reports a disruption: {service}',
  'issue.heading.advisory': 'Microsoft reports a limited problem: {service}',
  'issue.heading.over': 'Microsoft reports it as over: {service}',
  'issue.state.investigating': 'Being investigated',
  'issue.state.serviceDegradation': 'Works with limits',
  'issue.state.serviceInterruption': 'Not working',
  'issue.state.restoringService': 'Being repaired',
  'issue.state.extendedRecovery': 'Recovering slowly',
  'issue.state.investigationSuspended': 'Microsoft waits for data',
  'issue.state.other': 'Being worked on',
  'issue.state.over': 'Over',
  'issue.facts': 'since {when} · {id}',
  'issue.word': 'Microsoft wrote {when}, in English:',
  'issue.word.all': 'All of Microsoft’s message',
  'issue.next': 'Next update from Microsoft due {when}.',
  'issue.watch': 'Tell me when it is fixed',
  'issue.unwatch': 'Stop telling me',
  'issue.watched': 'You will read here when there is news and when it is fixed.',
  'issue.otherwise': 'If this is not what you mean:',
  'issue.otherwise.over': 'If it still does not work for you:',
  'issue.asking':
    'I am asking Microsoft whether a disruption is reported for your company. If one is, you will read it here.',
  'issue.nothing': 'Microsoft was asked {when} and reports no disruption for your company that fits.',
  'issue.unread': 'Whether Microsoft reports a disruption for your company could not be found out just now.',
  'issue.not-connected':
    'I cannot see whether Microsoft reports a disruption for your company. The public page shows large ones.',
  'issue.public-page': 'Microsoft’s public status page',
  'issue.goes-along':
    'Microsoft reports a disruption that may be the cause: {service}, {id}. Your request will name it.',

  'form.title.technical': 'A few facts for the support team',
  'form.title.sign-in': 'A few facts for the support team',
  'form.title.mail': 'A few facts for the support team',
  'form.title.subscription': 'Your licence request',
  'form.title.billing': 'Your question about an invoice',
  'form.intro': 'With these facts, work can start at once. “I don’t know” is an answer too.',
  'form.intro.commercial': 'Fill in what you know; a person will answer you here in the chat.',
  'form.intro.nothing':
    'I found no answer I am sure of. Write it here in other words and I will look again, or send this form and a person will help you.',
  'form.collect': 'Helpful for them to know: {list}.',
  'form.collect.between': '; ',
  'form.secrets': 'Please enter no passwords, codes or card numbers.',
  'form.send': 'Send to the support team',

  'request.question-deleted': 'Question deleted',
  'request.title': 'Request #{number}',
  'request.summary': 'Request #{number}: {state}',
  'request.since': '{state} since {when}',
  'request.next.first-answer': 'First answer by {when}.',
  'request.next.late': 'The first answer was due {when} and is late.',
  'request.next.assigned': 'The answer will come here, in this chat.',
  'request.next.waiting-requester': 'Write your answer here in the chat, and work will go on.',
  'request.next.outside': 'As soon as there is news, you will read it here.',
  'request.next.outside-check': 'The support team will ask for news by {when}. You will read it here.',
  'request.next.solved':
    'Is it solved? Use the card below, or write “solved” or “not solved”. Without an answer, the request closes {when}.',
  'request.next.closed': 'It can be opened again until {when}.',
  'request.next.closed-for-good': 'If it comes back, ask a new question.',
  'request.next.withdrawn': 'Nobody is working on it any more.',
  'request.desk-closed': 'Support is closed now and opens {when}.',
  'request.emergency': 'Outside hours: {way}',
  'request.by-phone': 'If it cannot wait, call {phone}.',
  'request.assignee': 'Your contact:',
  'request.urgency': 'Urgency:',
  'request.urgency.A': 'High',
  'request.urgency.B': 'Raised',
  'request.urgency.C': 'Normal',
  'request.outside-number': 'Their number:',
  'request.resolution': 'Solution:',
  'request.add': 'To add something, write it here.',
  'request.withdraw': 'Withdraw',
  'request.withdraw.ask': 'Withdraw request #{number}? The support team will stop working on it.',
  'request.withdraw.yes': 'Yes, withdraw it',

  'list.title': 'Your requests',
  'list.empty': 'You have no requests. Write what is wrong, and I will look for an answer.',
  'list.show': 'Show',

  'which.title': 'Which request is this about?',
  'which.text': 'Your message will go to the one you choose.',
  'which.more': 'More of your requests are open; these are the latest {count}.',
  'which.choose': 'Choose',
  'which.something-else': 'Something else',

  'resolution.title': 'Is request #{number} solved?',
  'resolution.by': '{name} writes:',
  'resolution.yes': 'Yes, it is solved',
  'resolution.no': 'No, not yet',
  'resolution.closes': 'Without an answer, the request closes {when}.',
  'resolution.closed': 'Request #{number} is closed',
  'resolution.rate': 'How was the support?',
  'resolution.scale': '1 is poor, 5 is very good.',
  'resolution.score.1': 'Poor',
  'resolution.score.2': 'Not good',
  'resolution.score.3': 'Fair',
  'resolution.score.4': 'Good',
  'resolution.score.5': 'Very good',
  'resolution.thanks': 'Thank you. You gave {score} of 5.',
  'resolution.thanks.comment': 'Thank you. You gave {score} of 5 and left a comment.',
  'resolution.comment': 'Comment',
  'resolution.comment.label': 'What was good, and what was not?',
  'resolution.comment.error': 'Write a comment first.',
  'resolution.comment.send': 'Send the comment',
  'resolution.reopen': 'It came back',
  'resolution.reopened': 'Request #{number} is open again',
  'resolution.reopened.text': 'The support team is working on it again.',
  'resolution.withdrawn': 'Request #{number} is withdrawn',
  'resolution.earlier': 'The latest is further down.',

  'text.help':
    'Write what is wrong in your own words, and I will look for an answer. You can also write:\n• my requests: what you asked and how it stands\n• new question: begin something new\n• person: hand the question to the support team\n• solved, not solved: about a request that was answered\n• withdraw: stop a request\n• support hours: what is covered, when and at what price\n• english, русский, 中文: change the language',
  'text.greeting': 'Hello. What can I help you with? Write it in your own words.',
  'text.about-bot':
    'I am a bot: I look for answers and pass requests to the support of {partner}. For a person, write “person”.',
  'text.thanks': 'You are welcome.',
  'text.upset':
    'I understand that this is annoying. Write in one sentence what does not work, and I will look for an answer; or write “person”, and somebody from the support team takes over.',
  'text.not-ours':
    'This does not sound like something that we support: Microsoft 365, Teams, Windows, Azure, Dynamics 365 and their licences. If it has to do with them after all, write “person”, and the support team will read your question.',
  'text.language-set': 'From now on I will write in English.',
  'text.not-served':
    'Your company is not on the list of companies that {partner} supports here, so I cannot take your question. You can write to {email}.',
  'text.self-help-settled': 'Good. If it comes back, write again.',
  'text.asked-again': 'Please write your question in your own words, in one message.',
  'text.ticket-noted': 'Added to request #{number}.',
  'text.answer-noted':
    'Added to request #{number}, where your answer is awaited. If it was meant for me, write it once more with “/” in front.',
  'text.claimed': '{name} has taken request #{number} and will write to you here.',
  'text.takes-over': 'A colleague takes over request #{number} and will write to you here.',
  'text.with-microsoft':
    'Request #{number} has been with Microsoft since {when}, number {outside}. As soon as there is news, you will read it here.',
  'text.with-provider':
    'Request #{number} has been with {provider} since {when}, number {outside}. As soon as there is news, you will read it here.',
  'text.number-corrected':
    'The number of request #{number} at {target} was wrong. The right one is {outside}.',
  'text.back-from-outside':
    'Request #{number} is back with the support team. Work on it goes on, and the answer will come here.',
  'text.still-solved':
    'You are welcome. If request #{number} is solved, please press “Yes, it is solved” on its card or write “solved”. Without an answer it closes {when}.',
  'text.closed-by-silence':
    'Request #{number} is closed, because no answer came. If it is not solved, press “It came back” on its card until {when}.',

  'text.issue.found':
    'Microsoft reports a disruption that may be the cause of your problem: {service}, {id}, since {when}.',
  'text.issue.word': 'News from Microsoft on {id}, {service}.',
  'text.issue.over':
    'Microsoft reports {id}, {service}, as over. If it still does not work for you, write again.',
  'text.issue.quoted': 'Microsoft wrote {when}, in English:',
  'text.issue.watch': 'To be told when it is fixed, write “tell me when it is fixed”.',
  'text.issue.unwatch': 'To hear no more of it, write “stop telling me”.',
  'text.issue-watched': 'You will read here when there is news of {id} and when it is fixed.',
  'text.issue-unwatched': 'You will hear no more of {id}.',

  'relay.from-agent': '{name} · #{number}',
  'relay.from-requester': '{name}',
  'relay.head': '{head}:',
  'relay.edited': '{head} (edited)',
  'relay.deleted': 'This message was deleted.',
  'relay.files': 'Files, by name only: {names}',

  'refused.claimed-by-other': '{by} has taken it already.',
  'refused.somebody': 'A colleague',
  'refused.already-yours': 'It is yours already.',
  'refused.ended': 'It has ended, so nothing was changed.',
  'refused.already-solved': 'It is marked as solved already.',
  'refused.already-done': 'That is done already.',
  'refused.maybe-command':
    'This looks like a command, so nothing was sent to the requester. The buttons of the card and “help” show what is possible. If it is meant for the requester, put “reply:” in front.',
  'refused.maybe-transfer':
    'This looks like a transfer, so nothing was sent to the requester. To transfer, write “transfer:” and the name of a queue: {queues}. If it is meant for the requester, put “reply:” in front.',
  'refused.not-allowed': 'Your role does not allow this. A lead or an administrator can do it.',
  'refused.not-yours': 'This is somebody else’s request.',
  'refused.card-outdated': 'This card is out of date. Please use the newest one.',
  'refused.card-renewed':
    'This card was out of date, so nothing was done. It now shows how things stand: please press again.',
  'refused.too-fast':
    'Messages are coming in faster than I can read them. What you write or press in the next three minutes is not taken: please wait, then say it in one message.',
  'press.working': 'I am still working on it. The card will change by itself.',
  'refused.not-understood': 'I could not read that. Write “help” to see what is possible.',
  'refused.too-long':
    'The text is too long for a card, so nothing was sent. It is still in the form: please copy it and send it as a message here.',
  'refused.empty-text':
    'I can read only what is typed as text, and there is none here. Please write it in words.',
  'refused.not-a-number':
    'That does not look like the number of a request. Please enter it as it was given to you.',
  'refused.documented-issue':
    'Microsoft has published this problem and is working on it, so it is not escalated.',
  'refused.incomplete': 'Something is missing or needs another look. Please check what is marked.',
  'refused.reopen-window-over': 'The time to open this request again is over. Please ask a new question.',
  'refused.withdrawn': 'This request was withdrawn. Please ask a new question.',
  'refused.not-solved': 'No solution is waiting to be confirmed.',
  'refused.not-closed': 'It can be rated once it is closed.',
  'refused.already-rated': 'It was rated already.',
  'refused.same-queue': 'It is in this queue already.',
  'refused.issue-over': 'Microsoft reports it as over, so there is nothing left to wait for.',
  'refused.no-ticket': 'There is no request that this could be about.',
  'refused.no-question': 'There is no question that this could be about. Please write it first.',
  'refused.say-what-about': 'Write in one message what it is about, and I will pass it to the support team.',
  'refused.unknown-queue': 'The settings have no queue of that name.',
  'refused.escalation-open': 'It has been escalated already, and that has not ended yet.',
  'refused.not-staff': 'Only people listed as staff in the settings, and still in the team, can do this.',
  'refused.not-in-thread': 'This works only in the thread of a ticket.',
  'refused.link-in-channel': 'Write this in the channel that the queue’s tickets should come to.',
  'refused.message-too-long': 'The message is too long to be passed on. Please send it in parts.',
  'refused.edit-not-followed':
    'I do not follow changes to this message. If they matter, please write them as a new message.',
  'refused.files-stay':
    'The file itself cannot be passed on here, only its name. Please describe what it shows, or paste the text from it.',
  'refused.ticket-moved':
    'This ticket is now in {queue}. It goes on there; from here nothing reaches the requester.',
  'refused.maybe-lost':
    'It is not certain that your last message reached the support team. Please send it once more.',
  'refused.change-lost':
    'Your change has not reached the support team, who may still see the message as it was.',
  'refused.nothing-to-send': 'Nothing waits to be sent again.',
  'refused.not-reachable':
    'The requester can still not be reached, so nothing was sent. Use telephone or e-mail.',
  'refused.customer-not-served':
    'This customer is not in the settings any more, so nothing can be sent to them.',
  'refused.own-chat':
    'I answer only in a chat of your own, where nobody else reads along. Please open one with me and write there.',
  'refused.too-many-requests':
    'The support team has received many requests from you within an hour, so no further one was opened. Please write “my requests”, choose an open one and add to it.',
  'refused.not-solved-yet': 'This ticket has no solution yet. Solve it first, then make an article of it.',
  'refused.press-failed':
    'The button pressed last may have had no effect. Please look at the card, and press again if nothing has changed.',
} as const;
