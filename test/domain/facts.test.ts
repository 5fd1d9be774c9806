import { describe, expect, it } from 'vitest';
import { extractFacts } from '../../src/domain/facts.ts';

describe('extractFacts', () => {
  it.each([
    ['Sign-in says AADSTS50126 since today', ['AADSTS50126'], []],
    ['код 0x8004de40 в OneDrive', ['0x8004de40'], []],
    ['after KB5034441 nothing prints', ['KB5034441'], []],
    ['mail bounced with 5.7.1', ['5.7.1'], []],
    ['письмо не доставлено, 550 5.1.10', ['550 5.1.10'], []],
    ['收到退信 5.4.1', ['5.4.1'], []],
    ['our build is 5.7.1', [], []],
    ['correlation id 8d3f2a10-1111-4222-8333-abcdefabcdef', [], ['8d3f2a10-1111-4222-8333-abcdefabcdef']],
  ])('%s', (text, codes, ids) => {
    const facts = extractFacts(text);
    expect(facts.errorCodes).toEqual(codes);
    expect(facts.correlationIds).toEqual(ids);
  });

  it('finds a service issue id', () => {
    expect(extractFacts('is this EX123456?').serviceIssueIds).toEqual(['EX123456']);
  });
});
