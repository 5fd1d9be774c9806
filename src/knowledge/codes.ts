// Finds error codes in a text: exact keys of an article, whatever the language around them.

// Patterns of reference lists of Microsoft's products; each spells the code in one way and names its family.
const patterns: readonly (readonly [RegExp, (code: string) => readonly string[]])[] = [
  [/\baadsts\s?(\d{4,7})\b/g, (digits) => [`aadsts${digits}`, '~aadsts']],
  [/\b(sspr_\d{4})\b/g, (code) => [code, '~sspr']],
  [
    /\b0x([0-9a-f]{8})\b|\b((?:caa|8[0-9a-f]{2}|c00|c09)[0-9a-f]{5})\b/g,
    (hex) => [`0x${hex}`, `~0x${hex.slice(0, 4)}`],
  ],
  [/(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/g, (status) => [status, `~${status.slice(0, 3)}`]],
  [/\b(kb\d{6,7})\b/g, (update) => [update, '~kb']],
  [/\b(e[04][0-9a-f]{6})\b/g, (sync) => [`0x${sync}`, '~0xe000']],
  [/(?<![\d-])(\d{4,5}-\d{1,4})(?![\d-])/g, (installer) => [installer]],
  // INACCESSIBLE_BOOT_DEVICE and the like.
  [/\b([a-z]{2,}(?:_[a-z]{2,}){1,7})\b/g, (stop) => [stop]],
  // AuthorizationFailed and the like, as Azure names them.
  [
    /\b([a-z]{4,}(?:failed|exceeded|notallowed|notfound|notavailable|notsupported|disallowedbypolicy))\b/g,
    (name) => [name],
  ],
];

/** The codes of a text already in lower case, each followed by its family (`~0x8024`), and what is left. */
export function takeCodes(text: string): { codes: readonly string[]; rest: string } {
  if (!/\d|_|failed|exceeded|not/.test(text)) return { codes: [], rest: text };
  const codes: string[] = [];
  let rest = text;
  for (const [pattern, spell] of patterns)
    rest = rest.replaceAll(pattern, (_, ...groups: (string | undefined)[]) => {
      const code = groups.slice(0, -2).find((group) => group !== undefined) ?? '';
      codes.push(...spell(code));
      return ' ';
    });
  return { codes, rest };
}
