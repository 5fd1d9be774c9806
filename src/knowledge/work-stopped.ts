// Whether people say that they cannot work at all. A thing that does not work has stopped nobody yet.
import { sign } from './reach.ts';

// A sentence may end here or tell since when and why. With what or where they cannot work is something less.
const endInEnglish =
  '(?=\\s*(?:$|[.,;:!?)…–—\\n])|\\s+-|\\s+(?:at all(?! (?:with|in|on|from))|any ?more|any longer|now|right now|today|since|because|due to|until|till|at the moment|currently|this (?:morning|afternoon)|all day|for hours|and|so|again|please|here)(?!\\p{L}))';
const adverbsInEnglish =
  '(?: (?:still|simply|just|now|currently|all|both|also|really|literally|completely|totally|fully|basically|absolutely|even|today|again)){0,6}';
const placeInEnglish = '(?: (?:in|at|of|on) (?:the|our|my)(?: (?:whole|entire))? \\p{L}+)?';
const who =
  '(?:we|i|they|he|she|everyone|everybody|people|users?|staff|employees?|colleagues?|coworkers|workers|teachers|nurses|company|firm|departments?|school|hospital|team|(?:our|whole|entire) (?:office|branch|shop|store|business|organi[sz]ation|floor|warehouse|workforce))';
const work = `(?:work|do (?:any|our|their|my) (?:work|jobs?)|get (?:any|our) work done)${endInEnglish}`;
const unable = '(?:unable|not able|no longer able) to';
const halt = 'a (?:complete |total |full |dead |absolute )?(?:standstill|halt)(?! (?:with|on|in|for))';
const whatRuns =
  '(?:everything|everyone|everybody|company|business|office|production|operations|work|department|team|hospital|school|shop|store|branch|staff)';

const stoppedInEnglish = sign(
  [
    `${who}${placeInEnglish}(?: who| that)?${adverbsInEnglish} (?:cannot|cant|can not|can no longer|(?:(?:am|is|are)${adverbsInEnglish} )?${unable})${adverbsInEnglish} ${work}`,
    // "We're" has lost its apostrophe.
    `(?<!(?:we|they|you|people|users) )(?:were|theyre|im)${adverbsInEnglish} ${unable} ${work}`,
    `(?:nobody|no one|noone|none of (?:us|our \\p{L}+|the \\p{L}+))${placeInEnglish}${adverbsInEnglish} (?:can|(?:is|are) able to)${adverbsInEnglish} ${work}`,
    `cant (?:we|they|i|anyone|anybody) ${work}`,
    '(?<=(?:^|[.,;!?\\n])\\s{0,2})(?:cannot|cant|can not|unable to) work at all(?! (?:with|in|on|from))',
    '(?<!(?:at|for|from|to|of|after|before|since|during|with|home|remote) )work (?:has |have |is )?(?:now |all |completely |totally |basically )?(?:stopped|halted|ceased|paraly[sz]ed)(?! (?:\\p{L}+ing|on|at|in|for|with)(?!\\p{L}))',
    `(?:(?:we|i) (?:are|am|have come)|(?<!(?:we|they|you) )were|weve come|im|${whatRuns}${placeInEnglish} (?:is|are|has come|have come|came|has ground|ground))${adverbsInEnglish} (?:at|to) ${halt}`,
    `(?:brought|brings) (?:us|(?:the |our )?(?:\\p{L}+ )?${whatRuns}) to ${halt}`,
    '(?<!(?:for|365|teams|defender|office|onedrive|skype|microsoft) )(?:business|company|firm|organi[sz]ation) is (?:now |completely |totally |currently |fully |all )?(?:down|stopped|paraly[sz]ed)(?! (?:to|by|from)(?!\\p{L})| ?\\d)',
    '(?:business|operations|production) (?:(?:has|have|is|are) )?(?:now |completely |all |totally )?(?:stopped|halted)',
  ].join('|'),
);
const goesOnInEnglish = sign(
  '(?:can|able to) still (?:work|use)|(?:i|we|they|others) can work (?:in|on|with|from|via|through|offline)|(?:but|although|though) (?:\\p{L}+ ){0,3}can work|(?<!(?:until|till|when|before|once) (?:\\p{L}+ ){0,3})(?:works|is working|are working) again',
);
const supposedInEnglish =
  /(?<=(?:^|[.!?\n])\s{0,2})(?:and |but |so )?(?:what )?if\b[^.!?\n]*|\b(?:if|in case|unless|whether|so that)\b[^,;.!?\n]*/gu;

