import { describe, expect, it } from 'vitest';
import { type Command, commands } from '../../src/domain/chat.ts';
import { commands as english } from '../../src/i18n/en/commands.ts';
import { commands as russian } from '../../src/i18n/ru/commands.ts';
import { commands as chinese } from '../../src/i18n/zh-cn/commands.ts';
import { commandIn } from '../../src/teams/commands.ts';

describe('whole texts', () => {
  it.each<[string, Command]>([
    ['help', 'help'],
    ['/help', 'help'],
    ['HELP!', 'help'],
    ['Talk to a person.', 'person'],
    ['human', 'person'],
    ['agent', 'person'],
    ['Человек', 'person'],
    ['оператор', 'person'],
    ['позовите специалиста!', 'person'],
    ['转人工', 'person'],
    ['人工', 'person'],
    ['english', 'language-en'],
    ['английский', 'language-en'],
    ['英语', 'language-en'],
    ['russian', 'language-ru'],
    ['русский', 'language-ru'],
    ['по-русски', 'language-ru'],
    ['俄语', 'language-ru'],
    ['中文', 'language-zh-cn'],
    ['汉语', 'language-zh-cn'],
    ['chinese', 'language-zh-cn'],
    ['китайский', 'language-zh-cn'],
    ['спасибо большое', 'thanks'],
    ['Спасибо большое!!! 🙏🏽', 'thanks'],
    ['谢谢您', 'thanks'],
    ['谢谢！', 'thanks'],
    ['好的，谢谢。', 'thanks'],
    ['Thanks :)', 'thanks'],
    ['Ok, thanks', 'thanks'],
    ['Hi', 'greeting'],
    ['Добрый день', 'greeting'],
    ['您好', 'greeting'],
    ['My  requests', 'my-requests'],
    ['ещё вопрос', 'new-question'],
    ['No, it didn’t help.', 'not-helped'],
    ['не помогло', 'not-helped'],
    ['claim', 'claim'],
    ['беру', 'claim'],
    ['认领', 'claim'],
    ['ｈｅｌｐ', 'help'],
    ['link queue', 'link-queue'],
    ['Yes', 'yes'],
    ['да', 'yes'],
    ['是的', 'yes'],
    ['no.', 'no'],
    ['Нет', 'no'],
    ['还没', 'no'],
    ['Yes, it works!', 'helped'],
    ['Да, всё работает', 'helped'],
    ['好了', 'helped'],
    ['ok', 'thanks'],
    ['хорошо', 'thanks'],
    ['好的', 'thanks'],
    ['👍', 'thanks'],
    ['👍🏽 🙏', 'thanks'],
    ['❤️', 'thanks'],
    ['Still the same.', 'not-helped'],
    ['уже пробовала', 'not-helped'],
    ['试过了', 'not-helped'],
    ['never mind', 'let-go'],
    ['неважно', 'let-go'],
    ['算了，不用了', 'let-go'],
    ['cancel it, please', 'withdraw'],
    ['По-русски, пожалуйста!', 'language-ru'],
    ['请用英文', 'language-en'],
    ['in English please', 'language-en'],
    ['please reopen it', 'not-solved'],
    ['are you a bot?', 'who-are-you'],
    ['ты бот?', 'who-are-you'],
    ['你是机器人吗？', 'who-are-you'],
    ['请求', 'my-requests'],
    ['How much does support cost?', 'offer'],
    ['Сколько стоит поддержка?', 'offer'],
    ['支持怎么收费？', 'offer'],
  ])('%s', (text, name) => {
    expect(commandIn(text)).toEqual({ name, rest: '' });
  });

  it.each([
    '',
    '?',
    'help me with Outlook',
    'please',
    '请',
    'yes, please',
    'да, пожалуйста',
    'yes, but it still asks',
    'no, the other one',
    'same problem in Teams',
    'cancel the Visio licences',
    '请假',
    '👎',
    '👍 but it still asks',
    '好的，我试试',
    'hello, my printer is broken',
    'thanks but it still fails',
    'Error: help',
    'I need a new agent for my insurance',
    'the note says hello',
    'notes: a list',
    'notebook is broken',
    'private notes are lost in OneNote',
    '笔记本坏了',
    'заметки пропали',
    'linked queue billing',
    'link queues billing',
    'internal server error',
    'внутренняя ошибка сервера',
    '内部服务器错误',
    'Close: Outlook, then Teams',
    'x'.repeat(10_000),
    '！'.repeat(10_000),
  ])('%s is no command', (text) => {
    expect(commandIn(text)).toBeUndefined();
  });
});

