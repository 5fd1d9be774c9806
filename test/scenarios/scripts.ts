// Who plays the first conversation, in which language and with which words.
import { customers } from '../support/northwind.ts';

/** What one side says, and the words by which the other side's language is known. */
export interface Script {
  readonly requester: { readonly name: string; readonly locale: string; readonly zone: string };
  readonly customer: { readonly tenantId: string; readonly name: string };
  readonly question: string;
  readonly words: {
    readonly welcome: RegExp;
    readonly article: RegExp;
    readonly form: RegExp;
    readonly ticket: RegExp;
    readonly firstAnswerBy: RegExp;
    readonly claimed: RegExp;
    readonly withOutside: RegExp;
    readonly numberCorrected: RegExp;
    readonly askedWhetherSolved: RegExp;
    readonly thanks: RegExp;
  };
  /** What an escalation of this requester's ticket still has to be told. */
  readonly missing: readonly string[];
  readonly outside: { readonly name: string; readonly number: string; readonly link: string };
}

const microsoft = (tenantId: string) => ({
  name: 'Microsoft',
  number: '2611200040001234',
  link: `https://partner.microsoft.com/dashboard/v2/customers/${tenantId}/servicemanagementpage`,
});

const missing = ['category', 'health', 'businessImpact', 'consent'];

const inEnglish = {
  question: 'Outlook keeps asking for my password',
  words: {
    welcome: /Support from Northwind Cloud Partner/,
    article: /asks for the password again and again/,
    form: /Send to the support team/,
    ticket: /Request #(\d+)/,
    firstAnswerBy: /First answer by .*\d\d:\d\d/,
    claimed: /Ben Carter has taken request #/,
    withOutside: /has been with .* since .*, number 2611200040001239/,
    numberCorrected: /request #\d+ at .* was wrong/,
    askedWhetherSolved: /Is request #\d+ solved/,
    thanks: /You gave 5 of 5/,
  },
  missing,
};

const inRussian = {
  question: 'Outlook всё время спрашивает пароль',
  words: {
    welcome: /Поддержка[^\n]*Northwind Cloud Partner/,
    article: /спрашивает пароль/,
    form: /Отправить/,
    ticket: /Обращение #(\d+)/,
    firstAnswerBy: /ответ[^\n]*\d\d:\d\d/,
    claimed: /#\d+[^\n]*Ben Carter/,
    withOutside: /#\d+[^\n]*передано[^\n]*2611200040001239/,
    numberCorrected: /#\d+[^\n]*с ошибкой/,
    askedWhetherSolved: /#\d+[^\n]*решено/,
    thanks: /5 из 5/,
  },
  missing: [...missing, 'englishSummary'],
};

const inChinese = {
  question: 'Outlook 一直要求输入密码',
  words: {
    welcome: /Northwind Cloud Partner[^\n]*支持/,
    article: /要求输入密码/,
    form: /支持团队/,
    ticket: /工单 #(\d+)/,
    firstAnswerBy: /首次答复[^\n]*\d\d:\d\d/,
    claimed: /Ben Carter[^\n]*#\d+/,
    withOutside: /#\d+[^\n]*Microsoft[^\n]*2611200040001239/,
    numberCorrected: /#\d+[^\n]*编号有误/,
    askedWhetherSolved: /#\d+[^\n]*解决/,
    thanks: /5 分/,
  },
  missing: [...missing, 'englishSummary'],
};

const contoso = { tenantId: customers.contoso, name: 'Contoso Pharma' };

export const scripts = {
  english: {
    ...inEnglish,
    requester: { name: 'Anna Petrova', locale: 'en-US', zone: 'Europe/Berlin' },
    customer: contoso,
    outside: microsoft(contoso.tenantId),
  },
  russian: {
    ...inRussian,
    requester: { name: 'Дмитрий Волков', locale: 'ru-RU', zone: 'Europe/Berlin' },
    customer: contoso,
    outside: microsoft(contoso.tenantId),
  },
  chinese: {
    ...inChinese,
    requester: { name: '王芳', locale: 'zh-CN', zone: 'Asia/Shanghai' },
    customer: { tenantId: customers.beichen, name: '北辰科技' },
    outside: microsoft(customers.beichen),
  },
  /** The partner is an indirect reseller here: the packet goes to its provider. */
  reseller: {
    ...inRussian,
    requester: { name: 'Ольга Белова', locale: 'ru-RU', zone: 'Europe/Moscow' },
    customer: { tenantId: customers.vektor, name: 'Вектор Логистика' },
    outside: {
      name: 'Fabrikam Distribution',
      number: '2611200040001234',
      link: 'https://partners.fabrikam.example/support',
    },
  },
} satisfies Record<string, Script>;
