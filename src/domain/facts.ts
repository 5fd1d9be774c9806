// What can be read out of a text: error codes and ids by which Microsoft finds a failure again.

export interface Facts {
  readonly errorCodes: readonly string[];
  /** GUIDs: a correlation, request or tenant id; the words around it would tell which. */
  readonly correlationIds: readonly string[];
  /** Service-health or message-centre ids such as `EX123456`. */
  readonly serviceIssueIds: readonly string[];
}

const codePatterns = [/\bAADSTS\d{4,7}\b/gi, /\b0x[0-9A-F]{8}\b/gi, /\bKB\d{6,7}\b/gi];
const mailWord = /ndr|undeliverable|bounce|deliver|недостав|не доставлен|退信|未送达|无法送达/i;

/** Error codes, ids and issue ids in a text. A bare `5.7.1` counts only near a word about mail. */
export function extractFacts(text: string): Facts {
  const found = (patterns: readonly RegExp[]) => [
    ...new Set(patterns.flatMap((p) => [...text.matchAll(p)].map((m) => m[0]))),
  ];
  const ndr = mailWord.test(text) ? found([/\b(?:[45]\d\d )?[245]\.\d{1,3}\.\d{1,3}\b/g]) : [];
  return {
    errorCodes: [...found(codePatterns), ...ndr],
    correlationIds: found([/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi]),
    serviceIssueIds: found([/\b(?:EX|TM|SP|OD|MO|CR|IT|AAD|MC)\d{6,7}\b/g]),
  };
}
