// One imaginary partner, its customers and a ticket, in fixed values: what card samples and tests stand on.
import type { Article } from '../../src/domain/article.ts';
import type { Customer } from '../../src/domain/customer.ts';
import type { Locale } from '../../src/domain/locale.ts';
import type { Question } from '../../src/domain/question.ts';
import type { ServiceIssue } from '../../src/domain/service-issue.ts';
import type { Settings } from '../../src/domain/settings.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { Facts, Recipient } from '../../src/flows/ports.ts';

/** A Monday, 10:30 in Berlin: the sample desk is open. */
export const now = Date.UTC(2026, 10, 23, 9, 30);
export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => count * 3_600_000;

const partnerTenantId = '7c2f4f0a-6b1e-4c55-9d1b-3f0a5e7b9c01';
const contosoTenantId = '2f9d1a34-8e57-4b0c-a6f3-51c0d7e8ab02';

export const sampleCustomer: Customer = {
  tenantId: contosoTenantId,
  name: 'Contoso',
  domain: 'contoso.com',
  planId: 'business',
  locale: 'en',
  zone: 'Europe/Berlin',
  partnerModel: 'direct',
  cloud: 'global',
  serviceHealth: false,
};

/** The partner is a reseller here: its provider files at Microsoft. */
export const resoldCustomer: Customer = {
  ...sampleCustomer,
  tenantId: '5b6e0c8d-13f4-4f0e-8a5d-9e2b7d4c1f03',
  name: 'Northwind Traders',
  domain: 'northwind.example',
  partnerModel: 'indirect-reseller',
  providerId: 'wingtip',
};

export const chinaCustomer: Customer = {
  ...sampleCustomer,
  tenantId: '9a1d5e77-2c46-4d3b-b1f8-0c6e4a2d8b04',
  name: '四川商贸',
  domain: 'sichuan.partner.onmschina.cn',
  locale: 'zh-cn',
  zone: 'Asia/Shanghai',
  cloud: '21vianet',
};

export const sampleSettings: Settings = {
  partner: {
    name: 'Fabrikam Cloud',
    tenantId: partnerTenantId,
    locale: 'en',
    zone: 'Europe/Berlin',
    contact: {
      email: 'support@fabrikam.example',
      phone: '+49 30 5550 100',
      website: 'https://support.fabrikam.example',
    },
    partnerId: '4821907',
    serviceHealth: false,
  },
  hours: [
    {
      id: 'office',
      zone: 'Europe/Berlin',
      weekly: Object.fromEntries(
        (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => [day, [{ from: '09:00', to: '18:00' }]]),
      ),
      holidays: ['2026-12-25', '2026-12-26'],
    },
  ],
  plans: [
    {
      id: 'business',
      version: '2026-10',
      name: { en: 'Business support', ru: 'Бизнес-поддержка', 'zh-cn': '商务支持' },
      covered: {
        en: 'Microsoft 365, Azure and your Windows computers',
        ru: 'Microsoft 365, Azure и ваши компьютеры с Windows',
        'zh-cn': 'Microsoft 365、Azure 以及您的 Windows 电脑',
      },
      hoursId: 'office',
      targets: {
        A: { firstResponseMinutes: 60 },
        B: { firstResponseMinutes: 240 },
        C: { firstResponseMinutes: 540 },
      },
      price: {
        en: 'Included in your subscription',
        ru: 'Входит в вашу подписку',
        'zh-cn': '已包含在您的订阅中',
      },
      emergency: {
        en: 'Call +49 30 5550 199, 120 € per started hour',
        ru: 'Звоните +49 30 5550 199, 120 € за каждый начатый час',
        'zh-cn': '请拨打 +49 30 5550 199，每小时 120 €，不足一小时按一小时计',
      },
    },
  ],
  queues: [
    { id: 'first-line', name: 'First line', categories: [], locale: 'en', zone: 'Europe/Berlin' },
    {
      id: 'billing',
      name: 'Billing and licences',
      categories: ['billing', 'subscription-change'],
      locale: 'en',
      zone: 'Europe/Berlin',
    },
    {
      id: 'azure',
      name: 'Azure',
      categories: ['technical-availability'],
      locale: 'en',
      zone: 'Europe/Berlin',
    },
  ],
  staff: [
    {
      id: 'c1a5b0de-0000-4000-8000-0000000000b1',
      name: 'Ben Carter',
      roles: ['agent'],
      email: 'ben.carter@fabrikam.example',
      phone: '+49305550101',
    },
    {
      id: 'c1a5b0de-0000-4000-8000-0000000000b2',
      name: 'Mei Lin',
      roles: ['lead', 'admin'],
      email: 'mei.lin@fabrikam.example',
    },
  ],
  customers: [sampleCustomer, resoldCustomer, chinaCustomer],
  providers: [
    {
      id: 'wingtip',
      name: 'Wingtip Distribution',
      portalUrl: 'https://portal.wingtip.example/support/new',
      resellerId: 'WT-20417',
    },
  ],
  exampleQuestions: [
    {
      en: 'Outlook keeps asking for my password',
      ru: 'Outlook постоянно запрашивает пароль',
      'zh-cn': 'Outlook 总是要求输入密码',
    },
    { en: 'OneDrive does not sync', ru: 'OneDrive не синхронизируется', 'zh-cn': 'OneDrive 无法同步' },
    {
      en: 'We need five more licences',
      ru: 'Нам нужно ещё пять лицензий',
      'zh-cn': '我们需要再加五个许可证',
    },
  ],
  reopenWithinDays: 14,
  closeAfterDays: { reminder: 2, close: 5 },
  retentionDays: { tickets: 180, messages: 90, questions: 90, technical: 7 },
};

