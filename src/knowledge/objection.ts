// What thanks go on with: "thanks, still the same" is no thank-you, "thanks, Outlook works again" is one.

// The signs of letters stand around, because \b knows Latin ones only.
const sign = (sources: readonly string[], flags = 'u') =>
  new RegExp(`(?<!\\p{L})(?:${sources.join('|')})(?!\\p{L})`, flags);

/** Said for the opposite of what their words say elsewhere. */
const noObjection = [
  sign(
    [
      '(?:no|without)(?: \\p{L}+)? (?:problems?|issues?|errors?|trouble|questions|worries)',
      '(?:works?|working|running|fine|okay|ok|good|thanks|thank you|thank you so much) again',
      'no[ ,]+(?:thanks|thank you)|no need|not needed|nothing (?:else|more)|same to you',
      '(?:проблем|ошибок|вопросов)(?: больше)? нет|нет(?: больше)? (?:проблем|ошибок|вопросов)|без (?:проблем|ошибок)',
      '(?:снова|опять)(?: все)? (?:работает|заработал\\p{L}*)|(?:работает|заработал\\p{L}*) (?:снова|опять)',
      'еще раз(?: \\p{L}+)? (?:спасибо|благодарю)|(?:спасибо|благодарю) еще раз',
      'нет[ ,]+спасибо|(?:ничего )?(?:больше )?не (?:надо|нужно)|больше ничего(?: не (?:надо|нужно))?|ничего больше',
    ],
    'gu',
  ),
  /没(?:有)?(?:任何|什么)?(?:问题|错误)了?|没事了?|不错|不再?(?:报错|出错)了?|又(?:可以|能用|好|正常)了|再次(?:感谢|谢谢)/gu,
];

const objections = [
  sign([
    'but|however|although|though|except|unfortunately|sadly',
    'not|no|nope|nor|never|none|nothing|cannot|without',
    '(?:do|does|did|is|are|was|were|has|have|had|wo|would|could|should|ca)nt',
    'still|again|yet|same|(?:is|its|are|came|comes) back|returned|remains?|persists?|continues|stays',
    'worse|partly|partially|almost|sometimes|only|until|fail\\p{L}*|wrong|broken|crash\\p{L}*',
  ]),
  sign([
    'но|однако|хотя|увы|к сожалению|жаль',
    'не|нет|ни|никак|ничего|нельзя|без',
    'опять|снова|все равно|по[- ]прежнему|пока(?= \\p{L})|еще|то же|та же|так же|остал\\p{L}+|повтор\\p{L}+|верну\\p{L}+',
    'хуже|частично|почти|только|иногда',
  ]),
  /[但却仍没未无]|不(?!用|客气|好意思)|还(?:是|没|有|会|在)|依[旧然]|又|再(?!见)|一样|可是|只是|偶尔|反复/u,
  /\?/,
];

/** It says no, more or again, or it asks. */
export function objects(text: string): boolean {
  const said = noObjection.reduce((rest, words) => rest.replaceAll(words, ' '), plain(text));
  return objections.some((words) => words.test(said));
}

const longestReport = 120;

const works = [
  sign([
    '(?:works?|working|running) (?:\\p{L}+ )?(?:now|again|fine|perfectly)|now (?:\\p{L}+ )?works',
    '(?:is|are|its|got|been) (?:\\p{L}+ )?(?:fixed|solved|resolved|sorted)',
    '(?:снова|опять|теперь|все)(?: \\p{L}+)? работает|работает(?: \\p{L}+)? (?:снова|опять|теперь)|заработал\\p{L}*',
  ]),
  /(?:可以|能)(?:正常)?(?:用|使用|登录|打开|收|发)?\p{Script=Han}{0,2}了|(?:正常|恢复|修好|解决)了/u,
];

const wishes = [
  sign(['please|could|can|need\\p{L}*|want|would|how|where|when|why|also|another|next']),
  sign(['пожалуйста|прошу|нужн\\p{L}+|надо|хочу|как|где|когда|почему|можно|также|и еще|другой']),
  /请|怎么|如何|另外|需要|想|麻烦/u,
];

/** In one sentence, and nothing more is wished. */
export function saysItWorks(text: string): boolean {
  const said = plain(text);
  if (said.length > longestReport || wishes.some((words) => words.test(said))) return false;
  return works.some((words) => words.test(said));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replaceAll(/['’`]/g, '');
}
