// Finds names that are known, and their parts, in what people wrote.

/** What a text is about, though a company may be called so. */
const ordinary =
  /^(?:microsoft|office|word|excel|teams|outlook|windows|azure|exchange|access|project|cloud|group|gmbh|ltd|llc|inc|the|and|ооо|оао|зао|пао|中国|公司|有限公司|集团)$/i;

const letter = '\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}';
const { source: cases } =
  /(?:ого|его|ому|ему|ыми|ими|ами|ями|ой|ою|ей|ею|ом|ем|ём|ым|им|ых|их|ах|ях|ов|ев|ую|юю|ая|яя|ый|ий|а|я|ы|и|у|ю|е|о|ь|й)?/;
const { source: e } = /[её]/;

/** Undefined when there is nothing to look for. A name of two letters could be any word, and in Chinese one sign is. */
export function namePattern(names: readonly string[]): RegExp | undefined {
  const parts = [...new Set(names.flatMap(partsOf))].filter(isTelling);
  if (parts.length === 0) return undefined;
  const longestFirst = parts.toSorted((a, b) => b.length - a.length);
  return new RegExp(
    longestFirst.map((one) => `(?<![${letter}])${formsOf(one)}(?![${letter}])`).join('|'),
    'giu',
  );
}

function partsOf(name: string): string[] {
  const parts = name.split(/[\s,()（）«»“”„"]+/);
  // 王小芳 is called 小芳, and 阿里巴巴有限公司 without what all companies are called.
  const spoken = parts.flatMap((part) => {
    if (/^\p{Script=Han}{3}$/u.test(part)) return part.slice(1);
    return /^\p{Script=Han}{4,}$/u.test(part) ? part.replace(/(?:股份|集团|科技)*(?:有限)?公司$/, '') : [];
  });
  return [name.trim(), ...parts, ...spoken];
}

function isTelling(one: string): boolean {
  return one.length >= (/\p{Script=Han}/u.test(one) ? 2 : 3) && !ordinary.test(one);
}

/** Russian names in every case, with and without the dots of ё. */
function formsOf(one: string): string {
  if (!/^[а-яё]{3,}(?:-[а-яё]+)?$/i.test(one)) return one.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const stem = one.replace(/(?:ая|яя|ый|ий|ой|[аяоеёыийьу])$/i, '');
  const plain = stem.length < 3 ? one : stem;
  return `${plain.replaceAll(/[её]/gi, e)}${cases}`;
}