const endInRussian =
  '(?=\\s*(?:$|[.,;:!?)…–—\\n])|\\s+-|\\s+(?:совсем|вообще|сейчас|сегодня|с утра|с самого утра|с \\d+|со? вчера\\p{L}*|пока|потому|так как|и|из-за|уже|больше|абсолютно|полностью|никак|весь день|пожалуйста|до|всей|всем)(?!\\p{L}))';
const adverbsInRussian =
  '(?: (?:мы|совсем|вообще|сейчас|больше|просто|теперь|все|уже|сегодня|с утра|никак|абсолютно|полностью|тоже|опять|снова)){0,6}';
// A word before them may be what they cannot work with.
const startInRussian =
  '(?<=(?:^|[.,;:!?\\n–—(]\\s{0,2}|- |(?<!\\p{L})(?:мы|я|и|совсем|вообще|поэтому|теперь|сейчас|сегодня|утра|просто|все|вчера|тоже|уже|никак|полностью|абсолютно|этого|чего|опять|снова|больше|что)\\s))';
const placeInRussian =
  '(?: из (?:нас|сотрудников|пользователей|коллег|наших)| (?:в|во|на) (?:всей |всем |нашей |нашем )?(?:компании|фирме|организации|офисе|отделе|школе|магазине|складе|филиале)| у нас)?';
const ofWhom =
  '(?: (?:(?:всей |нашей |всего |нашего )?(?:компании|фирмы|организации|офиса|отдела|магазинов|магазина|склада|филиала|предприятия|школы)|у нас|у всех|в компании|в офисе|в отделе))?';
const crew =
  '(?:люди|сотрудники?|пользовател[ьи]|коллег[аи]|менеджеры?|бухгалтеры?|учителя|врачи|кассиры|все|(?:весь|целый|наш) (?:офис|отдел|филиал|магазин|склад|коллектив)|компания|фирма|организация|школа)';
const nobodyAtAll = '(?:никто|ни один (?:человек|сотрудник|пользователь|из нас))';
const stands = '(?:стоит|встал[ао]?|остановил(?:ся|ась|ось)|остановлен[ао]?|парализован[ао]?|простаивает)';
const noPrice = '(?<!сколько (?:\\p{L}+ ){0,3})';

const stoppedInRussian = sign(
  [
    `${startInRussian}не (?:могу|можем)${adverbsInRussian} работать${endInRussian}`,
    `${startInRussian}работать${adverbsInRussian} не (?:могу|можем)${endInRussian}`,
    `${nobodyAtAll}${placeInRussian}${adverbsInRussian} не (?:может|смог|сможет|в состоянии)${adverbsInRussian} работать${endInRussian}`,
    `${nobodyAtAll} работать не может|работать никто не может`,
    `${crew}${placeInRussian}${adverbsInRussian} не (?:может|могут)${adverbsInRussian} работать${endInRussian}`,
    `${noPrice}(?<!(?:совместная|командная|групповая|фоновая) )работа${ofWhom}${adverbsInRussian} ${stands}${adverbsInRussian}${endInRussian}`,
    `(?:стоит вся|(?:встала|остановилась|остановлена|парализована)(?: вся)?) работа${ofWhom}${endInRussian}`,
    `${noPrice}(?:(?<!365 |для )бизнес|производство|предприятие|компания|фирма|организация|контора|(?:весь|целый) (?:офис|отдел|магазин|склад|завод|цех|филиал))${adverbsInRussian} ${stands}${adverbsInRussian}${endInRussian}`,
    `мы${adverbsInRussian} (?:стоим|простаиваем)${endInRussian}`,
  ].join('|'),
);
const goesOnInRussian = sign(
  '(?<!не )(?:можем|могу|можно|могут|может) (?:пока |еще |спокойно )?работать (?:в|через|с|на|из|по|только)|(?:снова|опять|уже) (?:все )?(?:работает|заработал[аои]?)|все заработало',
);
const supposedInRussian =
  /(?<=(?:^|[.!?\n])\s{0,2})(?:а |и |но |что )?(?:если|вдруг)(?!\p{L})[^.!?\n]*|(?<!\p{L})(?:если|вдруг|чтобы)(?!\p{L})[^,;.!?\n]*/gu;

