import { describe, expect, it } from 'vitest';
import { readModelAddress } from '../../src/domain/model-address.ts';

const v1 = 'https://north.openai.azure.com/openai/v1/chat/completions';
const openai = { style: 'openai', takesToken: false } as const;
const azure = { style: 'azure', takesToken: true } as const;
const deployed = (base: string, version: string, name = 'gpt-4o-mini') => ({
  url: `${base}/openai/deployments/${name}/chat/completions?api-version=${version}`,
  deployment: name,
});

describe('the address of a model', () => {
  it.each([
    ['https://api.openai.com/v1', { url: 'https://api.openai.com/v1/chat/completions', ...openai }],
    ['https://api.openai.com/v1/', { url: 'https://api.openai.com/v1/chat/completions', ...openai }],
    [
      'https://api.openai.com/v1/chat/completions',
      { url: 'https://api.openai.com/v1/chat/completions', ...openai },
    ],
    // Not Azure's, though the path looks like it.
    ['https://api.groq.com/openai/v1', { url: 'https://api.groq.com/openai/v1/chat/completions', ...openai }],
    ['http://127.0.0.1:8000/v1', { url: 'http://127.0.0.1:8000/v1/chat/completions', ...openai }],
    ['https://north.openai.azure.com', { url: v1, ...azure }],
    ['https://north.openai.azure.com/', { url: v1, ...azure }],
    ['https://north.openai.azure.com/openai/', { url: v1, ...azure }],
    ['https://north.openai.azure.com/openai/v1/', { url: v1, ...azure }],
    [
      'https://north.openai.azure.com/openai/v1/?api-version=preview',
      { url: `${v1}?api-version=preview`, ...azure },
    ],
    [
      'https://north.openai.azure.com/openai/deployments/gpt-4o-mini',
      { ...deployed('https://north.openai.azure.com', '2024-10-21'), ...azure },
    ],
    [
      'https://north.openai.azure.com/openai/deployments/gpt-4o-mini/chat/completions?api-version=2025-01-01-preview',
      { ...deployed('https://north.openai.azure.com', '2025-01-01-preview'), ...azure },
    ],
    [
      'https://north.cognitiveservices.azure.com/openai/deployments/Rank_1.5',
      { ...deployed('https://north.cognitiveservices.azure.com', '2024-10-21', 'Rank_1.5'), ...azure },
    ],
    [
      'https://north.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview',
      {
        url: 'https://north.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview',
        ...azure,
      },
    ],
    [
      'https://north.openai.azure.us',
      {
        url: 'https://north.openai.azure.us/openai/v1/chat/completions',
        style: 'azure',
        takesToken: false,
      },
    ],
    // A gateway in front of it: the key in Azure's header, and no token of ours to a host that anybody may own.
    [
      'https://gateway.example/ai/openai/deployments/gpt-4o-mini',
      { ...deployed('https://gateway.example/ai', '2024-10-21'), style: 'azure', takesToken: false },
    ],
    [
      'https://north.openai.azure.com.evil.example/v1',
      { url: 'https://north.openai.azure.com.evil.example/v1/chat/completions', ...openai },
    ],
  ])('%s', (text, address) => {
    expect(readModelAddress(text)).toEqual(address);
  });

  it.each([
    'api.openai.com/v1',
    'ftp://api.openai.com/v1',
    'https://key@api.openai.com/v1',
    'https://api.openai.com/v1#key',
    'https://api.openai.com/v1?key=1',
    'https://north.openai.azure.com/openai/deployments/x?api-version=1&api-key=2',
    'https://north.openai.azure.com/?api-version=1%26x=2',
    // Whatever stands there, it is not at the root.
    'https://api.openai.com',
    'https://api.openai.com/chat/completions',
  ])('is none: %s', (text) => {
    expect(readModelAddress(text)).toBeUndefined();
  });
});
