// Whom a trouble reaches, and whether a service is called down: told by the build of a sentence, not by its words.

/** `everybody` also of a shop, a floor or a crowd; undefined where it is one person's, or nothing is told of it. */
export type Reach = 'everybody' | 'nobody';

// The signs of letters stand around, because \b knows Latin ones only.
export const sign = (source: string) => new RegExp(`(?<!\\p{L})(?:${source})(?!\\p{L})`, 'u');

const people =
  'users|people|employees|colleagues|coworkers|staff|teachers|nurses|offices|stores|shops|branches|sites|locations|departments|schools|stations|computers|pcs|workstations|phones';
const organisation =
  'company|office|firm|organi[sz]ation|department|school|branch|business|building|floor|site|team|staff|hospital|shop|store|workforce';
const everybodyInEnglish = sign(
  [
    '(?<!(?:to|with|by|of|from|invite|add|let|email|tell) )(?:everyone|everybody)(?! else)',
    `(?<!(?:to|with|from) )(?:all|none|both|not one) of (?:us|our|the (?:\\p{L}+ )?(?:${people}))`,
    '(?:we|us) all',
    `(?<!(?:to|with|from) )all (?:our|the|of our) (?:\\p{L}+ )?(?:${people})`,
    '(?<!(?:to|with|from) )all (?:users|employees|staff|colleagues|departments|branches|offices|stores)',
    `(?<!(?:to|with|from) the )(?:whole|entire) (?:${organisation})`,
    `(?:${organisation}|tenant)[ -]?wide`,
    `(?:many|several|multiple|dozens of|hundreds of|lots of) (?:of our )?(?:${people}|us)`,
    'not (?:just|only) (?:me|mine|my)',
    '(?:colleagues|others) too',
    'same for (?:all|others|my colleagues|the others)',
  ].join('|'),
);
const nobodyInEnglish = sign(
  `(?:nobody|no one|noone|none of (?:us|our \\p{L}+|the (?:${people})))(?: \\p{L}+){0,6}? (?:can(?! (?:hear|see) (?:me|my)| (?:help|tell|say|explain|find))|could|able to|gets?|got|receives?|received|manages? to|reach(?:es)?)`,
);
const oneInEnglish = sign(
  '(?<!not )(?<!isnt )(?:only|just) (?:me|mine|my|for me|on my|with me|one (?:user|person|colleague|pc|computer))|(?:everyone|everybody|anyone|nobody|no one) else|all (?:the )?others|rest of (?:us|the \\p{L}+)|(?<!same for )the others (?:can|are|have|dont|see)|other (?:users|colleagues|people) (?:can|are|have|dont)|(?:except|but) me',
);

const everybodyInRussian = sign(
  [
    'у всех(?! остальных)',
    'ни у кого',
    'никому',
    '(?:мы все|все мы|все наши)',
    'все (?:до единого|без исключения|пользователи|сотрудники|коллеги|магазины|филиалы|офисы|отделы|точки|учителя|менеджеры|компьютеры)',
    'вс(?:я|ей) (?:наш(?:а|ей) )?(?:компани|фирм|организаци|контор|школ|бухгалтери|больниц|сет)\\p{L}*',
    '(?:весь|всего|всему|целый|целого) (?:наш(?:его)? )?(?:офис|отдел|филиал|коллектив|этаж|склад|магазин|завод|цех)\\p{L}*',
    '(?:во|по|на) всех (?:наших )?(?:филиалах|магазинах|офисах|отделах|точках|компьютерах)',
    '(?:во|по) всей (?:компании|фирме|организации|сети|конторе)',
    'не только (?:у )?(?:меня|я)',
    'массово',
    'у (?:многих|коллег (?:тоже|то же|та же))',
    'мног(?:ие|их) (?:сотрудник|пользовател|коллег)\\p{L}*',
  ].join('|'),
);
const nobodyInRussian = sign(
  '(?:никто|ни один (?:сотрудник|пользователь|магазин|филиал|человек|из нас)|ни одна точка)(?: \\p{L}+){0,5}? не (?:мо[гж]|смо[гж]|получ|захо|зай|вход|вой|войд|вош|подключ|откры|отправ|видит почт)\\p{L}*',
);
const oneInRussian = sign(
  '(?<!не )только (?:у )?(?:меня|я)|у меня одно(?:го|й)|у остальных|у всех остальных|все остальные|остальные (?:работают|заходят|видят|могут)|кроме меня|а (?:у меня|я) н(?:е|ет)',
);