const adverbsInChinese =
  '(?:现在|目前|今天|今早|早上|上午|下午|都|全都|全部|全|完全|根本|也|就|一直|已经|已|基本|真的|彻底|仍然|还是|又|从早上(?:起|开始)|从昨天(?:起|开始)){0,4}';
const crewInChinese =
  '(?:我|我们|咱们|大家|公司|部门|办公室|团队|门店|店里|厂里|学校|员工们?|同事们?|用户|人员|老师|医生|财务|客服|销售|(?:所有|很多|好多|不少|每个)人|一个人|谁(?=[都也]))';
const startInChinese = `(?:(?<=(?:^|[,;。.!?\\n、]|导致|致使|使得|害得|所以|因此)\\s{0,2})|${crewInChinese})${adverbsInChinese}`;
// With one more sign it is a worksheet, a workflow, an office or "the … that cannot work".
const workInChinese = '(?:工作|办公|干活|营业)(?![的表簿流区组日台站项室软证])';

const stoppedInChinese = new RegExp(
  [
    `${startInChinese}(?:无法|不能|没法|没办法|没有办法)(?:继续|再)?${workInChinese}`,
    `${startInChinese}(?:工作不了|办不了公|干不了活)`,
    `(?:没有?人|没有一个人|谁[都也]没?)(?:能|可以|能够)(?:正常|继续)?${workInChinese}`,
    `${startInChinese}的?(?:所有|全部|日常|一切|主要|核心)?的?(?:工作|业务|生产|运营)${adverbsInChinese}(?:停了|停摆|停滞|停止了|停下来|停顿|中断|瘫痪)(?!一下)`,
    `${crewInChinese}${adverbsInChinese}(?:停摆|停工|瘫痪)`,
  ].join('|'),
  'u',
);
const goesOnInChinese =
  /(?<![人都也不才])(?:能|可以)(?:正常|继续)?(?:工作|办公)了|恢复(?:正常)?了(?!吗)|又好了|(?:但|不过|只)[^。!?]{0,8}(?:能|可以)(?:在|用)/u;
const supposedInChinese =
  /(?:如果|要是|万一|假如|倘若)[^。.!?\n;]*|(?:会不会|会(?=导致|让|使)|以免|防止|避免)[^,。.!?\n;]*/gu;

const languages = [
  { supposed: supposedInEnglish, stopped: stoppedInEnglish, goesOn: goesOnInEnglish },
  { supposed: supposedInRussian, stopped: stoppedInRussian, goesOn: goesOnInRussian },
  { supposed: supposedInChinese, stopped: stoppedInChinese, goesOn: goesOnInChinese },
];

/** `text` as in `reachOf`. What would happen "if …" has not happened, and who can go on another way has one. */
export function hasWorkStopped(text: string): boolean {
  const told = languages.reduce((rest, { supposed }) => rest.replace(supposed, ' '), text);
  return languages.some(({ stopped, goesOn }) => stopped.test(told) && !goesOn.test(told));
}
