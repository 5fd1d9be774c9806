// Word lists of the search: what weighs nothing in a question, and different words for one thing.
import type { Product } from '../domain/article.ts';

/** Words of chatter, politeness, questioning and grammar; they say nothing about the topic. */
export const stopWords: ReadonlySet<string> = new Set(
  `
  a an the and or but if so as at by for from in into of on to with without about over under up down out off
  i me my mine we us our ours you your yours he she it its they them their this that these those there here who
  is are was were be been being am do does did done doing have has had having will would shall should can could
  may might must not no nor dont doesnt didnt isnt arent wasnt wont cant couldnt wouldnt cannot im ive id ill
  thats whats heres theres what which when where why how then than just only also too very really still even any
  some all every each more most much many such same other another again ever never always now today yesterday
  tomorrow since ago hi hello hey dear good morning afternoon evening day thanks thank thx please pls plz sorry
  bye ok okay yes yeah nope hmm need want wish like try tries tried trying get gets got getting go goes going went
  make makes made let know knows think see seems help helps asap urgent somebody someone anybody anyone everyone
  something anything nothing everything thing things way time times because while after before until during
  work works working problem problems issue issues trouble troubles question questions
  person human agent operator support bot test microsoft computer pc laptop joke jokes tell told say says said
  и в во на с со к ко по за из от до у о об обо при для без над под про через между не ни да нет же бы ли а но
  или то что чтобы как так это этот эта эти этого этой этом тот та те того я мы ты вы он она оно они меня мне мной
  нас нам вас вам его ее их им ему ей мой моя мое мои моей моего наш наша наше наши нашего нашей ваш ваша ваши
  свой свою себя кто кому чего чем какой какая какие каким где куда откуда когда почему зачем сколько есть быть был
  была было были будет буду будут уже еще тоже также только просто очень даже вот ну вообще опять снова сейчас
  теперь сегодня вчера завтра потом тут там здесь всегда никогда все всё весь всем всех сам сама можно нельзя надо
  нужно нужен нужна нужны хочу хотел хотела хотим хотелось могу может можете можем мочь могли получается получилось
  пробую пробовал пытаюсь пытался делать сделать делаю делает если потому после перед пока раз
  здравствуйте здравствуй привет приветствую добрый доброе день вечер утро ночи спасибо благодарю пожалуйста
  пожалуста плиз помогите помоги помочь помощь подскажите подскажи скажите скажи скажете срочно извините простите
  ок окей ага понятно хорошо ясно пока свидания проблема проблемы проблему вопрос вопросы
  работает работают работать работала работал компьютер компьютере комп компе ноутбук ноутбуке
  человек человека человеком специалист специалиста оператор оператора поддержка поддержку поддержки бот тест
  microsoft майкрософт расскажи анекдот большое огромное случилось видимо вылезла вылезает появляется появилось пишет выдает
  的 了 着 过 吗 呢 吧 啊 呀 哦 嗯 我 我们 咱们 你 你们 您 他 她 它 他们 自己 这 那 这个 那个 这些 那些 这里 那里 是 在 有
  和 与 或 及 就 都 也 还 还是 又 再 很 太 更 最 被 把 给 对 从 到 向 为 以 上 下 里 中 个 些 一个 一下 一直 一些 什么 怎么
  怎么办 怎样 如何 为何 为什么 哪 哪里 哪个 谁 几 几个 多少 请 请问 请教 麻烦 谢谢 感谢 多谢 你好 您好 大家 早上 早上好 晚上
  下午 上午 好 好的 再见 帮 帮忙 帮助 帮我 知道 想 想要 要 需要 希望 可以 能 能够 会 应该 不 没 没有 不能 不会 不了 不到
  无法 没法 问题 现在 今天 昨天 明天 最近 突然 总是 老是 一 已 已经 然后 但是 因为 所以 如果 的话 时候 之后 以后 出现
  用 使用 工作 电脑 微软 讲 说 告诉 天气 笑话 办 让 去 来 得 地 时 后 前 不是 是不是 有没有 能不能 人工 客服 转 支持 机器人 测试
  `
    .trim()
    .split(/\s+/),
);

