// What people want to do, and what goes wrong when they do it.

/** Format as in products.ts. */
export const acts = `
signin: sign in, signin, signing in, signed in, sign on, log in, login, log on, logon, logging in, logged in, logins, log into, sign into, signs in, войти, вход, войду, входа, вошел, захожу, зайти, зашел, зайду, заходит, заходить, залогиниться, логиниться, залогинится, вхожу, входит, авторизоваться, авторизация, авторизации, авторизоваться, логинится, 登录, 登陆, 登入, 登不上, 登不了, 登不进, 登上, 登, get into my account, log me in
letin: not let in, wont let me in, doesnt let me, не пускает, не пустило, не впускает, не дает войти, 进不去, 进不了, 不让进
signout: sign out, log out, logged out, signed out, signs me out, выйти, выкидывает, выкинуло, разлогинило, вышел из, выход, 退出登录, 注销, 掉线, 登出
forgot: forgot, forgotten, forget, cant remember, dont remember, забыл, забыла, забыли, не помню, забытый, 忘记, 忘了, 忘, 不记得
reset: reset, resetting, сбросить, сброс, сброса, сбрось, сбросьте, переустановить пароль, 重置, 重设
changepw: change password, change my password, new password, password change, сменить пароль, поменять пароль, смена пароля, новый пароль, 改密码, 修改密码, 更改密码, 换密码, 新密码
recoverpw: recover password, password recovery, password reset, reset password, reset my password, forgot password, forgot my password, восстановить пароль, восстановление пароля, сброс пароля, сбросить пароль, забыл пароль, забыла пароль, восстановлении пароля, 找回密码, 重置密码, 忘记密码, 密码重置, 密码忘了, 忘了密码, 密码找回
sspr: self service password, sspr, самостоятельный сброс, самостоятельно сбросить, 自助密码, 自助重置
setup: set up, setup, configure, configuring, configured, configuration, setting up, настроить, настройка, настройки, настраиваю, настройку, конфигурация, подключить, 设置, 配置, 设定, 怎么配, 注册
locked: locked, locked out, lock out, lockout, blocked, block, blocks, disabled account, заблокирован, заблокирована, заблокировали, блокировка, блокирует, заблокировано, заблокировался, 锁定, 被锁, 封锁, 被封, 冻结, 封号, 禁用, 锁住, 锁, disabled, отключена учетная
unlock: unlock, unblock, разблокировать, разблокируйте, разблокировка, снять блокировку, 解锁, 解封, 解除
access: access, permission, permissions, rights, authorization, authorisation, privileges, allowed, owner, contributor, доступ, доступа, доступу, права, прав, разрешение, разрешения, полномочия, 权限, 访问权限, 访问, 授权访问, 权力, 授权, 许可
denied: denied, access denied, forbidden, unauthorized, not authorized, no permission, no access, dont have permission, нет доступа, отказано в доступе, доступ запрещен, нет прав, запрещено, запрещен, нет разрешения, не хватает прав, недостаточно прав, 拒绝访问, 没有权限, 无权限, 没权限, 权限不足, 无权访问, insufficient privileges, 禁止访问
grant: grant, give access, grant access, give permission, дать доступ, получить доступ, предоставить доступ, дайте доступ, выдать доступ, открыть доступ, выдать права, дать права, 授予, 开通权限, 给权限, 分配权限, 开权限, 赋予
assign: assign, assigned, назначить, назначьте, назначена, назначили, выдать, 分配, 指派
visible: show up, shows up, appear, appears, visible, see it, displayed, видно, виден, видна, видят, отображается, показывается, видеть, 显示, 看到, 看见, 出现
notvisible: not showing, not show, doesnt show, not visible, cant see, cannot see, doesnt appear, not appearing, no longer visible, не видно, не вижу, не видна, не отображается, не показывает, не показывается, перестал отображаться, 不显示, 看不到, 看不见, 没显示, 没有显示, 找不到, not listed, not there
missing: missing, disappeared, gone, vanished, lost, cant find, cannot find, no longer there, пропал, пропала, пропали, пропало, исчез, исчезла, исчезли, исчезло, нет кнопки, потерял, потерялись, потерялся, делась, делся, делись, куда делось, 不见了, 消失, 没了, 丢失, 丢了, 不见, 缺失
expand: expand, unfold, развернуть папку, 展开
delete: delete, deleted, deleting, remove, removed, erase, erased, wipe, удалить, удалил, удалила, удалили, удалено, стер, стерла, снес, удаление, удаляется, 删除, 删了, 删掉, 误删, 移除, 删, 清除, clear, cleared, clean, empty the, очистить, почистить, очистка, 清理, 清空
recover: recover, restore, restored, recovering, get back, undelete, bring back, undo, retrieve, восстановить, восстановление, вернуть, верните, восстановите, достать, откатить, 恢复, 还原, 找回, 撤销, 拿回, 取回
create: create, creating, make, build, set up new, создать, сделать новый, завести, создание, создаю, создайте, 创建, 新建, 建立, 建, 做个
adduser: add user, add a user, new user, create user, add person, создать пользователя, добавить пользователя, новый пользователь, завести пользователя, 添加用户, 新增用户, 新用户, 创建用户
add: add, added, adding, добавить, добавьте, добавил, добавление, добавлю, включите меня, внесите, 添加, 加入, 增加, 加, 加进
rename: rename, name change, married, last name, surname, изменить имя, сменить фамилию, фамилия, переименовать, вышла замуж, 改名, 重命名, 姓名, 改姓
install: install, installed, installing, installation, installer, reinstall, download, downloaded, downloading, setup program, установить, установка, установки, установщик, ставится, поставить, поставьте, установите, скачать, скачивание, скачивается, инсталлировать, переустановить, 安装, 下载, 安装包, 装, 重装, 重新安装, 安装程序, 装不上, 部署工具
uninstall: uninstall, uninstalled, remove completely, remove office, деинсталлировать, удалить программу, удалить офис, снести, 卸载
update: update, updates, updated, updating, upgrade windows, patch, latest version, outdated, обновить, обновление, обновления, обновился, обновляется, обновлений, обновления, апдейт, обнова, 更新, 最新版, 补丁
upgrade: upgrade, upgrading, switch plan, change plan, move to, convert, перейти на, сменить тариф, повысить, апгрейд, переход, 升级, 换套餐, 变更套餐, 更换套餐, 改成, 转换
downgrade: downgrade, понизить, 降级
compare: compare, difference, differences, which plan, included, comes with, covers, сравнить, разница, отличается, входит, чем отличается, 区别, 对比, 比较, 包含, 哪个套餐
buy: buy, buying, purchase, purchased, purchasing, order, ordering, get a license, subscribe, купить, купили, докупить, приобрести, покупка, заказать, оформить, докупите, закупить, покупаем, 购买, 买, 采购, 订购, 加购, 增购, 订单, 下单, 想买
more: more, additional, extra, another, еще, дополнительно, дополнительные, 更多, 再加, 多加, 额外, 增
need: need, needs, want, would like, request, requesting, require, looking for, нужен, нужна, нужно, нужны, хочу, хотим, прошу, требуется, необходим, необходимо, 需要, 想要, 申请, 请求, 想, 求, obtain, would like to get, хотелось бы, хочется
reduce: reduce, fewer, less, decrease, lower, too many licences, return licences, уменьшить, сократить, меньше, убрать лишние, лишние, 减少, 减, 降低, 少买, 退掉
cancel: cancel, cancelling, canceling, cancelled, canceled, cancellation, terminate, unsubscribe, unsubscribed, stop subscription, end subscription, get rid, close subscription, отменить, отмена, отмены, отказаться, отписаться, расторгнуть, отключить подписку, отмените, прекратить, отписка, отключите подписку, закрыть подписку, 取消, 退订, 终止, 不再续, 取消订阅, 停止订阅, 解约, 取消不了
closeaccount: close account, delete account, close tenant, delete tenant, delete organization, закрыть аккаунт, удалить аккаунт, закрыть тенант, удалить тенант, закрыть учетную запись компании, 注销帐户, 注销账户, 删除租户, 注销公司
stopped: stopped, stop, suspended service, turned off, отключен, отключили, остановлен, остановили, выключили, 停止, 停了, 停用
reactivate: reactivate, turn back on, enable again, включить обратно, возобновить, восстановить подписку, 重新启用, 恢复使用, 重新激活
open: open, opens, opening, open it, открыть, открывается, открывать, открыл, открываю, 打开, 开启, 点开
wontopen: wont open, cant open, cannot open, doesnt open, unable to open, not opening, doesnt start, wont start, cannot start, wont launch, doesnt launch, not launching, fails to open, couldnt open, does not open, does not start, wouldnt open, не открывается, не открываются, не запускается, не стартует, не могу открыть, не открыть, не запускаются, не откроется, не удается открыть, перестал открываться, 打不开, 启动不了, 无法启动, 打开不了, 起不来, 无法打开, 开不了, 不能打开, 点不开, not start
load: load, loads, loading, not loading, wont load, doesnt load, not load, грузится, загружается, не грузится, не загружается, загрузка, подгружается, 加载, 载入, 加载不出, 刷不出
crash>wontopen: crash, crashes, crashed, crashing, closes itself, closes immediately, shuts itself, stopped working, quit unexpectedly, closes right away, вылетает, вылет, падает, закрывается, крашится, сама закрывается, вылетела, прекращена работа, 闪退, 崩溃, 自动关闭, 意外退出, 自己退出, 停止工作, 一闪, force closes, app closes, unexpectedly
freeze>slow: freeze, freezes, frozen, froze, freezing, hang, hangs, hung, stuck, not responding, unresponsive, зависает, завис, зависла, зависло, виснет, подвисает, не отвечает, висит, подвис, застрял, застряло, застряла, 卡死, 卡住, 卡在, 无响应, 未响应, 没反应, 假死, 停在
slow: slow, slowly, sluggish, lag, lags, laggy, lagging, takes forever, long time, takes long, very long, тормозит, тормоза, медленно, медленный, медленная, долго, лагает, лаги, еле, тупит, очень долго, 慢, 卡顿, 很卡, 好卡, 太卡, 很慢, 太慢, 特别慢, 缓慢, 迟钝, 半天, 好久, poor performance
fail: fail, fails, failed, failure, not working, doesnt work, isnt working, wont work, not work, broken, cannot, unable, error, errors, problem, issue, wrong, не работает, не работают, не могу, не получается, не удается, не удалось, ошибка, ошибку, ошибки, сбой, проблема, сломался, сломалось, глючит, не выходит, не срабатывает, 失败, 出错, 报错, 错误, 不能, 无法, 不了, 用不了, 不能用, 有问题, 异常, 不行, 没法, 坏了, something went wrong, went wrong, 不起作用, 不可用, 没用, 没反应了, 不成功, 不正常, unsuccessful, не выполняется, malfunction, does not function, not functioning, does not work, not function, struggling
notarrive: not receiving, not received, didnt receive, dont receive, never arrived, not arriving, not coming, didnt get, havent received, have not received, no emails, no messages arrive, didnt come, doesnt come, doesnt arrive, never came, cant receive, cannot receive, not come through, isnt coming, не приходит, не приходят, не пришло, не пришел, не пришла, не получаю, не получил, не получила, не доходит, не доходят, не поступает, не получает, нет писем, нет новых писем, не приходило, 收不到, 没收到, 未收到, 接收不到, 没有收到, 无法收到, 收不了, 没来, 没到, 不发, 无法接收, 发不过来, not delivered to me, no new mail
receive: receive, receiving, received, arrive, arrives, приходит, пришло, получать, получить, получаю, 接收, 收到, 收
send: send, sending, sent, sends, отправить, отправка, отправляю, отправляется, послать, отправлять, 发送, 发信, 发出, 发邮件, 寄
cantsend: cant send, cannot send, not sending, wont send, unable to send, doesnt send, stuck in outbox, outbox, не отправляется, не отправляются, не уходит, не уходят, не могу отправить, исходящие, исходящих, 发不出, 发不了, 无法发送, 发送失败, 发件箱, 不能发送, 发送不了
sendblocked: blocked from sending, restricted from sending, restricted user, restricted entities, not allowed to send, outbound spam, запрещено отправлять, ограничена отправка, заблокирована отправка, 禁止发送, 限制发送, 受限实体, 禁止发信
sendlimit: sending limit, recipients limit, too many recipients, daily limit, лимит отправки, слишком много получателей, лимит писем, массовая рассылка, 发送限制, 收件人太多, 群发, bulk mail, mass mail
keepsasking: keeps asking, asks again, asking for password, asks for password, asks for my password, prompt, prompts, prompting, password prompt, credentials prompt, просит пароль, требует пароль, запрашивает пароль, спрашивает пароль, постоянно просит, запрос пароля, 一直要密码, 反复要求, 弹出密码, 要密码, 输密码, 密码框, 反复弹出, 提示输入密码, 凭据
notaccepted: not accepted, doesnt accept, wont accept, not recognized, not recognised, incorrect, invalid, doesnt match, не принимает, неверный, неправильный, не подходит, не распознает, некорректный, 不正确, 不对, 无效, 不认, 不接受, 不存在, 密码错误
notexist: doesnt exist, does not exist, not found, couldnt find, could not find, не существует, не найден, не найдено, не найдена, 找不到该, 未找到, 没找到
connect: connect, connects, connecting, connected, reconnect, подключиться, подключается, подключаюсь, соединяется, коннектится, подключения к, подключаться, коннект, 连接, 连, 接入, 连上
disconnected: disconnected, offline, disconnects, not connected, no connection, cant connect, cannot connect, trying to connect, unable to connect, wont connect, not connecting, lost connection, doesnt connect, отключен от сервера, автономно, автономный режим, не подключается, нет соединения, нет подключения, офлайн, попытка подключения, нет связи, не соединяется, не коннектится, отключается, отваливается, 断开连接, 已断开, 脱机, 离线, 未连接, 连接失败, 掉线了, 断线
join: join, joining, joined, enter meeting, присоединиться, подключиться к собранию, подключиться к встрече, зайти на встречу, зайти на собрание, войти в собрание, зайти на совещание, 加入会议, 进会, 入会, 参加, 参会, 进会议
use: use, using, использовать, пользоваться, пользуюсь, 使用
see: see, view, look, читать, посмотреть, смотреть, 查看, 看
edit: edit, editing, changes, modify, редактировать, изменить, править, редактирование, менять, 编辑, 修改, make changes
save: save, saved, saving, сохранить, сохраняется, сохранил, 保存, 存
move: move, moved, moving, transfer, перенос на, переместить, 移动, 搬, 换到, 转到
expirelink: link expired, expired link, ссылка истекла, ссылка устарела, срок ссылки, 链接过期, 链接失效, 链接已过期
lockedfile: locked for editing, file locked, in use by another, заблокирован для редактирования, файл занят, 被锁定编辑, 文件被占用, 占用
approve: approve, approval, approved, accept, accepting, одобрить, утвердить, подтвердить, принять, 批准, 审批, 接受, 确认
stolen: stolen, theft, украли, украден, 偷
verify: verify, verification, confirm, confirmation, подтверждение, проверка, верификация, подтверждения, 验证, 核实, 确认身份
firsttime: first time, register for, enroll, enrol, первый раз, впервые, зарегистрировать, регистрация, 首次, 第一次, 登记
export: export, import, экспорт, экспортировать, импорт, импортировать, выгрузка, 导出, 导入
backup: back up, backup, backups, резервная копия, бэкап, бекап, копия, 备份
repair: repair, fix, fixing, починить, исправить, ремонт, почините, исправьте, 修复, 修理, 解决
twice: twice, double, duplicate, дважды, два раза, повторно, двойной, 两次, 重复, 双重
readonly: read only, readonly, view only, read access, read permission, только чтение, только для чтения, на чтение, 只读, 只能看, 不能编辑
duration: pending, waiting, processing, queued, в обработке, обработка, ожидание, 处理中, 正在处理, 挂起, 等待
enable: enable, enabled, turn on, switch on, activate feature, включить, включен, включена, разрешить, 启用, 打开功能, 开通, 允许
disable: disable, turn off, switch off, выключить, отключить, 关闭, 禁止, 关掉
contact: contact support, reach support, open a ticket, call support, hotline, связаться с поддержкой, обратиться в поддержку, 联系支持, 联系谁, 找谁, 提工单
change: change, changes, changed, changing, изменить, поменять, сменить, изменения, смена, 更改, 改, 换
`;
