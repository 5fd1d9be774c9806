// Pages as a partner's documentation has them: some tell at length of what our articles are about as well, some
// of what only this partner has, with a question that they answer.
import type { Locale } from '../../src/domain/locale.ts';

export interface Guide {
  readonly file: string;
  readonly text: string;
  readonly locale: Locale;
  /** Missing where an article of ours is the better answer. */
  readonly question?: string;
}

function guide(file: string, locale: Locale, title: string, words: string, question?: string): Guide {
  const text = `---\ntitle: ${title}\nms.topic: article\n---\n\n# ${title}\n\n${words}\n`;
  return { file, locale, text, ...(question === undefined ? {} : { question }) };
}

const about = (file: string, locale: Locale, title: string, words: string) =>
  guide(file, locale, title, words);

export const inventedGuides: readonly Guide[] = [
  about(
    'mail/overview.md',
    'en',
    'Overview of Outlook and Exchange',
    'Outlook is where mail, calendar and contacts meet. You sign in with your password, share your calendar, set automatic replies and open shared mailboxes. When the mailbox is full, mail is not sent.\n\n## Search\n\nSearch finds messages in every folder.\n\n## Rules\n\nRules move messages to folders or delete them.',
  ),
  about(
    'mail/passwords.md',
    'en',
    'About passwords in Outlook',
    'Outlook asks for the password when the password was changed. Passwords expire after 90 days in this company.',
  ),
  about(
    'mail/junk.md',
    'en',
    'How junk mail is filtered',
    'Messages from suppliers may land in junk or quarantine. The filter learns.',
  ),
  about(
    'mail/bounces.md',
    'en',
    'Reading non-delivery reports',
    'A mail that bounces carries a code such as 5.7.1 or 5.1.10. The report names the recipient.',
  ),
  about(
    'teams/overview.md',
    'en',
    'Get started with Teams',
    'Teams has chats, meetings, channels and calls. Check the microphone before a meeting. The recording is stored in OneDrive. Your presence shows whether you are busy.',
  ),
  about(
    'teams/rooms.md',
    'en',
    'Meeting rooms with Teams',
    'Rooms have a console, a camera and a microphone. Book them in the Outlook calendar with the Teams button.',
  ),
  about(
    'teams/start.md',
    'en',
    'Install and start Teams',
    '1. Download Teams.\n2. Start Teams and sign in.\n3. When the window stays white, clear the cache.',
  ),
  about(
    'files/onedrive.md',
    'en',
    'OneDrive sync explained',
    'OneDrive keeps files on the computer and in the cloud the same. A red cross means that a file is not synced. Deleted files lie in the recycle bin for 93 days.',
  ),
  about(
    'files/sharepoint.md',
    'en',
    'Working with SharePoint sites',
    'A site has owners, members and visitors. Owners share folders with guests and restore old versions.',
  ),
  about(
    'office/activate.md',
    'en',
    'Activation of Office',
    'Office shows unlicensed product when no licence is assigned. Sign in again to activate Excel, Word and PowerPoint.',
  ),
  about(
    'office/macros.md',
    'en',
    'Policy for macros',
    'Macros in files from the internet are blocked by policy in Excel and Word.',
  ),
  about(
    'windows/update.md',
    'en',
    'Windows Update in this company',
    'Updates are installed on the second Tuesday. Error 0x80070643 means that a package could not be installed.',
  ),
  about(
    'windows/bitlocker.md',
    'en',
    'BitLocker and recovery keys',
    'The recovery key has 48 digits and is stored with the account of the device.',
  ),
  about(
    'security/mfa.md',
    'en',
    'Multifactor authentication',
    'Everybody approves the sign-in on the phone. With a new phone the authenticator is set up again. Codes may come by text message.',
  ),
  about(
    'admin/leavers.md',
    'en',
    'When an employee leaves',
    'The mailbox is kept for 30 days, the licence is freed, the account is blocked.',
  ),
  about(
    'billing/invoices.md',
    'en',
    'How invoices are made',
    'Invoices come on the fifth of the month and list licences and subscriptions, with charges for each.',
  ),
  about(
    'ru/pochta.md',
    'ru',
    'Почта и календарь: обзор',
    'В Outlook есть почта, календарь и контакты. Пароль запрашивается после смены. Автоответ включается в настройках. Переполненный ящик не отправляет письма.',
  ),
  about(
    'ru/teams.md',
    'ru',
    'Знакомство с Teams',
    'В Teams есть чаты, собрания и звонки. Проверьте микрофон и камеру. Запись собрания хранится в OneDrive.',
  ),
  about(
    'ru/office.md',
    'ru',
    'Office: активация и обновление',
    'Если продукт не лицензирован, войдите снова. Excel, Word и PowerPoint обновляются сами.',
  ),
  about(
    'ru/mfa.md',
    'ru',
    'Подтверждение входа',
    'Вход подтверждается на телефоне. При смене телефона аутентификатор настраивается заново, код приходит по SMS.',
  ),
  about(
    'zh-cn/youjian.md',
    'zh-cn',
    'Outlook 邮件和日历概述',
    'Outlook 有邮件、日历和联系人。更改密码后会再次要求输入密码。邮箱已满时无法发送邮件。自动回复在设置中打开。',
  ),
  about(
    'zh-cn/teams.md',
    'zh-cn',
    'Teams 入门',
    'Teams 有聊天、会议和通话。开会前请检查麦克风。会议录制保存在 OneDrive 中。',
  ),
  about(
    'zh-cn/office.md',
    'zh-cn',
    'Office 激活与更新',
    '提示未授权时请重新登录。Excel、Word 和 PowerPoint 会自动更新。',
  ),
  about(
    'zh-cn/mfa.md',
    'zh-cn',
    '登录验证',
    '登录需要在手机上批准。换手机后要重新设置验证器，也可以用短信验证码。',
  ),
  guide(
    'office/kestrel.md',
    'en',
    'Book a desk with Kestrel',
    'Kestrel shows free desks.\n\n1. Open kestrel.example.\n2. Choose a desk.',
    'how do I book a desk in kestrel',
  ),
  guide(
    'office/parking.md',
    'en',
    'Parking at the Riverside garage',
    'The barrier opens with your badge. Visitors get a parking ticket at the reception.',
    'my badge does not open the barrier of the riverside garage',
  ),
  guide(
    'sap/travel.md',
    'en',
    'Hand in travel expenses in Concur',
    '1. Photograph the receipts.\n2. Open Concur and create a report.',
    'where do I hand in my travel expenses',
  ),
  guide(
    'print/follow-me.md',
    'en',
    'Follow-me printing with Papercut',
    'Send the job to the queue FollowMe and release it with your badge at any printer.',
    'papercut follow-me print job is not released with my badge',
  ),
  guide(
    'vpn/wirevault.md',
    'en',
    'Install the Wirevault client',
    '1. Open the Company Portal.\n2. Install Wirevault.\n3. Sign in with the code WV-CONNECT.',
    'how to install wirevault on my laptop',
  ),
  guide(
    'ru/propusk.md',
    'ru',
    'Заказать пропуск для гостя в бюро пропусков',
    'Заявка подаётся за день.\n\n1. Откройте портал «Вахта».\n2. Укажите паспорт гостя.',
    'как заказать пропуск для гостя через вахту',
  ),
  guide(
    'ru/otpusk.md',
    'ru',
    'Оформить отпуск в «Зарплата и кадры»',
    'Заявление на отпуск подаётся за две недели и согласуется руководителем.',
    'как оформить отпуск в зарплате и кадрах',
  ),
  guide(
    'ru/kassa.md',
    'ru',
    'Кассовый терминал Эвотор не печатает чек',
    'Проверьте бумагу и перезагрузите терминал Эвотор.',
    'эвотор не печатает чек на кассе',
  ),
  guide(
    'zh-cn/kaoqin.md',
    'zh-cn',
    '考勤机补卡流程',
    '在“工时宝”中提交补卡申请，由主管批准。',
    '考勤机补卡怎么申请',
  ),
  guide(
    'zh-cn/shitang.md',
    'zh-cn',
    '食堂饭卡充值',
    '饭卡在一楼自助机充值，也可以在“饭点”小程序充值。',
    '饭卡怎么充值',
  ),
  guide(
    'zh-cn/cheliang.md',
    'zh-cn',
    '预约公司车辆',
    '在“车队通”里选择时间和车辆，提前一天预约。',
    '怎么预约公司的车辆',
  ),
];
