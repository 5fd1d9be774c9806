// Words that weigh nothing in a question: politeness, questioning, grammar, filler.

/** Separated by white space, in lower case, with е for ё. */
export const chatter = `
a an the and or but if so as at by for from in into of on to with without about over under up down out off
i me my mine we us our ours you your yours he she it its they them their this that these those there here who
is are was were be been being am do does did done doing have has had having will would shall should can could
may might must not no nor dont doesnt didnt isnt arent wasnt wont cant couldnt wouldnt cannot im ive id ill
thats whats heres theres what which when where why how then than just only also too very really still even any
some all every each more most much many such same other another again ever never always now today yesterday
tomorrow since ago hi hello hey dear good morning afternoon evening day thanks thank thx please pls plz sorry
bye ok okay yes yeah nope hmm wish like try tries tried trying get gets got getting go goes going went
make makes made let know knows think see seems help helps asap urgent somebody someone anybody anyone everyone
something anything nothing everything thing things way time times because while after before until during
question questions
person human agent operator support bot test microsoft joke jokes tell told say says said
и в во на с со к ко по за из от до у о об обо при для без над под про через между не ни да нет же бы ли а но
или то что чтобы как так это этот эта эти этого этой этом тот та те того я мы ты вы он она оно они меня мне мной
нас нам вас вам его ее их им ему ей мой моя мое мои моей моего наш наша наше наши нашего нашей ваш ваша вашей вашу вашего ваши
свой свою себя кто кому чего чем какой какая какие каким где куда откуда когда почему зачем сколько есть быть был
была было были будет буду будут уже еще тоже также только просто очень даже вот ну вообще опять снова сейчас
теперь сегодня вчера завтра потом тут там здесь всегда никогда все всё весь всем всех сам сама можно нельзя надо
могу может можете можем мочь могли
пробую пробовал пытаюсь пытался делать сделать делаю делает если потому после перед пока раз
здравствуйте здравствуй привет приветствую добрый доброе день вечер утро ночи спасибо благодарю пожалуйста
пожалуста плиз помогите помоги помочь помощь подскажите подскажи скажите скажи скажете срочно извините простите
ок окей ага понятно хорошо ясно пока свидания вопрос вопросы

человек человека человеком специалист специалиста оператор оператора поддержка поддержку поддержки бот тест
microsoft майкрософт расскажи анекдот большое огромное случилось видимо вылезла вылезает появляется появилось пишет выдает
的 了 着 过 吗 呢 吧 啊 呀 哦 嗯 我 我们 咱们 你 你们 您 他 她 它 他们 自己 这 那 这个 那个 这些 那些 这里 那里 是 在 有
和 与 或 及 就 都 也 还 还是 又 再 很 太 更 最 被 把 给 对 从 到 向 为 以 上 下 里 中 个 些 一个 一下 一直 一些 什么 怎么
怎么办 怎样 如何 为何 为什么 哪 哪里 哪个 谁 几 几个 多少 请 请问 请教 麻烦 谢谢 感谢 多谢 你好 您好 大家 早上 早上好 晚上
下午 上午 好 好的 再见 帮 帮忙 帮助 帮我 知道 希望 可以 能 能够 会 应该 不到
现在 今天 昨天 明天 最近 突然 总是 老是 一 已 已经 然后 但是 因为 所以 如果 的话 时候 之后 以后
微软 讲 说 告诉 天气 笑话 办 让 去 来 得 地 时 后 前 不是 是不是 有没有 能不能 人工 客服 转 支持 机器人 测试
able seem seems because however although though via per onto into within around already yet almost completely properly correctly
basically literally actually suddenly recently currently lately earlier following above below several couple bit lot
hope hello hi regards best kind mr mrs ms dr sir madam folks guys anymore longer often sometimes
fine boss half one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty
hundred thousand dozen well normal weve usually weekend saturday sunday brought elsewhere neither himself whose
youve hasnt havent theyre theyve hes shes theirs occasionally
months month week weeks days hour hours minute minutes year years monday tuesday wednesday thursday friday january
february march april june july august september october november december date
please kindly advise could assist assistance appreciate appreciated thankyou reason reasons someone else case cases
ask asked asking tell told keeps keep kept came come comes coming looks find finding found give given gave
put take took taken takes seem feel guess mean means meant happen happens happened happening say saying
let lets whatever whenever wherever maybe perhaps probably instead etc eg ie re fyi btw
видимо похоже кажется наверное возможно вроде типа короче значит например кстати вообще-то буквально внезапно недавно
неделю недели неделя месяц месяца месяцев день дня дней час часа часов минут минуту минуты год года лет
понедельник вторник среда четверг пятница суббота воскресенье утра вечера ночью днем
коллеги уважаемые уважаемый господа ребята други дорогие девушка девочки мужики сорри спс плз прив хай дд
стал стала стало стали начал начала начало начали хотя однако зато поэтому либо любой любая любые
никто никак никуда нигде что-то кто-то как-то куда-то какой-то какая-то какие-то опять-таки
просит говорит говорят сказал сказали писали показал дальше туда сюда оттуда отсюда
能否 是否 可否 一下子 一会儿 有时 有时候 经常 每次 每天 每隔 之前 以前 刚才 刚刚 目前 当前 近期 之类 等等 那么 这么 这样 那样 而且
不过 虽然 尽管 可是 只是 只有 只要 除了 关于 对于 根据 通过 进行 情况 东西 方面 方法 方式 解决方案 求助 急 在线等 大神 老师 亲
哈 哈哈 呃 额 嘛 哎 唉 喂 嗨 辛苦 辛苦了 不好意思 抱歉 打扰 打扰了 谁知道 有人 有谁 各位 大佬 同样 仍然 仍旧 依然 依旧 还有 另外 其他 其它
就是 都是 也是 而 并 并且 则 却 便 才 刚 该 此 其 某 每 各 另 次 点 天 周 月 年 小时 分钟 一遍 几次 多次 一次 反正 完 完全 全 全部 所有
step steps checklist checklists instruction instructions guide documentation doc docs article articles section following follow followed
unfortunately possible possibly simply easy easily useful interesting confusing confused information info details attempt attempts attempted
occur occurs occurred multiple entire entirely whole part certain specific various general active activity activities available building buildings important beginning contact already first second third last next previous previously
start started begin began back through else away together around automatic automatically go none total totally whole
type typed press pressed click clicked select selected choose chosen enter entered check checked matter think thought
ведет который которая которое которые которого которой которую попытка попытке попытки попыток последний последнего последней начал начало
заметил замечать совсем полностью пара пару нажимаю нажал выбираю ввожу шаг шаги шагам инструкция инструкции инструкцию раза постоянно
原因 方案 操作 步骤 按照 提示说 输入 重新 重试 直接 仍旧是 以为 觉得 估计 应该是 麻烦问下 咨询 问一下 请教一下 有没有办法 有什么 求解 怎么回事 为啥 咋 咋办 咋回事 如何解决 怎么解决 怎么处理 如何处理
company companies people person one two three new old own everybody nobody none numbers number page work worked working apart part able right left
компания компании компанию люди людей наш нашего наших новый новая новое новую старый старая один одна два две три много слишком каждый другой другие
общем свой своим номер числа вдруг прошлый прошлой некоторые часть должен должна должно убрал
提示 公司 别人 没人 问题 工作 正常 内容 部分 第一 第二 三 二 四 五 两 号 位 还能 变成 要用 老板 领导 明明 今早 自带 本来 感觉 好像 似乎 一堆 子
流量 物流 轮流 流畅 交流 流水 流失 流行 流传 流动 什么流程 走流程 请问流程 仓库 数据库 库存 车库 题库 区域 领域 参加了 贵宾 贵公司 贵司 要求 日志文件 家长
学生 加班 存档了 占用率 加油
主管 经理 总经理 校长 店长 组长 护士 护士长 医生 病人 会计 出纳 前台 人事 行政 行政部 财务 财务部 财务室 采购部 采购经理 销售 销售部 市场部 车间 门店 诊所 打印店
学校 学期 暑假 寒假 孩子 儿子 老公 老婆 大哥 大姐 小姑娘 业务员 业务 门口 分公司 总部 总公司 分校 同学
昨晚 今晚 凌晨 中午 上周 下周 本周 上个月 下个月 上月 下月 月底 月初 年底 周一 周二 周三 周四 周五 周六 周日 周末 礼拜 上礼拜 星期 星期一 星期五 几分钟
十分钟 五分钟 半小时 两小时 一个小时 秒 秒钟 后天 前天 那天 哪天
建议 老师们 同事们 员工们 学生们 点开始 三点 九点 十点 有点 一点 快点 早点 晚点 差点 几点
确认 确认一下
`;

