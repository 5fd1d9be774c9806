// Products as people write them, in any of our languages: shortened, misspelt, transliterated.

/** Each line: the word they count as, `>` a wider word it implies, `:` the spellings. */
export const products = `
outlook: outlook, аутлук, оутлук, аутлоок, оутлоок, аутлок, аутлоке, outlok, outloook, outlock, out look, owa, аутлука, аутлуке, oulook, outloo, почтовик, программа почты, программе почты, почтовике, аутглюк
teams: teams, team s, msteams, тимс, тимз, тимсы, тим, тимса, тимсе, тимсу, тимсом, тиамс, timс, teems, taems, tiams
onedrive: onedrive, one drive, ondrive, onedrve, onedive, ван драйв, вандрайв, уан драйв, уандрайв, ондрайв, онедрайв, 网盘, 云盘, odb, облачный диск, облачная папка, личное облако, облачный клиент, ванд драйв, ван драйве, вандрайве, облачко, one драйв, онедрайве, уандрайве, ондрайве, blue cloud, cloud icon, cloud drive, cloud symbol
sharepoint: sharepoint, share point, шарепоинт, шарпоинт, шерпоинт, шарик, spo, 内网门户, внутренний портал, сайт отдела, корпоративный сайт, шарепойнт, шарпойнт, шэйрпоинт, шерпойнт
exchange: exchange, эксчендж, эксчейндж, exchange online, exo, эксченж
excel>office: excel, эксель, ексель, эксел, екселе, xlsx, xls, spreadsheet, workbook, таблица excel, 电子表格, 工作簿, exel, экселька, иксель, экселевский, эксельный, таблица
word>office: ms word, microsoft word, word, ворд, docx, 文字处理, вордовский, вордовские
powerpoint>office: powerpoint, power point, ppt, pptx, поверпоинт, пауэрпоинт, презентация, presentation, 幻灯片, 演示文稿
onenote: onenote, one note, ваннот, уаннот, оненот, notebook onenote, записная книжка, 笔记, 笔记本同步, 数字笔记本, 笔记本
office: office, офис, офисный пакет, офисные программы, ms office, microsoft office, office apps, officeapps, оффис, 办公软件
visio: visio, визио
project: ms project, microsoft project, project plan, project online, project professional, project pro
copilot: copilot, копайлот, копилот, ко пилот
powerbi: power bi, powerbi, пауэр би, павер биай
powerautomate>powerplatform: power automate, powerautomate, flow failed, cloud flow, flow run, поток, потоки, 云端流, microsoft flow, 我的流, 流失败, 流不运行, 流一直, 审批流, 流运行, 流自己, 流报, 的流, 流正常, 流被, 流变, 流因, 流所有者, 流的, 流程, 流跑, 流或, 流停, 流没, 工作流, 这个流, 自动流, 触发器, automation, automated workflow, workflow, my flow, flows
powerapps>powerplatform: power apps, powerapps, power app, canvas app, model driven app, dataverse, 画布应用
powerplatform: power platform
dynamics: dynamics, dynamics 365, d365, динамикс, business central, crm, црм
planner: planner, to do list, планнер
forms: microsoft forms, ms forms
windows: windows, win, виндовс, виндоус, винда, виндос, виндой, винду, винде, операционная система, ос, 操作系统
windows10>windows: windows 10, win10, win 10, windows10, винда 10, на десятке, out of support, end of support
windows11>windows: windows 11, win11, win 11, windows11, винда 11, одиннадцатая винда
azure: azure, ажур, азур, азура, азуре, эйжур, 微软云, azure portal
entra: entra, azure ad, azure active directory, aad, entra id, азур ад, active directory
intune: intune, интюн, company portal, mdm, endpoint manager, корпоративный портал, 公司门户
defender: defender, дефендер, защитник windows
m365: microsoft 365, office 365, o365, m365, ms365, офис 365, майкрософт 365, м365, 365
edge>browser: edge, эдж, эдже
chrome>browser: chrome, хром, firefox, safari, яндекс браузер, мозилла
browser: browser, браузер, incognito, 浏览器, webpage, web page, веб страница
webapp: webmail, web version, web app, online version, веб версия, веб почта, через браузер, 网页版, 网页端, 网页邮箱, офис онлайн, веб офис, веб версии, онлайн версия, через сайт
mac: mac, macbook, macos, imac, мак, макбук, 苹果电脑
godaddy: godaddy, reg ru, registrar, регистратор, 域名商
thirdpartyclient: gmail, thunderbird, apple mail, imap, pop3, pop, evolution, third party mail, mail client, email client, почтовый клиент, почтовая программа, the bat, сторонняя программа, сторонний клиент, 第三方客户端, 第三方邮件, 邮件客户端, foxmail, mail program, other mail app, spark, em client, mailspring
oauth: oauth, oauth2, modern authentication, modern auth, modern sign in, современная проверка подлинности, современная аутентификация, 新式验证, 新式身份验证, basic auth, basic authentication, базовая проверка подлинности, 基本身份验证, 应用密码, app password, пароль приложения
smtp: smtp, port 587, port 25, relay, smtp auth, релей, ретрансляция, 中继, client authentication
printer: printer, scanner, scan to mail, scan to email, multifunction, copier, mfp, принтер, сканер, мфу, ксерокс, копир, 打印机, 扫描仪, 复印机, 一体机, scan, скан, сканирование, 扫描, 多功能机, 扫完, 扫
openai: openai, gpt, chatgpt api, gpt 4, опенаи, 大模型
mailprofile: 配置文件, 邮件配置文件
`;