const questions: Readonly<Record<Locale, string>> = {
  en: 'Outlook asks for a password every few minutes since this morning. Error AADSTS50126, correlation 6f1c2f5e-92a4-4f6c-8d0e-7b1a3c5d9e10.',
  ru: 'С утра Outlook каждые несколько минут запрашивает пароль. Ошибка AADSTS50126, корреляция 6f1c2f5e-92a4-4f6c-8d0e-7b1a3c5d9e10.',
  'zh-cn':
    '从今天早上开始，Outlook 每隔几分钟就要求输入密码。错误 AADSTS50126，关联 ID 6f1c2f5e-92a4-4f6c-8d0e-7b1a3c5d9e10。',
};

const names: Readonly<Record<Locale, string>> = { en: 'Anna Petrova', ru: 'Анна Петрова', 'zh-cn': '王芳' };

export function sampleQuestion(overrides: Partial<Question> = {}): Question {
  const locale = overrides.locale ?? 'en';
  return {
    id: 'question-1',
    tenantId: contosoTenantId,
    personId: 'person-anna',
    chatId: 'chat-anna',
    text: questions[locale],
    locale,
    confidence: 'sure',
    articleIds: ['outlook-password-prompt', 'outlook-disconnected'],
    shown: [{ articleId: 'outlook-password-prompt', verdict: 'unanswered' }],
    category: 'technical-configuration',
    product: 'outlook',
    answers: {},
    state: 'answered',
    askedAt: now - minutes(20),
    ...overrides,
  };
}

/** New and unclaimed, opened twelve minutes ago, severity B, first response due at 14:18 in Berlin. */
export function sampleTicket(overrides: Partial<Ticket> = {}): Ticket {
  const language = overrides.language ?? 'en';
  const question = questions[language];
  return {
    id: 'ticket-1042',
    number: 1042,
    tenantId: contosoTenantId,
    requesterId: 'person-anna',
    requesterName: names[language],
    requesterChatId: 'chat-anna',
    queueId: 'first-line',
    planId: 'business',
    planVersion: '2026-10',
    state: 'new',
    severity: 'B',
    severityRule: 'some-users/none',
    category: 'technical-configuration',
    product: 'outlook',
    question,
    shown: [{ articleId: 'outlook-password-prompt', verdict: 'not-helped' }],
    formId: 'mail',
    answers: {
      summary: question,
      startedAt: 'today',
      scope: 'some-users',
      workaround: 'none',
      errorText: 'AADSTS50126, 6f1c2f5e-92a4-4f6c-8d0e-7b1a3c5d9e10',
    },
    language,
    openedAt: now - minutes(12),
    firstResponseDueAt: now + minutes(228),
    firstResponseWarnAt: now + minutes(168),
    cycle: 0,
    version: 1,
    ...overrides,
  };
}

