// What questions are about: accounts, mail, meetings, files, devices, money.

/** Format as in products.ts. */
export const things = `
account: account, аккаунт, акк, учетка, учетная запись, учетная, учетные записи, 帐户, 账户, 帐号, 账号
password: password, passwort, pasword, passwrod, pwd, passcode, пароль, пароли, парол, 密码, 口令
username: username, user name, login name, имя пользователя, логин, 用户名, 登录名, upn
user: user, users, пользователь, юзер, юзеру, сотрудник, сотрудница, работник, employee, staff member, 用户, 员工, 人员
colleague: colleague, coworker, co worker, teammate, коллега, коллеги, 同事
newcomer>user: new employee, new hire, new starter, new colleague, newcomer, new staff, intern, новый сотрудник, новичок, стажер, вышел новый, new joiner, 新员工, 新人, 新同事, 实习生, 入职
leaver: left the company, former employee, has left, leaver, resigned, dismissed, fired, laid off, уволился, уволилась, уволили, увольнение, бывший сотрудник, ушел из компании, уволенный, уволен, 离职, 辞职, 前员工, 走了, 辞退, ex employee
admin: admin, administrator, admins, админ, администратор, сисадмин, айтишник, 管理员, it department, it guy
admincenter: admin center, admin centre, admin portal, админка, центр администрирования, админ центр, 管理中心, 后台
role: role, roles, роль, роли, 角色
partner: partner, reseller, csp, provider, партнер, реселлер, поставщик услуг, интегратор, 合作伙伴, 代理商, 服务商, 经销商
gdap: gdap, dap, delegated admin, delegated administration, delegated access, relationship request, делегированные права, делегирован, 委派管理, 委派权限, 委托管理, reseller relationship
consent: consent, admin approval, approval required, approve app, need approval, согласие, утверждение, требуется одобрение, 同意, 批准应用, 管理员批准, 需要批准, 管理员审批, 应用授权, permission requested, 同意权限, 管理员授权, 取消授权, 重新授权, 组织同意, 代表组织
mfa: mfa, 2fa, two factor, two step, 2 step, 2 factor, multi factor, multifactor, double authentication, двухфакторка, двухфактор, двухфакторная, двухэтапная, многофакторная, двухфакторной аутентификации, двухфакторная аутентификация, мфа, 双重验证, 多重验证, 双因素, 双因子, 两步验证, 多重身份验证, 二次验证, 多因素, 两步, 2步验证, second factor, второй фактор, security info, сведения безопасности, 安全信息
authenticator>mfa: authenticator, authenticator app, authentificator, аутентификатор, аутентификатора, приложение для входа, 验证器, 身份验证器, authentication app, auth app
code: code, codes, код, коды, verification code, confirmation code, security code, otp, one time code, one time password, код подтверждения, проверочный код, 验证码, 代码, 校验码, 动态码, passcode text
sms: sms, text message, смс, смска, эсэмэс, text me, 短信, phone call code, 语音
phone: phone, iphone, android, smartphone, mobile phone, cellphone, cell phone, mobile, телефон, смартфон, айфон, андроид, мобильный, мобила, номер телефона, 手机, 电话号码, 安卓, 苹果手机, 手机号, phone number
newphone>phone: new phone, new iphone, changed phone, changed my phone, replaced phone, new mobile, new cell, lost phone, lost my phone, phone stolen, broken phone, new number, другой телефон, новый телефон, новый айфон, новый смартфон, поменял телефон, сменил телефон, сменила телефон, потерял телефон, сломался телефон, украли телефон, смена телефона, смены телефона, замена телефона, 新手机, 换手机, 换了手机, 手机换了, 手机丢了, 手机坏了, 丢了手机, 换机, 旧手机, 换号, upgraded phone, switched phones, got a new phone
captcha: captcha, капча, 图形验证码, 人机验证
session: session expired, session, сессия, сеанс, 会话, cookie, cookies, куки, 超时, timed out
loop: loop, loops, looping, going in circles, over and over, keeps coming back, redirect, redirects, redirected, по кругу, круг, зациклился, зациклено, циклически, редирект, 循环, 死循环, 来回跳, 反复跳转, 跳转, 重定向, 跳回, again and again, round and round, endless, endlessly, in circles, in a loop, around in circles, infinite
endlessload>slow: keeps loading, endless loading, loading forever, never ends, spinning, spinner, spins, still loading, бесконечно грузится, бесконечная загрузка, бесконечно, крутится, колесико, вечная загрузка, 一直转, 转圈, 一直加载, 加载中, 转个不停, stuck loading, hangs on loading
personalaccount: personal account, private account, hotmail, live com, outlook com, gmail account, home account, wrong account, личная учетная запись, личный аккаунт, личная почта, личная учетка, личной, частный аккаунт, не тот аккаунт, не под той, 个人帐户, 个人账户, 个人帐号, 个人账号, 私人帐号, 私人账号, 错误的帐户, 错号, 私人帐户, work or school, school account, рабочая или учебная, 工作或学校
guest: guest, guests, b2b, гость, гостя, гости, гостевой, 来宾, 访客
external: external, outsider, outside, anonymous, other company, third party, customer, customers, client, supplier, freelancer, contractor, visitor, внешний, внешних, внешние, сторонний, посторонний, анонимный, анонимные, клиент, заказчик, подрядчик, поставщик, контрагент, другая компания, чужая компания, 外部, 匿名, 客户, 供应商, 外包, 外人, 合作方, 其他公司, external people, outside our company, outside the organization, outside the company
invite: invite, invitation, invited, invites, приглашение, пригласить, пригласил, пригласили, 邀请, 邀請
link: link, links, url, hyperlink, ссылка, ссылки, ссылку, ссылке, линк, 链接, 連結
suspicious: suspicious, suspicious link, strange mail, strange email, strange message, weird mail, weird email, phishing, phish, scam, fake, fraudulent, legit, подозрительный, подозрительная, фишинг, фишинговый, мошенники, мошенническое, мошенничество, странное письмо, странная ссылка, поддельное, развод, непонятная ссылка, непонятное письмо, 可疑, 钓鱼, 诈骗, 假冒, 冒充, 骗子, 奇怪的邮件, 来路不明, 陌生邮件, 陌生链接
attachment: attachment, attached file, вложение, вложения, 附件
mail: mail, email, e mail, mails, message, messages, письмо, письма, писем, письмом, письме, почта, почту, почты, почте, мейл, имейл, емейл, е мейл, мыло, электронка, корреспонденция, сообщение, сообщения, 邮件, 电邮, 邮箱, 信件, emial, 消息, 信
mailbox: mailbox, mail box, inbox, ящик, ящика, почтовый ящик, входящие, 信箱, 收件箱
sharedmailbox: shared mailbox, shared mail box, shared inbox, team mailbox, group mailbox, common mailbox, shared email, functional mailbox, department mailbox, общий ящик, общая почта, общий почтовый ящик, общего ящика, общему ящику, общим ящиком, ящик отдела, ящик команды, почта отдела, групповой ящик, общий адрес, 共享邮箱, 公共邮箱, 公用邮箱, 部门邮箱, 团队邮箱, 小组邮箱, 公邮, info mailbox, shared mailboxes
distlist: distribution list, distribution group, mailing list, dl, mail group, email group, email list, all staff, everyone list, рассылка, рассылки, список рассылки, группа рассылки, общая рассылка, группа почты, 通讯组, 邮件组, 群发组, 邮件列表, 分发列表, 邮件群组, 群组邮箱, staff list, contact group
alias: alias, second address, additional address, псевдоним, алиас, второй адрес, дополнительный адрес, 别名, 第二个地址
address: address, address book, адрес, адреса, контакт, contacts, контакты, 地址, 通讯录, 联系人
junk: junk, spam, spam folder, junk folder, спам, спаме, нежелательная, нежелательные, 垃圾邮件, 垃圾箱, 垃圾信箱, 垃圾
quarantine: quarantine, quarantined, held mail, карантин, карантина, карантине, 隔离, 拦截, 被拦
bounce: bounce, bounced, bounces, ndr, undeliverable, undelivered, delivery failed, came back, returned mail, mailer daemon, not delivered, возвращается, вернулось, вернулась, отлуп, недоставлено, не доставлено, не доставляется, отскок, 退信, 退回, 被退, 无法送达, 退件, delivery failure, delivery status
inboxrule: inbox rule, mail rule, outlook rule, rules, правила, правило, 规则, 收件规则
forwarding: forward, forwarding, forwards, redirect mail, переслать, пересылка, пересылать, переадресация, переадресовать, 转发, 转寄
autoreply: out of office, auto reply, autoreply, automatic reply, automatic replies, vacation message, absence message, ooo, away message, vacation reply, автоответ, автоответчик, автоматический ответ, автоматические ответы, автоматические ответы об отсутствии, сообщение об отсутствии, 自动回复, 自动答复, 外出, 休假回复, 假期回复
signature: signature, email footer, disclaimer, подпись, подписи, дисклеймер, 签名, 免责声明
pst: pst, ost, archive file, архив почты, пст, 存档, 备份邮件, export mail, mail backup
calendar: calendar, calender, calander, schedule, appointment, appointments, календарь, календаря, календаре, календарем, расписание, встречи, 日历, 日程, 行事历, 约会
freebusy: free busy, availability, занятость, свободен занят, 忙闲, 空闲
roommailbox: room booking, book a room, booking, meeting room booking, conference room booking, бронь переговорной, забронировать переговорку, бронирование, забронировать, 会议室预订, 预订会议室, 订会议室, 预订
meetingroom: meeting room, conference room, teams room, teams rooms, board room, room system, room device, переговорная, переговорка, переговорной, конференц зал, 会议室, 会议设备
meeting: meeting, meetings, conference, webinar, собрание, собрания, совещание, встреча, конференция, созвон, планерка, митинг, 会议, 开会, 视频会议, 例会
call: call, calls, calling, звонок, звонки, звонить, звонка, вызов, 通话, 打电话, 来电, 呼叫
telephony: landline, pstn, dial pad, dialpad, phone system, teams phone, call queue, voicemail, auto attendant, extension, outside calls, телефония, городской, дозвониться, межгород, набор номера, голосовая почта, автосекретарь, внешние звонки, мобильные номера, 拨号, 外线, 座机, 总机, 语音信箱, 分机, 电话系统, 固话
microphone: microphone, mic, mike, micro, микрофон, микро, микрофона, 麦克风, 话筒, 麦
hearme: hear me, cant hear, cannot hear, no one hears, nobody hears, no sound, no audio, muted, не слышно, не слышат, не слышит, меня не слышат, нет звука, звука нет, без звука, 听不见, 听不到, 没声音, 没有声音, 无声, audio not working, my voice
headset: headset, headphones, earphones, earbuds, airpods, jabra, гарнитура, наушники, гарнитуру, наушниках, 耳机, 耳麦, 蓝牙耳机
sound: sound, audio, speaker, speakers, voice, звук, звука, голос, динамики, колонки, 声音, 音频, 扬声器
camera: camera, webcam, web cam, video, cam, камера, камеру, камеры, вебка, вебкамера, веб камера, видео, картинка, изображение, 摄像头, 视频, 画面, 摄像
screensharing: share screen, share my screen, screen sharing, sharing my screen, демонстрация экрана, экран показать, поделиться экраном, демонстрация, 共享屏幕, 屏幕共享, 投屏
quality: quality, choppy, robotic, lagging video, break up, breaking up, echo, jitter, stutter, качество, качество связи, эхо, прерывается, заикается, рвется, глючит звук, обрывается, пропадает звук, 断断续续, 质量, 回声, 卡顿声音, 时断时续, poor connection
recording: recording, recorded, record, transcript, запись, записи, записью, записать, запись собрания, запись встречи, расшифровка, 录制, 录像, 录音, 转录, meeting recording
lobby: lobby, waiting room, let in, let me in, зал ожидания, вестибюль, ожидания, 等候室, 大厅, 等待室
teamgroup: create team, create a team, make a team, new team, create teams, создать команду, новая команда, 创建团队, 新建团队, 建团队, 建群, team owner
channel: channel, channels, канал, канала, каналы, 频道
chat: chat, chats, conversation, im, чат, чата, чате, переписка, 聊天, 对话, 群聊, chat history
presence: presence, status, away, green dot, busy status, available status, присутствие, статус, статуса, статусе, 状态, 在线状态, 离开, 忙碌
notification: notification, notifications, notify, alert, alerts, popup, pop up, banner, ring, rings, уведомление, уведомления, оповещение, оповещения, всплывающие, 通知, 提醒, 弹窗, 响铃
cache: cache, cached, кэш, кеш, кеша, 缓存
addin: add in, addin, add ins, plugin, plug in, extension outlook, add on, надстройка, надстройки, плагин, аддон, 加载项, 插件, 外接程序
meetingbutton: teams meeting button, meeting button, teams button, teams icon in outlook, teams meeting option, кнопка собрания, кнопка teams, кнопка тимс, кнопки собрания, кнопка создать собрание, 会议按钮, 会议选项, 会议图标
search: search, searching, find mail, index, indexing, поиск, поиска, поиском, искать, ищет, индекс, индексация, 搜索, 查找, 索引, 搜不到
folder: folder, folders, subfolder, папка, папки, папку, папке, папок, каталог, 文件夹, 目录
networkdrive: network drive, mapped drive, shared drive, file server, server share, сетевой диск, сетевая папка, сетевые диски, шара, файловый сервер, диск, network share, 网络驱动器, 网络盘, 共享盘, 映射驱动器, 文件服务器, nas, f drive, g drive, h drive, i drive, j drive, k drive, l drive, m drive, n drive, o drive, p drive, q drive, r drive, s drive, t drive, u drive, v drive, w drive, x drive, y drive, z drive
file: file, files, document, documents, doc, docs, файл, файлы, файла, файлов, документ, документы, документа, 文件, 文档, 资料
filename: file name, filename, path too long, long path, long name, invalid character, invalid characters, special characters, имя файла, длинное имя, недопустимые символы, спецсимволы, длинный путь, имена файлов, 文件名, 路径太长, 无效字符, 特殊字符
library: library, document library, библиотека, библиотеки, библиотеку, 文档库, 库
site: site, sites, website, intranet, сайт, сайта, сайте, портал, портала, 网站, 站点, 网页, 主页, portal, 门户
version: version history, previous version, older version, old version, earlier version, overwritten, overwrote, версия, версии, история версий, предыдущая версия, прежняя версия, перезаписал, затер, перезаписали, 历史版本, 以前的版本, 旧版本, 版本历史, 覆盖, 之前的版本, new version, latest version, most recent version, 版本, 新版, 新版本
recyclebin: recycle bin, trash, deleted items, корзина, корзины, корзине, удаленные, 回收站, 已删除邮件, 废纸篓
storage: storage, space, quota, capacity, место, места, хранилище, квота, объем, 空间, 存储, 容量, 配额, 内存满, gb, гб
full: full, no space, out of space, run out, ran out, exceeded, over limit, almost full, забит, забита, полный, переполнен, переполнена, заполнен, закончилось место, нет места, кончилось место, не хватает места, 满了, 已满, 爆满, 不足, 用完, 满, 快满, 超出
sync: sync, syncs, synced, syncing, synchronize, synchronise, synchronization, синхронизация, синхронизируется, синхронизирует, синхронизировать, синхронизации, синхрон, синкается, 同步, 不同步
upload: upload, uploading, uploads, загрузить файл, выложить, закачать, выгрузить, залить, 上传
sharing: share, shared, sharing, поделиться, расшарить, общий доступ, делиться, 共享, 分享
macro: macro, macros, vba, макрос, макросы, макросов, 宏
unsaved: unsaved, didnt save, not saved, without saving, autosave, autorecover, document recovery, несохраненный, не сохранил, не сохранилась, не сохранен, автосохранение, 没保存, 未保存, 忘记保存, 自动保存, autosaved, lost my work, forgot to save
blankexcel: excel blank, excel opens blank, excel is empty, excel gray, excel grey, gray screen excel, эксель пустой, пустой excel, серый экран excel, 灰色, excel 空白
productkey: product key, licence key, license key, activation key, ключ продукта, лицензионный ключ, 密钥, 产品密钥, 激活码, 序列号, serial number
activation: activate, activated, activation, deactivated, unlicensed, not licensed, not activated, not genuine, активация, активировать, активирован, активации, активируется, нелицензированный, не лицензирован, слетела активация, не активирован, 激活, 未激活, 未授权, 未经授权产品, 正版, 没激活, watermark
kms: kms, mak, volume licence, volume activation, slmgr, gvlk, корпоративная активация, 批量激活, 批量授权
tpm: tpm, trusted platform module, тпм
bitlocker: bitlocker, bit locker, битлокер, recovery key, ключ восстановления, 恢复密钥, 48 digit, encrypted drive, шифрование диска, зашифрован, encryption, 加密驱动器, 硬盘加密, bit locker key
encryption>bitlocker: encrypted, encrypt, 加密
bluescreen: blue screen, bluescreen, bsod, stop code, blue death, синий экран, бсод, экран смерти, синька, синий экран смерти, 蓝屏, 终止代码, blue screen error, ran into a problem and needs to restart
reboot: reboot, reboots, restart, restarts, shuts down, turns off, turned itself off, перезагрузка, перезагружается, перезагрузился, выключается, ребут, вырубается, 重启, 自动关机, 死机, 自动重启, 关机
boot: boot, boots, booting, startup, bios, start up, turn on, power on, автоматическое восстановление, загрузка windows, не включается, 开机, 启动修复, 自动修复, 引导, wont turn on, doesnt turn on
vm: vm, vms, virtual machine, virtual machines, virtual server, виртуалка, виртуальная машина, виртуальной машине, вм, виртуалки, виртуальный сервер, 虚拟机, 云服务器, 云主机, azure server, сервер в облаке
rdp: rdp, remote desktop, mstsc, bastion, рдп, удаленный рабочий стол, удаленный стол, удаленка, 远程桌面, 远程连接, 远程登录
ssh>rdp: ssh, linux vm
vpn: vpn, впн, впнка, proxy, прокси, 代理, 翻墙, 梯子, firewall, брандмауэр, файрвол, фаервол, межсетевой экран, 防火墙, zscaler, anyconnect, globalprotect, tls inspection, антизапрет, обход блокировок
internet: internet, network, wifi, wi fi, connection, connectivity, lan, ethernet, интернет, интернета, инет, сеть, сети, вайфай, вай фай, связь, соединение, соединения, подключение, подключения, 网络, 上网, 网速, 无线, 断网, 网线
ssl: ssl, tls, certificate, сертификат, безопасное соединение, безопасное подключение, защищенное соединение, 证书, 安全连接, err ssl, dns, secure connection
unreachable: unreachable, not reachable, cant reach, cannot reach, site cant be reached, page cannot be displayed, timed out, timeout, page wont load, site wont load, недоступен, недоступна, недоступны, не открывается сайт, сайт не открывается, 无法访问, 访问不了, 连不上, 打不开网页, 无法连接, 连接不上, 断开
domain: domain, domains, домен, домена, домене, домены, 域名, 域
dns: dns records, mx record, txt record, cname, dns record, mx, запись txt, запись mx, днс, dns запись, 解析, 解析记录
spf: spf, dkim, dmarc
device: device, devices, pc, устройство, устройства, 设备
compliance: compliant, compliance, noncompliant, not compliant, policy, policies, соответствие, соответствует, не соответствует, политика, политики, политикой, 合规, 不合规, 策略, not enforced, 策略未执行, не применена
conditionalaccess: conditional access, blocked by policy, access policy, условный доступ, условным доступом, 条件访问, location policy
joined: join domain, join device, register device, azure ad join, entra join, hybrid join, присоединить компьютер, подключить к организации, зарегистрировать устройство, 加入公司, 注册设备, 加入域, 设备注册
store: microsoft store, ms store, app store, windows store, магазин приложений, магазин microsoft, майкрософт стор, 应用商店, 微软商店, 应用市场
software: software, program, programme, application, программа, программу, программы, софт, по, приложение, приложения, 软件, 程序, 应用, app, apps
adminrights: admin rights, administrator rights, admin password, local admin, admin privileges, uac, elevation, права админа, права администратора, пароль администратора, прав администратора, локальный админ, 管理员权限, 管理员密码, 本地管理员
computer: computer, laptop, machine, desktop, notebook pc, workstation, компьютер, комп, компа, ноутбук, ноут, пк, машина, 电脑, 笔记本电脑, 计算机, 台式机, 主机
subscription: subscription, subscriptions, subsciption, подписка, подписку, подписки, подписке, 订阅, 套餐, membership
licence: licence, license, licences, licenses, licensing, lisence, licenced, seat, seats, лицензия, лицензии, лицензию, лицензий, 许可证, 席位, 坐席, 牌照, 授权数, 授权码, 正版授权
plan: plan, plans, tier, edition, business basic, business standard, business premium, e3, e5, тариф, план, плана, планы, редакция, 计划, 版本套餐, 商业版, 标准版, 高级版, 方案
trial: trial, free trial, free tier, free account, free credit, credit, пробный, пробная, пробную, пробного, бесплатный период, триал, бесплатно, бесплатная, 试用, 免费, 免费试用, 试用版, 免费额度, 试用期
invoice: invoice, invoices, bill, receipt, счет, счета, счете, счетов, инвойс, накладная, квитанция, счет фактура, акт, 账单, 帐单, 发票, 收据, 对账单
charge: charge, charged, charges, charging, debit, debited, took money, took from, overcharged, deducted, списали, списание, списывать, списаны, снимают деньги, сняли деньги, сняли, снимают, списывают, начислили, начисление, платеж, платежи, 扣款, 扣费, 扣钱, 收费, 多扣, 乱扣费, 重复扣, 费用, 扣了, money, деньги, 钱, euro, евро, dollars, доллар, рублей, paid twice, двойное списание
cost: cost, costs, costly, expensive, price, pricing, spending, spend, how much, стоит, стоимость, цена, дорого, дорогой, сколько стоит, расходы, расход, затраты, траты, тратит, 价格, 多少钱, 贵, 成本, 花费, 开销, 费用高
refund: refund, refunded, money back, reimburse, reimbursement, возврат, вернуть деньги, верните деньги, возврат средств, возместить, 退款, 退钱, 退费, 退还
paymentmethod: payment method, credit card, bank card, card, pay by, bank account, direct debit, карта, карту, карты, карте, способ оплаты, банковская карта, реквизиты, расчетный счет, 银行卡, 信用卡, 付款方式, 支付方式, 卡, 付款
declined: declined, refused, rejected, payment failed, отклонен, отклонена, отклонили, не проходит оплата, платеж не прошел, не принимает карту, отказ, отказано, 被拒, 拒绝, 付款失败, 支付失败, 扣款失败
unpaid: unpaid, overdue, past due, non payment, nonpayment, arrears, suspended, suspension, reminder, просрочка, неоплата, задолженность, долг, приостановлен, приостановили, приостановлена, неоплаченный, 欠费, 未付, 逾期, 暂停, 停用服务, 停服
tax: tax, vat, tax id, gst, ндс, инн, кпп, налог, реквизиты компании, юрлицо, 税号, 纳税, 税, 抬头, company details, billing address, юридический адрес, название компании
autorenew: auto renew, auto renewal, autorenew, renew automatically, recurring billing, автопродление, автопродления, автоматическое продление, продлевается автоматически, 自动续费, 自动续订, 续费
expire: expire, expired, expires, expiring, ended, ends soon, истек, истекла, истекает, истекло, закончилась, закончился, заканчивается, кончилась, просрочен, срок, 过期, 到期, 结束, 快到期, 失效
renew: renew, renewal, renewing, extend, prolong, продлить, продление, продлеваем, продлите, 续订, 续期, 续约, 延期
agreement: agreement, contract, mca, terms, соглашение, договор, контракт, оферта, 协议, 合同, 条款
selfservice: self service purchase, self service, самостоятельно купил, самостоятельные покупки, самообслуживание, 自助购买, 自助服务, bought by themselves
fraud: fraud, fraudulent purchase, unauthorised purchase, unknown purchases, unauthorized charges, мошенническая покупка, чужие покупки, неизвестные покупки, 盗刷, 欺诈, 非法使用, crypto mining, майнинг, 挖矿
budget: budget, spending limit, cost alert, бюджет, бюджета, лимит расходов, 预算, 花费上限, 费用提醒
resource: resource, resources, resource group, ресурс, ресурсы, ресурса, ресурсов, 资源, 资源组
quotaazure: cores, vcpu, quota increase, core quota, gpu quota, ядер, ядра, квота azure, 核心配额, vcpu 配额, 核数
allocation: allocation, capacity azure, sku not available, not enough capacity, sufficient capacity, allocation failed, нехватка мощностей, нет емкости, емкость, выделение, 分配失败, 容量不足, 没有容量
deployment: deploy, deployed, deploying, deployment, развернуть, развертывание, деплой, развертывания, 部署
endpoint: endpoint, api key, api version, 终结点, 密钥 api, конечная точка, 401, 404, 429, 接口, api
outage: outage, is down, down, service down, disruption, incident, service health, known issue, known problem, авария, аварии, сбой сервиса, лежит, упал, упала, массовый сбой, глобальный сбой, инцидент, перебои, неполадки, 故障, 宕机, 瘫痪, 中断, 服务挂了, 挂了, 服务中断, 大面积, 崩了, 服务状态, not available for everyone
healthstatus: status page, service status, health status, состояние службы, состояние служб, статус служб, статус сервисов, 运行状况, 服务运行状况, 服务健康
maintenance: maintenance, planned maintenance, плановые работы, обслуживание, 维护
training: training, trained, train, workshop, course, webinar training, tutorial, lesson, teach, learn, orientation, обучение, обучить, обучения, курс, курсы, тренинг, научить, научите, инструктаж, семинар, 培训, 课程, 教程, 学习, 教学, 讲座, 使用手册
report: report, reports, reporting, statistics, usage, отчет, отчеты, статистика, использование, 报告, 报表, 统计, 使用情况
migration: migrate, migration, move mailboxes, миграция, перенос, перенести, мигрировать, 迁移, 搬家, 搬迁, 转移
tenant: tenant, organization, organisation, company account, тенант, клиент tenant, организация, 租户, 组织
directory: dirsync, directory sync, azure ad connect, entra connect, on premises, local server, синхронизация каталогов, локальный сервер, 目录同步, 本地服务器, 本地 ad
shareddesktop: terminal server, shared computer, rds, citrix, virtual desktop, терминальный сервер, терминальник, 终端服务器, 共享电脑, 虚拟桌面, avd
officecompatibility: office file preview, preview, предпросмотр, предварительный просмотр, 预览
window: window, screen, окно, окна, экран, 窗口, 屏幕, 界面
blank: blank, white screen, white page, empty, empty page, black screen, blank page, gray screen, белый экран, пустая страница, пустой, пустое, пусто, черный экран, белое окно, пустой экран, белая страница, 空白, 白屏, 黑屏, 白页, 白色, 一片白
button: button, icon, кнопка, кнопки, кнопку, значок, иконка, 按钮, 图标
percent: percent, percentage, процент, процентов, 百分之, 进度, 进度条
messagecenter: message center, coming changes, release notes, roadmap, центр сообщений, предстоящие изменения, 消息中心, 更新公告, 即将推出
release: targeted release, preview features, early access, new features early, целевой выпуск, новые функции, 定向发布, 抢先体验, 新功能
marketplace: marketplace, isv, appsource, маркетплейс, 市场应用, 第三方产品
ransomware: ransomware, files encrypted, шифровальщик, файлы зашифрованы, вымогатель, 勒索, 勒索病毒
virus: virus, malware, trojan, вирус, вредонос, 病毒, 木马
hacked: hacked, hack, hacker, hackers, compromised, account stolen, someone else is using, взломали, взлом, взломан, взломали почту, хакеры, украли аккаунт, угнали, 被盗, 被黑, 盗号, 黑客, 泄露, someone logged in
group: team, department, group, division, branch, команда, команды, команду, отдел, отдела, группа, группы, подразделение, 部门, 团队, 组, 小组
server: server, servers, host, сервер, сервера, хост, 服务器
service: service, services, сервис, сервисы, сервисов, служба, службы, 服务
cloud: cloud, облако, облаке, облачный, 云端, 云
list: list, lists, список, списка, списке, 列表, 名单
system: system, systems, система, системы, системе, 系统
pay: pay, paying, paid, pays, payment, платить, оплатить, оплата, плачу, платим, заплатил, оплатили, 支付, 付费, 缴费, 付钱
billingword>invoice: billing, оплата счетов, биллинг, 计费, 结算
ownperson: personal details, profile, профиль, 个人资料, 头像, profile picture, avatar
`;