const everybodyInChinese =
  /(?<![给对让向跟和与请])(?:所有人|大家(?!好)|全公司|全员|每个人)|所有的?(?:用户|员工|同事|电脑|门店|分店|店|部门|办公室|分公司)|全(?:体员工|部员工|部用户|校|厂|店|部门|办公室)|整个(?:公司|部门|办公室|团队|单位|学校|厂|楼层)|各(?:个)?(?:门店|分店|部门|分公司)|我们(?:全部|全都|都)|同事(?:们)?(?:也都?|都)|谁(?:都|也)|大面积|(?:很多|好多|不少)(?:人|同事|用户|员工)|[不非][止只光]我|一个(?:人)?都(?:没|不|登|收|进)/u;
const nobodyInChinese =
  /(?:没人|没有人|没有一个人|谁(?:都|也))(?:都|也)?(?:能|可以|收|登|进|打得开)|谁都[登收进连]/u;
const oneInChinese =
  /(?<!不)(?:只有|就|唯独|仅)我|(?:别人|其他人|其他同事|其余的?人|同事|大家|旁边)(?:那边|那里|他们|的|们)?(?:却|都)*(?:正常|没事|没问题|没这问题|好好的|能用|可以)|除了我/u;

// Nothing of a language stands in a text without its letters.
const languages = [
  { letters: /[a-z]/, one: oneInEnglish, nobody: nobodyInEnglish, everybody: everybodyInEnglish },
  { letters: /[а-я]/, one: oneInRussian, nobody: nobodyInRussian, everybody: everybodyInRussian },
  { letters: /[\u3400-\u9fff]/, one: oneInChinese, nobody: nobodyInChinese, everybody: everybodyInChinese },
];

/** `text` in lower case, without apostrophes and with е for ё. */
export function reachOf(text: string): Reach | undefined {
  const spoken = languages.filter(({ letters }) => letters.test(text));
  const tellsOf = (whom: 'one' | 'nobody' | 'everybody') =>
    spoken.some((language) => language[whom].test(text));
  if (tellsOf('one')) return undefined;
  if (tellsOf('nobody')) return 'nobody';
  return tellsOf('everybody') ? 'everybody' : undefined;
}

// Of them the first that is told decides.
const wholeCompany = [
  sign(
    `(?:whole|entire) (?:company|firm|organi[sz]ation|business|workforce)|(?:company|organi[sz]ation|tenant)[ -]?wide|all (?:our |the |of our )?(?:\\p{L}+ )?(?:offices|stores|shops|branches|sites|locations|departments|schools|stations)`,
  ),
  sign(
    'вс(?:я|ей|ю) (?:наш(?:а|ей|у) )?(?:компани|фирм|организаци|контор)\\p{L}*|(?:во|по|на) всех (?:наших )?(?:филиалах|магазинах|офисах|отделах|точках)|все (?:магазины|филиалы|офисы|отделы|точки)',
  ),
  /全公司|整个公司|(?:各(?:个)?|所有的?)(?:门店|分店|店|部门|办公室|分公司)/u,
];
const places = 'office|department|school|branch|building|floor|site|team|hospital|shop|store';
const onePlace = [
  sign(`(?:whole|entire) (?:${places})|(?:in|at|on) (?:the|our|this|my) (?:${places})|(?:${places})[ -]wide`),
  sign(
    '(?:весь|всего|всему|целый|целого) (?:наш(?:его)? )?(?:офис|отдел|филиал|коллектив|этаж|склад|магазин|завод|цех)\\p{L}*|вс(?:я|ей) (?:наш(?:а|ей) )?(?:школ|бухгалтери|больниц)\\p{L}*|(?:в|на) (?:нашем |этом )?(?:офисе|отделе|филиале|складе|магазине|этаже)',
  ),
  /整个(?:部门|办公室|团队|学校|厂|楼层)|全(?:校|厂|店|部门|办公室)/u,
];
const crowd = [
  sign(
    `(?:many|several|multiple|some|dozens of|lots of) (?:of (?:us|our|the) )?(?:${people}|us)|not (?:just|only) (?:me|mine|my)|(?:colleagues|others) too`,
  ),
  sign(
    'не только (?:у )?(?:меня|я)|у (?:многих|коллег (?:тоже|то же|та же))|мног(?:ие|их) (?:сотрудник|пользовател|коллег)\\p{L}*',
  ),
  /(?:很多|好多|不少)(?:人|同事|用户|员工)|[不非][止只光]我|同事(?:们)?(?:也都?|都)/u,
];