const articles: Readonly<
  Record<Locale, Pick<Article, 'title' | 'summary' | 'steps' | 'outcome' | 'stopWhen'>>
> = {
  en: {
    title: 'Outlook keeps asking for your password',
    summary: 'Outlook uses an old password that Windows has kept. Removing it makes Outlook ask once more.',
    steps: [
      'Close Outlook.',
      'Open the Start menu, type “Credential Manager” and open it.',
      'Choose “Windows Credentials” and remove the entries that start with “MicrosoftOffice16”.',
      'Start Outlook and sign in with your work address and current password.',
    ],
    outcome: 'Outlook shows “Connected” at the bottom and stops asking.',
    stopWhen: 'The password is refused on office.com too.',
  },
  ru: {
    title: 'Outlook постоянно запрашивает пароль',
    summary:
      'Outlook использует старый пароль, сохранённый в Windows. Если его удалить, Outlook спросит пароль ещё один раз.',
    steps: [
      'Закройте Outlook.',
      'Откройте меню «Пуск», введите «Диспетчер учётных данных» и откройте его.',
      'Выберите «Учётные данные Windows» и удалите записи, которые начинаются с «MicrosoftOffice16».',
      'Запустите Outlook и войдите с рабочим адресом и текущим паролем.',
    ],
    outcome: 'Внизу окна Outlook появится «Подключено», и запросы прекратятся.',
    stopWhen: 'Пароль не подходит и на сайте office.com.',
  },
  'zh-cn': {
    title: 'Outlook 反复要求输入密码',
    summary: 'Outlook 正在使用 Windows 中保存的旧密码。删除后，Outlook 会再询问一次。',
    steps: [
      '关闭 Outlook。',
      '打开“开始”菜单，输入“凭据管理器”并打开。',
      '选择“Windows 凭据”，删除以“MicrosoftOffice16”开头的条目。',
      '启动 Outlook，使用工作邮箱地址和当前密码登录。',
    ],
    outcome: 'Outlook 底部显示“已连接”，不再要求输入密码。',
    stopWhen: '在 office.com 上也无法使用该密码登录。',
  },
};

export function sampleArticle(locale: Locale): Article {
  return {
    id: 'outlook-password-prompt',
    locale,
    ...articles[locale],
    products: ['outlook', 'exchange'],
    category: 'technical-configuration',
    fixableBy: ['user'],
    helpUrl: `https://support.microsoft.com/${locale}/office/outlook-password-prompt`,
    symptoms: [],
    codes: ['AADSTS50126'],
    collect: ['Outlook'],
    related: ['outlook-disconnected'],
  };
}

/** Facts for a reader of this side and language; add what the notice is about. */
export function sampleFacts(
  locale: Locale,
  side: Recipient['side'],
  about: Partial<Omit<Facts, 'recipient'>> = {},
): Facts {
  return {
    now,
    settings: sampleSettings,
    recipient: { locale, side, zone: 'Europe/Berlin' },
    article: (id) => (id === 'outlook-password-prompt' ? sampleArticle(locale) : undefined),
    customer: sampleCustomer,
    ...about,
  };
}

/** Mail that comes late, as Microsoft reports it. */
export function sampleIssue(overrides: Partial<ServiceIssue> = {}): ServiceIssue {
  return {
    id: 'EX912345',
    service: 'Exchange Online',
    feature: 'E-Mail timely delivery',
    title: "Some users' email messages may be delayed or not delivered",
    classification: 'incident',
    status: 'serviceDegradation',
    impact: 'Users may not receive email messages, or receive them late.',
    startedAt: now - minutes(95),
    changedAt: now - minutes(20),
    isResolved: false,
    lastWord: {
      text: [
        "Title: Some users' email messages may be delayed or not delivered",
        'User impact: Users may not receive email messages, or receive them late.',
        'Current status: We have found that a recent change to the routing of messages holds them back in parts of the service. We are reverting the change, and messages that wait are delivered as it takes effect.',
        'Scope of impact: This may affect any user whose messages pass the affected part of the service.',
        'Next update by: Monday, November 23, 2026, at 11:00 AM UTC',
      ].join('\n'),
      saidAt: now - minutes(20),
    },
    nextUpdateAt: now + minutes(90),
    ...overrides,
  };
}
