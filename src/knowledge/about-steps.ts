// Words about the steps of an answer that stands: "I don't understand step 3", «непонятно», "第3步看不懂".
import { objects } from './objection.ts';

/** Longer ones tell a story of their own. */
const longestRemark = 200;

// The signs of letters stand around, because \b knows Latin ones only.
const sign = (sources: readonly string[]) => new RegExp(`(?<!\\p{L})(?:${sources.join('|')})(?!\\p{L})`, 'u');

const first = 'first|second|third|fourth|fifth|sixth|seventh|last|next';
const firstInRussian = 'перв|втор|трет|четв[её]рт|пят|шест|седьм|последн|следующ';

const steps = [
  sign([
    `(?:steps?|points?) (?:no\\.? |number |#)?(?:\\d{1,2}|one|two|three|four|five|six|seven)`,
    `(?:the )?(?:${first}) step|\\d(?:st|nd|rd|th) step`,
  ]),
  sign([
    '(?:шаг|пункт)\\p{L}{0,3} (?:№ ?|номер )?\\d{1,2}',
    `(?:\\d{1,2}(?:[- ]?\\p{L}{1,3})?|(?:${firstInRussian})\\p{L}{1,3}) (?:шаг|пункт)\\p{L}{0,3}`,
  ]),
  /第 ?[\d一二三四五六七八九十]{1,2} ?(?:步|个步骤|条|点)(?!数|以)|步骤 ?[\d一二三四五六七八九十]{1,2}|(?:最后|下)一步/u,
];

const what =
  '(?: (?:this|that|it|these|them|any of (?:it|this)|at all|the|your|what|to do|steps?|instructions?|answer|article|explanation))*';
// In what may repeat, each text can be read in one way only: or else a hostile one would take for ever.
const lost = [
  new RegExp(
    `^(?:sorry |but |i )*(?:(?:i )?(?:do not|dont|did not|didnt|cannot|cant) (?:understand|get|follow)|(?:(?:it|this|that) (?:is|was) |its |thats )?(?:not (?:very )?clear|unclear|confusing|too (?:difficult|hard|complicated))|im lost|i am lost)${what}$`,
    'u',
  ),
  /^(?:извините |простите |я |но |мне |это |все |вообще |совсем |ничего )*(?:не понимаю|не понял|не поняла|не понимаем|непонятно|не понятно|непонятн\p{L}+|не ясно|неясно|сложно|слишком сложно|не разобрал\p{L}{1,3}|не могу разобраться)(?: (?:это|этого|этот|эту|эти|вашу|ваш|ваши|ничего|вообще|совсем|что|как|делать|дальше|тут|здесь|инструкци\p{L}+|шаги?|шагов|ответ|статью|описание|о чем речь))*$/u,
  /^(?:对不起|抱歉|我|这个?|还是|完全|根本|您|的|说明|步骤|这些|内容|都|也|有点){0,6}(?:看不太?懂|没看懂|看不明白|没看明白|不太?明白|不懂|听不懂|不理解|太复杂了?|太难了?)(?:这个|这些|您|的|步骤|说明|内容|怎么做|怎么操作|是什么意思|什么意思|了|啊|呢|吗)*$/u,
];
const goesWell = sign([
  'help(?:ed|s)',
  'work(?:ed|s)',
  'done',
  'помог\\p{L}*',
  'сработал\\p{L}*',
  'получилось',
]);
const goesWellInChinese = /有用|有帮助|成功|可以了|好了|做完了|完成/u;

/** It names a step that leads nowhere, or says that nothing was understood. */
export function isAboutSteps(text: string): boolean {
  const said = plain(text);
  if (said.length > longestRemark) return false;
  if (lost.some((words) => words.test(said))) return true;
  if (!steps.some((words) => words.test(said))) return false;
  return objects(said) || !(goesWell.test(said) || goesWellInChinese.test(said));
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/['’`]/g, '')
    .replaceAll(/[^\p{L}\p{N}#№]+/gu, ' ')
    .replaceAll(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '')
    .trim();
}