export type Scope = 'whole-org' | 'one-site' | 'some-users';

/** How many a trouble reaches, where `reachOf` says that it is not one person's; `text` as there. */
export function scopeOf(text: string): Scope {
  const tells = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(text));
  if (tells(wholeCompany)) return 'whole-org';
  if (tells(onePlace)) return 'one-site';
  return tells(crowd) ? 'some-users' : 'whole-org';
}

// "It worked yesterday" and "I need it today" tell no beginning.
const beginnings: readonly (readonly [when: Beginning, patterns: readonly RegExp[]])[] = [
  [
    'yesterday',
    [
      sign('(?:since|from|started|began) yesterday'),
      sign('(?:со? )(?:самого )?(?:вчера|вчерашнего дня|вчерашнего вечера)'),
      /[从自]昨[天日晚]|昨[天日晚](?:上午|下午|晚上)?(?:起|开始|以来)/u,
    ],
  ],
  [
    'today',
    [
      sign(
        '(?:since|from|started|began) (?:early )?(?:this (?:morning|afternoon)|today)|since (?:about )?\\d{1,2}(?:[:.]\\d{2})? ?(?:am|oclock|this morning)',
      ),
      sign('(?:с самого|с сегодняшнего|с) утра|с сегодняшнего дня|сегодня (?:с )?(?:утра|утром)'),
      /从今[天日早]|今[天日](?:早上|上午|一早|早晨)?(?:起|开始|以来)|今早(?:起|开始)/u,
    ],
  ],
];

export type Beginning = 'today' | 'yesterday';

/** Since when, where the words say it; `text` as in `reachOf`. */
export function beginningOf(text: string): Beginning | undefined {
  return beginnings.find(([, patterns]) => patterns.some((pattern) => pattern.test(text)))?.[0];
}

// A price goes down too, one is turned down, and a file lies ("лежит") in a folder.
const down = [
  /\b(?:is|are|was|were|be|been|went|goes|gone|seems?|still|completely)(?: (?:it|still|again|completely|currently|all))? down\b(?! to| the| by| from|load)/,
  /\b(?:teams|outlook|exchange|sharepoint|onedrive|azure|365|entra|mail|e-?mail|service|services|server|servers|portal|site|network|everything) down\b/,
  /\b(?:is|are) (?:microsoft |office )?\S+ down\b/,
  /(?<!\p{L})(?:почта|тимс|teams|outlook|аутлук|exchange|sharepoint|шарепоинт|onedrive|azure|ажур|365|сервис|сервер|серверы|портал|облако|все|сайт|сеть|система)(?: \p{L}+)? (?:лежит|лежат|упал|упала|упали|упало|лег|легла|легли|легло)(?!\p{L})(?! (?:в|на|под)(?!\p{L}))/u,
  /(?<!\p{L})(?:лежит|лежат|упал|упала|упали|лег|легла|легли) (?:(?!в |на |под )\p{L}+ )?(?:почта|тимс|teams|outlook|аутлук|exchange|sharepoint|onedrive|azure|365|сервис|сервер|портал|облако|все|сеть|система)(?!\p{L})/u,
];

const anyDown = /down|леж|лег|упал/;

export function isCalledDown(text: string): boolean {
  return anyDown.test(text) && down.some((pattern) => pattern.test(text));
}
