import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/domain/locale.ts';
import { locales } from '../../src/domain/locale.ts';
import { readArticles } from '../../src/knowledge/read-articles.ts';
import { createKnowledge } from '../../src/knowledge/search.ts';

const articles = readArticles(join(import.meta.dirname, '../../knowledge'));
const knowledge = createKnowledge(articles);

const answered: Record<Locale, readonly (readonly [question: string, topic: string])[]> = {
  en: [
    [
      'Since I updated my password yesterday Outlook pops up a login box every minute',
      'outlook-password-prompt',
    ],
    ['my iphone was stolen last night and I used it for approving the sign in', 'mfa-new-phone'],
    ['The text with the six digit code is just not coming through', 'mfa-code-not-arriving'],
    ['how can I give my secretary access to my calender', 'calendar-sharing'],
    ['Mail to a supplier bounced with 550 5.7.1', 'ndr-bounce'],
    ['onedrve shows 0x8004de40 and nothing uploads', 'onedrive-not-syncing'],
    ['Excel says unlicensed product and I can only read', 'office-unlicensed'],
    ['teams just shows a white window after the logo', 'teams-wont-start'],
    ['We hire two people next month and need 2 more Business Standard licenses', 'add-licences'],
    ['why was I charged twice in october, please check the invoice', 'invoice-question'],
    [
      'I deleted an important folder from my OneDrive last week, can I have it back?',
      'onedrive-restore-files',
    ],
    ['I cant find the Teams meeting button in my Outlook calendar anymore', 'teams-outlook-addin-missing'],
    [
      'our mailbox info@ is no longer listed on the left side of outlook, it is a shared one',
      'shared-mailbox-not-visible',
    ],
    ['powerpoint crashes each time I open a presentation', 'office-repair'],
    ['Someone logged in to my account from Brazil and sends spam', 'compromised-account'],
    ['0x80070643', 'windows-update-error'],
  ],
  ru: [
    ['Аутлук каждые пять минут требует ввести пароль', 'outlook-password-prompt'],
    ['у меня новый айфон, как перенести аутентификатор', 'mfa-new-phone'],
    ['смс с кодом для входа так и не пришла', 'mfa-code-not-arriving'],
    ['как открыть секретарю доступ к моему календарю', 'calendar-sharing'],
    ['письмо поставщику вернулось с ошибкой 5.1.10', 'ndr-bounce'],
    ['вандрайв перестал синхронизировать папки', 'onedrive-not-syncing'],
    ['Excel говорит, что продукт не лицензирован', 'office-unlicensed'],
    ['в тимсе белое окно и больше ничего', 'teams-wont-start'],
    ['хотим докупить две лицензии для новых сотрудников', 'add-licences'],
    ['почему в октябре с нас списали деньги два раза', 'invoice-question'],
    ['Меня никто не слышит на созвоне в Teams, хотя гарнитура подключена', 'teams-microphone'],
    ['куда делась кнопка собрания тимс в календаре аутлука', 'teams-outlook-addin-missing'],
    ['ящик забит под завязку, ничего не отправляется', 'mailbox-full'],
    ['зашёл кто-то чужой и разослал спам с моей почты', 'compromised-account'],
    ['AADSTS50126', 'reset-own-password'],
  ],
  'zh-cn': [
    ['改完密码以后 Outlook 每分钟都弹窗要密码', 'outlook-password-prompt'],
    ['我换了一部新手机，验证器怎么迁移过来', 'mfa-new-phone'],
    ['登录的短信验证码一直没收到', 'mfa-code-not-arriving'],
    ['怎样把我的日历共享给秘书', 'calendar-sharing'],
    ['给供应商的邮件被退回，代码 5.1.10', 'ndr-bounce'],
    ['OneDrive 从昨天起就不同步文件夹了', 'onedrive-not-syncing'],
    ['Excel 提示产品未授权，只能看不能改', 'office-unlicensed'],
    ['Teams 打开之后是一片空白的窗口', 'teams-wont-start'],
    ['下个月来两个新人，想加两个许可证', 'add-licences'],
    ['十月份的账单重复扣了两次', 'invoice-question'],
    ['Teams 会议里大家都听不到我，麦克风明明插着', 'teams-microphone'],
    ['Outlook 日历里的 Teams 会议按钮去哪儿了', 'teams-outlook-addin-missing'],
    ['部门的公共邮箱在 Outlook 左侧看不见了', 'shared-mailbox-not-visible'],
    ['点了可疑链接，好像帐号被盗在发垃圾邮件', 'compromised-account'],
    ['上星期误删的邮件还能恢复吗', 'recover-deleted-mail'],
  ],
};

const unanswered: Record<Locale, readonly string[]> = {
  en: [
    'hello',
    'thanks a lot, have a nice day',
    'what is the weather like in London',
    'asdf qwer zxcv',
    'tell me a joke about cats',
    'who won the football match',
    '',
    '12345',
  ],
  ru: [
    'добрый день',
    'большое спасибо, всё понятно',
    'какая погода в Москве',
    'ывапролд фыва',
    'расскажи анекдот про кота',
    'кто выиграл футбольный матч',
    '???',
  ],
  'zh-cn': [
    '您好',
    '非常感谢，再见',
    '今天北京天气怎么样',
    '讲个笑话吧',
    '昨晚的足球比赛谁赢了',
    '啊啊啊啊',
    '。。。',
  ],
};

for (const locale of locales) {
  describe(`search in ${locale}`, () => {
    it.each(answered[locale])('%s', (question, topic) => {
      const result = knowledge.search(question, locale);
      expect(result.confidence).not.toBe('none');
      expect(result.articleIds[0]).toBe(topic);
      expect(result.articleIds.length).toBeLessThanOrEqual(3);
    });

    it.each(unanswered[locale])('finds nothing for: %s', (question) => {
      expect(knowledge.search(question, locale)).toEqual({ confidence: 'none', articleIds: [] });
    });

    it('finds every article by its own title', () => {
      for (const { id, title } of articles.filter((article) => article.locale === locale))
        expect(knowledge.search(title, locale).articleIds[0], title).toBe(id);
    });
  });
}

describe('confidence', () => {
  it.each([
    ['Outlook keeps asking for my password all the time', 'en'],
    ['Не работает микрофон в Teams, меня не слышно', 'ru'],
    ['OneDrive 不同步了，图标有红叉', 'zh-cn'],
  ] as const)('is sure where one topic stands out: %s', (question, locale) => {
    expect(knowledge.search(question, locale).confidence).toBe('sure');
  });

  it.each([
    ['outlook', 'en'],
    ['тимс', 'ru'],
    ['邮箱', 'zh-cn'],
  ] as const)('offers a choice where only the product is named: %s', (question, locale) => {
    const result = knowledge.search(question, locale);
    expect(result.confidence).toBe('choice');
    expect(result.articleIds).toHaveLength(3);
  });
});

describe('the language of the text', () => {
  it('counts more than the language of the client', () => {
    expect(knowledge.search('не приходит код подтверждения', 'en').articleIds[0]).toBe(
      'mfa-code-not-arriving',
    );
    expect(knowledge.search('teams white screen', 'zh-cn').articleIds[0]).toBe('teams-wont-start');
  });

  it('does not matter for a bare code', () => {
    for (const locale of locales)
      expect(knowledge.search('5.7.133', locale).articleIds[0]).toBe('ndr-bounce');
  });
});

describe('article', () => {
  it('is returned in the language asked for', () => {
    expect(knowledge.article('mailbox-full', 'ru')?.locale).toBe('ru');
    expect(knowledge.article('unknown', 'en')).toBeUndefined();
  });
});