/** Phrases joined into one word before the text is cut; tried in this order on lower-case text with е for ё. */
export const phrases: readonly (readonly [RegExp, string])[] = [
  [/\bone[\s-]drive\b|(?<!\p{L})(?:ван|уан)[\s-]?драйв\p{L}*/gu, ' onedrive '],
  [/\bshare[\s-]point\b|(?<!\p{L})шар[еэ]?[\s-]?по[ий]нт\p{L}*/gu, ' sharepoint '],
  [/\be-?mails?\b|(?<!\p{L})(?:e|е)-?м[еэ]йл\p{L}*/gu, ' mail '],
  [/\b(?:sign|log)(?:s|ing|ged)?[\s-](?:in|on)(?:to)?\b|\blog[io]n\b/g, ' signin '],
  [/\b(?:2|two)[\s-]?(?:fa\b|step|factor)(?:[\s-](?:verification|auth\p{L}*|sign-?in))?/gu, ' mfa '],
  [/\bmulti[\s-]?factor(?:[\s-]auth\p{L}*)?/gu, ' mfa '],
  [
    /(?<!\p{L})(?:двухфактор|двухэтап|многофактор)\p{L}*(?:\s+(?:аутентификаци|проверк|авторизаци|вход)\p{L}*)?/gu,
    ' mfa ',
  ],
  [/双重验证|多重验证|双因素(?:验证|认证)?|两步验证|多重身份验证|二次验证|二步验证/g, ' mfa '],
  [/\badd[\s-]ins?\b|\bplug[\s-]?ins?\b/g, ' addin '],
  [/\bauto[\s-]?complete\b/g, ' autocomplete '],
  [/\b(?:office|microsoft|ms)[\s-]?365\b|\bo365\b|\bm365\b/g, ' m365 '],
  [/[帐账][号户]/g, ' account '],
  [/登[陆入录]|登(?=不)/g, ' signin '],
  [/话筒|麦克风|麦(?=没|不|有)/g, ' microphone '],
  [/许可证|授权许可|授权数|席位|坐席/g, ' licence '],
  [/回收站/g, ' 回收站 '],
  [/闪退|打不开|启动不了|无法启动|打开不了|起不来|白屏/g, ' 打不开 $& '],
  [/收不到|没收到|未收到|接收不到|没有收到|无法收到/g, ' notreceived '],
  [/[卡慢](?:顿|死|住)|很卡|太卡|好卡|很慢|太慢|好慢|特别慢|没反应|无响应|未响应/g, ' 卡顿 $& '],
  [/删了|删掉|删除|误删/g, ' 删除 '],
  [/找回|恢复|还原/g, ' 恢复 '],
];

/** Other spellings, transliterations and near words, each followed by the word it counts as. */
const sameThing = `
  outlook: аутлук оутлук аутлоок outlok outloook
  teams: тимс тимз тимсы team тим
  onedrive: вандрайв onedive
  excel: эксель
  word: ворд
  office: офис офисные
  windows: виндовс виндоус винда win10 win11
  m365: м365
  mail: почта письмо мейл mails message 邮件 电邮 邮箱
  mailbox: ящик inbox 收件箱
  password: пароль pwd passcode pass 密码 口令
  microphone: mic mike микрофон микро
  licence: license licensed licensing лицензия seat 许可证
  invoice: bill billing счет 账单 帐单 发票
  charge: списали списание списывать сняли снимают 扣款 扣费 扣钱 收费 多扣
  refund: reimburse возврат 退款
  access: permission rights доступ права прав разрешение 权限 访问权限
  error: ошибка сбой 错误 报错 出错
  file: document документ файл 文件 文档
  calendar: calender календарь 日历 日程
  account: аккаунт учетка учетная 帐户
  signin: вход войти вхожу зайти захожу залогиниться логин login logging 登录
  mfa: authenticator аутентификатор authentificator 验证器
  phone: iphone android mobile телефон смартфон 手机
  code: код 验证码
  locked: blocked lock block lockout заблокирован заблокирована заблокировали блокировка 锁定 封 锁
  hacked: hack hacker compromised взломали взлом взломать хакеры 被盗 被黑 盗号
  slow: slowly lag laggy sluggish тормозит тормоза медленно лагает 卡顿
  freeze: frozen froze hang hung зависает виснет завис
  sync: synced synchronize синхронизация синхронизируется 同步
  install: installation setup download установка установить поставить скачать 安装 下载
  buy: purchase order докупить купить приобрести докупи 购买 买 增购 加购
  delete: deleting removed erased удалил удалить удаленные стер 删除
  recover: restore recovery undelete восстановить восстановление вернуть 恢复
  reset: сброс сбросить change changed сменить поменять 重置
  forgot: forgotten forget забыл забыла 忘记 忘
  bounce: ndr undeliverable undelivered возвращается вернулось отлуп 退信 退回
  cache: кэш кеш 缓存
  full: quota переполнен забит заполнен 满 已满 爆满
  update: upgrade обновление обновить обновляется 更新 升级
`;

export const synonyms: ReadonlyMap<string, string> = new Map(
  sameThing
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [word = '', others = ''] = line.split(':');
      return others
        .trim()
        .split(/\s+/)
        .map((other): [string, string] => [other, word.trim()]);
    }),
);

/** Words that name a product, in the spelling that the lists above lead to. */
export const productWords: readonly (readonly [Product, string])[] = [
  ['outlook', 'outlook'],
  ['teams', 'teams'],
  ['onedrive', 'onedrive'],
  ['sharepoint', 'sharepoint'],
  ['windows', 'windows'],
  ['office', 'office excel word powerpoint'],
  ['azure', 'azure'],
];