describe('texts with content', () => {
  it.each<[string, Command, string]>([
    ['note: called back', 'note', 'called back'],
    ['Note : Called\nback: twice', 'note', 'Called\nback: twice'],
    ['заметка: перезвонить', 'note', 'перезвонить'],
    ['备注：已回电', 'note', '已回电'],
    ['note:', 'note', ''],
    ['**Note**: called back', 'note', 'called back'],
    ['- note: called back', 'note', 'called back'],
    ['— заметка: перезвонить', 'note', 'перезвонить'],
    ['(note): called back', 'note', 'called back'],
    ['Private notes: called back', 'note', 'called back'],
    ['note called back', 'note', 'called back'],
    ['Note - called back', 'note', 'called back'],
    ['Note.he is difficult', 'note', 'he is difficult'],
    ['Private note customer is difficult', 'note', 'customer is difficult'],
    ['private  note\ncustomer is difficult', 'note', 'customer is difficult'],
    ['internal note (for us)', 'note', '(for us)'],
    ['/internal note for us', 'note', 'for us'],
    ['Внутренняя заметка клиент злится', 'note', 'клиент злится'],
    ['заметка клиент злится', 'note', 'клиент злится'],
    ['备注客户很难缠', 'note', '客户很难缠'],
    ['ｎｏｔｅ 客户很难缠', 'note', '客户很难缠'],
    ['Ｎｏｔｅ，ＩＤ １２', 'note', 'ＩＤ １２'],
    ['内部备注客户很难缠', 'note', '客户很难缠'],
    ['私密备注 客户很难缠', 'note', '客户很难缠'],
    ['internal: customer does not pay', 'note', 'customer does not pay'],
    ['Internal only : for us', 'note', 'for us'],
    ['Внутреннее: клиент не платит', 'note', 'клиент не платит'],
    ['内部：客户没付款', 'note', '客户没付款'],
    ['reply: close', 'reply', 'close'],
    ['Ответ: закрыть', 'reply', 'закрыть'],
    ['回复：关闭工单', 'reply', '关闭工单'],
    ['solved: new profile', 'solve', 'new profile'],
    ['Resolved: new profile', 'solve', 'new profile'],
    ['решено: новый профиль', 'solve', 'новый профиль'],
    ['已解决：新建配置文件', 'solve', '新建配置文件'],
    ['ask: which version?', 'ask', 'which version?'],
    ['solve: Restarted the service.', 'solve', 'Restarted the service.'],
    ['решение: перезапуск', 'solve', 'перезапуск'],
    ['link queue: Billing', 'link-queue', 'Billing'],
    ['Link  queue  Billing', 'link-queue', 'Billing'],
    ['/link queue billing', 'link-queue', 'billing'],
    ['Связать очередь Billing', 'link-queue', 'Billing'],
    ['关联队列 billing', 'link-queue', 'billing'],
    ['关联队列billing', 'link-queue', 'billing'],
  ])('%s', (text, name, rest) => {
    expect(commandIn(text)).toEqual({ name, rest });
  });

  it('claims nothing with content', () => {
    expect(commandIn('claim: now')).toBeUndefined();
  });
});

describe('the lists', () => {
  it('give no word to two commands', () => {
    const all = commands.flatMap((name) =>
      [english, russian, chinese].flatMap((language) =>
        language[name].map((words) => [words, name] as const),
      ),
    );
    for (const [words, name] of all) expect(commandIn(words), words).toEqual({ name, rest: '' });
  });

  it.each([
    ['en', english],
    ['ru', russian],
    ['zh-cn', chinese],
  ])('%s has words for every command', (_locale, language) => {
    for (const name of commands) expect(language[name].length, name).toBeGreaterThan(0);
  });
});
