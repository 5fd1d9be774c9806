import { describe, expect, it } from 'vitest';
import { gate } from '../../src/teams/gate.ts';
import { foreignServiceUrls } from '../support/hostile.ts';
import { appId, personalMessage } from './activities.ts';

const anonymous = { appId: undefined, connectorHosts: ['localhost:56150'] };
const now = Date.UTC(2026, 10, 21);

function answer(body: unknown) {
  const result = gate(undefined, body, anonymous, now);
  return result.ok ? 'ok' : `${result.status} ${result.code}`;
}

describe('the gate without a bot registration', () => {
  it.each([
    ['a personal message', {}, 'ok'],
    ['the Playground', { serviceUrl: 'http://localhost:56150/_connector' }, 'ok'],
    ['an unknown type', { type: 'somethingNew' }, 'ok'],
    ['odd types in other fields', { text: 5, entities: 'x', attachments: {}, recipient: [] }, 'ok'],
    ['no type', { type: undefined }, '400 activity-malformed'],
    ['a numeric type', { type: 5 }, '400 activity-malformed'],
    ['no id', { id: undefined }, '400 activity-malformed'],
    ['an empty id', { id: '' }, '400 activity-malformed'],
    ['a numeric id', { id: 7 }, '400 activity-malformed'],
    ['no conversation', { conversation: undefined }, '400 activity-malformed'],
    ['a conversation as text', { conversation: 'a:anna' }, '400 activity-malformed'],
    ['a conversation without id', { conversation: {} }, '400 activity-malformed'],
    ['a sender as text', { from: '29:anna' }, '400 activity-malformed'],
    ['a sender without id', { from: { name: 'Anna' } }, '400 activity-malformed'],
    ['no serviceUrl', { serviceUrl: undefined }, '400 activity-malformed'],
    ['an empty serviceUrl', { serviceUrl: '' }, '400 activity-malformed'],
    ['a serviceUrl in a list', { serviceUrl: ['https://smba.trafficmanager.net'] }, '400 activity-malformed'],
    ['a foreign serviceUrl', { serviceUrl: 'https://evil.example' }, '403 service-url-not-allowed'],
    ['no channel', { channelId: undefined }, '400 activity-malformed'],
    ['no channel but null', { channelId: null }, '400 activity-malformed'],
    ['an empty channel', { channelId: '' }, '403 channel-not-served'],
    ['the emulator', { channelId: 'emulator' }, '403 channel-not-served'],
    ['the channel in capitals', { channelId: 'MSTEAMS' }, '403 channel-not-served'],
  ])('%s', (_name, change, expected) => {
    expect(answer(personalMessage(change))).toBe(expected);
  });

  it.each(foreignServiceUrls.map((url) => [url]))('refuses the serviceUrl %j', (url) => {
    const isText = typeof url === 'string' && url !== '';
    expect(answer(personalMessage({ serviceUrl: url }))).toBe(
      isText ? '403 service-url-not-allowed' : '400 activity-malformed',
    );
  });

  it('has tried enough of them', () => {
    console.log(`serviceUrls: ${foreignServiceUrls.length} refused at the gate`);
    expect(foreignServiceUrls.length).toBeGreaterThanOrEqual(60);
  });

  const ids = ['\u0000', 'a\u0000b', 'a\nb', 'a b', ' ', '\u202e', '\u200b', '\ud800', '\ue000', '\t'];
  it.each(ids.map((id) => [id]))('refuses the id %j, wherever it stands', (id) => {
    for (const change of [{ id }, { type: id }, { conversation: { id } }, { from: { id } }]) {
      expect(answer(personalMessage(change))).toBe('400 activity-malformed');
    }
  });

  it.each([[undefined], [null], [[]], ['text'], [5], [{}]])('refuses the body %j', (body) => {
    expect(answer(body)).toBe('400 activity-malformed');
  });
});

describe('the gate with a bot registration', () => {
  it('asks for a token before it looks at the body', () => {
    const options = { appId, connectorHosts: [] };
    expect(gate(undefined, 'junk', options, now)).toEqual({ ok: false, status: 401, code: 'token-missing' });
    expect(gate('', personalMessage(), options, now)).toMatchObject({ status: 401 });
  });
});