/**
 * Words in all their forms, and phrases, separated by commas: who tells it, when, and what names a thing and does
 * not mean it: "the head office" is no Office.
 */
export const sayings = `
any more, no more, more than, need to, needs to, needed to, want to, wants to, wanted to, used to,
would like to, id like to, wed like to, hed like to, shed like to,
so called, is called, are called, called something, tax consultant, tax adviser, tax advisor, tax office, long term,
short term, bad terms, in terms of, give away, gave away, straight away, right away, go away, went away,
came back from, come back from, comes back from, back from, building site, construction site, message says,
message saying, message that says, full time, part time, full name, graphics card, in the office, at the office,
front desk, service desk, double click, double clicked, price list, figure out, figured out,
босс, шеф, начальник, начальница, начальство, руководитель, руководство, директор, директриса, финдиректор, бухгалтер, бухгалтерия, бухгалтерша, кадровик, кадровичка, секретарь, секретарша, менеджер, юрист, продавец, продавщица, продажник, кассир, касса, кладовщик, склад, цех, завод, прораб, бригадир, водитель, логист, инженер, врач, доктор, медсестра, клиника, больница, больничка, поликлиника, регистратура, пациент, аптека, школа, школьный, учитель, учительница, учительская, педагог, преподаватель, воспитатель, ученик, студент, завуч, завхоз, родители, мама, муж, жена, дочь, сын, дети, ребенок, бабушка, друг, подруга, сосед, соседний, аудитор, консультант, помощник, помощница, ассистент, заместитель, зам, сменщик, сменщица, фирма, контора, предприятие, кабинет, этаж, завхоз, налоговая, банк,
офис менеджер, менеджер по продажам, отдел продаж, отдел кадров, интернет магазин, второй магазин, наш магазин, электронная подпись, накладная,
три, трех, трем, трое, четыре, четырех, пять, пяти, пятеро, шесть, шести, семь, семи, восемь, восьми, девять, девяти, десять, десяти, десяток, десятки, десятков, двое, двух, двум, оба, обе, двенадцать, четырнадцать, пятнадцать, двадцать, двадцати, тридцать, тридцати, сорок, сорока, пятьдесят, пятидесяти, шестьдесят, сотня, сотни, тысяча, тысячи, второй, третий, пятый, шестой, полтора, полчаса, полдня, половина, половине, первый, первой,
утро, утром, утренний, обед, обеда, праздник, праздники, лето, летом, зима, зимой, осень, осенью, весна, весной, сезон, квартал, вчерашний, сегодняшний, прошлогодний, позавчера, секунда, секунду, пятница, пятницу, пятницы, субботу, январь, января, февраль, февраля, март, марта, апрель, апреля, июнь, июня, июль, июля, август, августа, сентябрь, сентября, октябрь, октября, ноябрь, ноября, декабрь, декабря, назад, пока что, до сих пор, сих пор, в последний раз, каждый раз, с первого раза, время от времени, рабочий день, рабочее место, рабочее время, раз в неделю,
понять, понимаю, понял, поняла, слышал, слышала, порядок, порядке, никого, никому, никаких, никакого, примерно, нереально, реально, слово, слова, словом, видел, видела, видели, увидел, увидела, заметил, заметила, заметили, хватит, грозит, скинул, скинула, оказалось, оказался, оказалась, сказать, сказано, сказала, смотрел, страшно, боюсь, боимся, жаль, жалко, жму, тыкаю, щелкаю, трогать, трогал, разобраться, разбираться, разберитесь, подозреваю, подозреваем, похожа, похожее, держать, класть, попроще, простой, простая, уверена, уверен, знать, знаю, знают, знаем, думаю, думал, думала, ждать, жду, прилетело, попросту, насколько, причем, прежде, нормально, нормальный, нормальная, ничего, него, нее, нем, ней, ним, ними, них, одной, одном, одного, одному, каждого, каждому, каждой, самой, самого, самому, самое, нашему, нашем, нашим, своего, своей, своем, свое, могла, могу, бывало, крайний, соседка, человечек,
ничего не менял, ничего не меняла, ничего не меняли, никто не менял, ничего не поменялось, не менялось, ничего не трогал, ничего не трогала, ничего не трогали, ничего не отключали, права не трогали, ничего не удалял, ничего не удаляла, ничего не удаляли, ничего не ставил, ничего не устанавливал, пароль верный, пароль правильный, пароль точно верный, пароль помню, пароль никто не менял, пароль не менял, пароль не меняла, нет претензий, претензий нет, без претензий, нет жалоб, жалоб нет, no complaints, no complaint, 没意见, 没有意见, интернет есть, интернет нормальный, интернет работает, интернет в порядке, интернет при этом нормальный, вайфай работает, перезагрузка не помогла, перезагрузка не помогает, перезагрузка не помогает, перезагружал, перезагружала, перезагружали, перезагружал компьютер, перезагрузил, перезагрузила, перезапуск не помогает, перезапуск не помог, удаленные коллеги, удаленный сотрудник, старый ноутбук, сам себя, место есть, доступ есть, рабочий комп, рабочем компе, рабочий компьютер, нет нужных, что ли,
я админ, я администратор, я глобальный админ, я глобальный администратор, админ говорит, админ сказал, админ уверяет, айтишник сказал, айтишник говорит, прошлый админ, прошлым админом, старый админ, прежний админ, на месте, на место, на мое место, место работы, место использования, место где, интернет хороший, интернет быстрый, интернет шустрый, остальной интернет, через интернет, из интернета, тот же интернет, не интернет, интернет у обоих, не потерять, не потеряв, ничего не потерять, ничего не потеряли, не потерялись, потеряю ли, не отвечает нормам, не отвечает требованиям, не отвечаете критериям, не отвечает критериям, я не отвечаю, не забыть, план перехода, план развития, планы на год, план работ, есть деньги, деньги есть, дело не доходит, не доходит до, выход и вход, выходил и входил, выйти и войти, онлайн, записал, отключал, выключал,
к обеду, после обеда, в обед, до обеда, с обеда, про зарплаты, дня рождения,
парень, повесить, ускорить, разложить, зачесть, перечислено, переписывать, переписывала, выбирать, выбираем, выбирал, пачка, пачкой, подать, подача, отсчет, бросили, бросил, бросать, переговоры, эксперт, отмечена, отмечено, удаленно, закону, закон, задело, заполнение, заполнения, заполнить, запомнить, подвела, ворчит, спасает, полис, полисами, посинения, в дополнение, в дополнении к, поставка, поставку, планка,
именно, временно, вовремя, летний, зимний
`;
