import { describe, expect, it } from 'vitest';
import { type GatedActivity, gate } from '../../src/teams/gate.ts';
import { inboundOf } from '../../src/teams/inbound.ts';
import { botId, channelMessage, personalMessage, serviceUrl, tenantId } from './activities.ts';

function gated(activity: Record<string, unknown>): GatedActivity {
  const result = gate(undefined, activity, { appId: undefined, connectorHosts: [] }, 0);
  if (!result.ok) throw new Error(`the gate refused: ${result.code}`);
  return result.activity;
}

const inbound = (activity: Record<string, unknown>) => inboundOf(gated(activity));
const kind = (activity: Record<string, unknown>) => inbound(activity)?.kind;
const text = (said: string, entities: unknown[] = []) => {
  const found = kind(personalMessage({ text: said, entities }));
  return found?.type === 'text' ? found.text : undefined;
};

const at = (name: string) => `<at>${name}</at>`;
const mention = (id: string, name: string) => ({ type: 'mention', text: at(name), mentioned: { id, name } });
const botMention = mention(botId, 'Northwind Support');

describe('who speaks, and where', () => {
  it('reads a personal message', () => {
    expect(inbound(personalMessage())).toEqual({
      speaker: {
        tenantId,
        personId: 'a0000000-0000-4000-8000-000000000001',
        teamsId: '29:anna',
        name: 'Anna Petrova',
        clientLocale: 'ru',
        clientZone: 'Europe/Moscow',
      },
      chat: { tenantId, id: 'a:anna', kind: 'personal', serviceUrl, botId },
      activityId: '1795240091422',
      kind: { type: 'text', text: 'Outlook asks for my password', files: [] },
    });
  });

  it('writes tenants and people in small letters, as settings and commands do', () => {
    const oid = 'A0000000-0000-4000-8000-00000000000A';
    const tenant = '2F9D1A34-8E57-4B0C-A6F3-51C0D7E8AB02';
    const from = { id: '29:Anna', aadObjectId: oid, name: 'Anna' };
    const places = [{ channelData: { tenant: { id: tenant } } }, { channelData: {} }];
    for (const place of places) {
      const conversation = { id: 'a:Anna', conversationType: 'personal', tenantId: tenant };
      expect(inbound(personalMessage({ from, conversation, ...place }))).toMatchObject({
        speaker: { tenantId: tenant.toLowerCase(), personId: oid.toLowerCase(), teamsId: '29:Anna' },
        chat: { tenantId: tenant.toLowerCase(), id: 'a:Anna' },
      });
    }
    const left = { type: 'conversationUpdate', membersRemoved: [{ id: '29:Ben', aadObjectId: oid }] };
    expect(kind(channelMessage('', left))).toEqual({
      type: 'members-removed',
      members: [{ teamsId: '29:Ben', personId: oid.toLowerCase() }],
    });
  });

  it('parts a thread from its channel', () => {
    expect(inbound(channelMessage('hello all of you'))).toMatchObject({
      chat: { id: '19:desk@thread.tacv2', kind: 'channel', teamId: '19:team@thread.tacv2' },
      threadId: '19:desk@thread.tacv2;messageid=1795240091422',
    });
  });

  it.each([
    ['groupChat', { id: '19:x@thread.v2', conversationType: 'groupChat', isGroup: true, tenantId }, 'group'],
    ['no type, a group', { id: '19:x@thread.v2', isGroup: true, tenantId }, 'group'],
    ['no type, one person', { id: 'a:anna', tenantId }, 'personal'],
    ['a numeric type', { id: 'a:anna', conversationType: 5, tenantId }, 'personal'],
  ])('reads the kind of chat from %s', (_name, conversation, expected) => {
    expect(inbound(personalMessage({ conversation }))?.chat.kind).toBe(expected);
  });

  it.each([
    ['channelData before conversation', { tenant: { id: 'other' } }, 'other'],
    ['conversation without channelData', undefined, tenantId],
    ['conversation when channelData is odd', { tenant: 'x' }, tenantId],
    ['conversation when the id is odd', { tenant: { id: 5 } }, tenantId],
  ])('takes the tenant of %s', (_name, channelData, expected) => {
    expect(inbound(personalMessage({ channelData }))?.speaker.tenantId).toBe(expected);
  });

  it.each([
    ['no tenant', { channelData: {}, conversation: { id: 'a:anna' } }],
    ['no recipient', { recipient: undefined }],
    ['the bot itself', { from: { id: botId } }],
    ['another bot by its role', { from: { id: '29:other', role: 'bot' } }],
    ['another bot by its id', { from: { id: '28:other' } }],
    ['another bot’s edit', { type: 'messageUpdate', from: { id: '28:other' } }],
    ['another bot’s reaction', { type: 'messageReaction', from: { id: '28:other' } }],
  ])('is nothing with %s', (_name, change) => {
    expect(inbound(personalMessage(change))).toBeUndefined();
  });

  it.each([
    ['no object id', { id: '29:anna', name: 'Anna' }, { personId: '29:anna', name: 'Anna' }],
    ['no name', { id: '29:anna' }, { name: '' }],
    ['an odd name', { id: '29:anna', name: { first: 'A' } }, { name: '' }],
    ['a long name', { id: '29:anna', name: '😀'.repeat(70) }, { name: '😀'.repeat(64) }],
    ['a misleading name', { id: '29:anna', name: 'An\u202Ena\u0007\n B\u200b' }, { name: 'Anna B' }],
  ])('names a speaker with %s', (_name, from, expected) => {
    expect(inbound(personalMessage({ from }))?.speaker).toMatchObject(expected);
  });

  it.each([
    ['zh-Hans-CN', 'Asia/Shanghai', 'zh-cn', 'Asia/Shanghai'],
    ['en-US', 'UTC', 'en', 'UTC'],
    ['fr-FR', '+03:00', undefined, undefined],
    [5, 'Nowhere/Land', undefined, undefined],
    ['', 'x'.repeat(500), undefined, undefined],
  ])('reads language %j and zone %j', (locale, localTimezone, clientLocale, clientZone) => {
    const speaker = inbound(personalMessage({ locale, localTimezone, entities: [] }))?.speaker;
    expect([speaker?.clientLocale, speaker?.clientZone]).toEqual([clientLocale, clientZone]);
  });

  it('reads both from the client when the activity has none', () => {
    const change = { locale: undefined, localTimezone: undefined };
    expect(inbound(personalMessage(change))?.speaker).toMatchObject({
      clientLocale: 'ru',
      clientZone: 'Europe/Moscow',
    });
  });
});

describe('when it was sent', () => {
  it.each([
    ['as Teams writes it', '2026-11-23T09:34:07.478Z', Date.UTC(2026, 10, 23, 9, 34, 7, 478)],
    ['finer than a millisecond', '2026-11-23T09:34:07.4781234Z', Date.UTC(2026, 10, 23, 9, 34, 7, 478)],
    ['with an offset', '2026-11-23T12:34:07+03:00', Date.UTC(2026, 10, 23, 9, 34, 7)],
    ['as the SDK hands it on', new Date(5), 5],
    ['unreadable to the SDK', new Date(Number.NaN), undefined],
    ['not at all', undefined, undefined],
    ['as a number', 5, undefined],
    ['as words', 'yesterday', undefined],
    ['as a year', '2026', undefined],
    ['as a day that is none', '2026-19-99T00:00:00Z', undefined],
  ])('%s', (_name, timestamp, expected) => {
    expect(inboundOf({ ...gated(personalMessage()), timestamp })?.sentAt).toBe(expected);
  });
});

describe('what was said', () => {
  it('with mentions from end to end is read in time that grows with its length, not with the square of it', () => {
    const said = `${at('b')}      `.repeat(100_000);
    expect(text(`${said}help`, [mention(botId, 'b')])).toBe('help');
  });

  it.each([
    ['plain', 'Printer jams', [], 'Printer jams'],
    [
      'mention without a space',
      `${at('Northwind Support')}link queue billing`,
      [botMention],
      'link queue billing',
    ],
    ['mention in front', `${at('Northwind Support')} please restart`, [botMention], 'please restart'],
    ['mention in the middle', `hey ${at('Northwind Support')} restart`, [botMention], 'hey restart'],
    ['mention between words', `hey${at('Northwind Support')}restart`, [botMention], 'hey restart'],
    ['mention at the end', `restart ${at('Northwind Support')}`, [botMention], 'restart'],
    ['mentioned twice', `${at('Northwind Support')} a ${at('Northwind Support')} b`, [botMention], 'a b'],
    ["another's mention", `ask ${at('Mei Lin')} first`, [mention('29:mei', 'Mei Lin')], 'ask Mei Lin first'],
    ['a mention nobody lists', `ask ${at('Mei Lin')}`, [], 'ask Mei Lin'],
    ['a mention with an id', 'ask <at id="0">Mei</at>', [], 'ask Mei'],
    [
      'odd entities',
      'hello all of you',
      [null, 5, 'x', { type: 'mention' }, { type: 'Q' }],
      'hello all of you',
    ],
    ['a dollar in a mention', at('$& Co'), [mention('29:x', '$& Co')], '$& Co'],
    ['HTML entities', 'a &lt;b&gt; &amp;amp; &quot;c&quot;&nbsp;&#39;d&#x41;', [], 'a <b> &amp; "c" \'dA'],
    ['unknown entities', '&foo; &#9999999; &#xD800; &', [], '&foo; &#9999999; &#xD800; &'],
    ['entities that hide controls', 'a&#8238;b&#0;c', [], 'abc'],
    ['a typed tag', '&lt;at&gt;everyone&lt;/at&gt;', [], '‹at>everyone‹/at>'],
    ['control and bidi characters', 'a\u0000b\u202Ec\u2066d\u200be\u0085f\uFEFF', [], 'abcdef'],
    ['line ends', 'a\r\nb\rc\u2028d\te', [], 'a\nb\nc\nd\te'],
    ['composed letters', 'Cafe\u0301', [], 'Café'],
    ['a joined emoji', '👩\u200d💻 does not work', [], '👩\u200d💻 does not work'],
    ['half a surrogate pair', 'a\uD800b', [], 'a\uFFFDb'],
  ])('%s', (_name, said, entities, expected) => {
    expect(text(said, entities)).toBe(expected);
  });

  it('recognises a command', () => {
    const activity = channelMessage(`${at('Northwind Support')} Note: called back`, {
      entities: [botMention],
    });
    expect(kind(activity)).toEqual({
      type: 'text',
      text: 'Note: called back',
      files: [],
      command: { name: 'note', rest: 'called back' },
    });
  });

  it.each([
    ['internal: he does not pay', 'he does not pay'],
    [', note: he does not pay', 'he does not pay'],
    [' (internal) he does not pay', 'he does not pay'],
  ])('a note is one also when a colleague is mentioned before "%s"', (said, rest) => {
    const { kind: found } =
      inbound(
        channelMessage(`${at('Northwind Support')} ${at('Mei Lin')} ${at('O&apos;Hara')}${said}`, {
          entities: [botMention, mention('29:mei', 'Mei Lin'), mention('29:o', 'O&apos;Hara')],
        }),
      ) ?? {};
    expect(found).toMatchObject({ command: { name: 'note', rest } });
  });

  it('what a colleague is asked for is no command, but it is for nobody on the other side', () => {
    const entities = [mention('29:mei', 'Mei Lin')];
    const asked = kind(personalMessage({ text: `${at('Mei Lin')}, close the ticket`, entities }));
    expect(asked).toMatchObject({ text: 'Mei Lin, close the ticket', deskWish: { kind: 'alone' } });
    const told = kind(personalMessage({ text: `${at('Mei Lin')} solution: restart`, entities }));
    expect(told).not.toHaveProperty('command');
    expect(told).not.toHaveProperty('deskWish');
  });

  it('names files, and only files', () => {
    const attachments = [
      { contentType: 'text/html', content: '<p>hello</p>' },
      { contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'log.txt' },
      { contentType: 'image/png', contentUrl: 'https://x' },
      { contentType: 'image/*', contentUrl: 'https://x' },
      { contentType: 'application/vnd.microsoft.card.adaptive', name: 'card' },
      { contentType: 'messageReference', name: 'quoted' },
      { contentType: 'application/pdf', name: `../a\u202Efdp.exe` },
      null,
      5,
      { name: 7 },
    ];
    expect(kind(personalMessage({ text: undefined, attachments }))).toEqual({
      type: 'text',
      text: '',
      files: ['log.txt', 'image.png', 'image.png', '../afdp.exe'],
    });
  });

  it.each([
    ['an old-style submit', { text: undefined, value: { a: 1 } }],
    ['nothing at all', { text: '' }],
    ['a submit that carries its card', { text: '', value: {}, attachments: [{ contentType: 'text/html' }] }],
    ['a numeric text', { text: 5 }],
    ['odd attachments', { text: '', attachments: 'x' }],
  ])('is other with %s', (_name, change) => {
    expect(kind(personalMessage(change))).toEqual({ type: 'other' });
  });

  const html = (content: string) => ({ contentType: 'text/html', content });
  const held = html('<attachment id="1"></attachment>');
  it.each([
    ['only a mention', { text: at('Northwind Support'), entities: [botMention] }],
    ['a mention and no value', { text: at('Northwind Support'), entities: [botMention], value: null }],
    ['a forwarded message', { text: '', attachments: [{ contentType: 'forwardedMessageReference' }, held] }],
    ['a quote alone', { text: '', attachments: [{ contentType: 'messageReference' }, held] }],
    [
      'a voice message',
      { text: undefined, attachments: [{ contentType: 'application/vnd.microsoft.card.audio' }, held] },
    ],
    ['a GIF', { text: '', attachments: [html('<p><img alt="x (GIF Image)" src="https://media.x"></p>')] }],
    [
      'a code snippet',
      { text: '', attachments: [{ contentType: 'application/vnd.microsoft.card.codesnippet', name: 'log' }] },
    ],
    ['nothing visible', { text: ' \u200b ' }],
  ])('is a text without words with %s', (_name, change) => {
    expect(kind(personalMessage(change))).toEqual({ type: 'text', text: '', files: [] });
  });
});

describe('what happened', () => {
  const bot = [{ id: '29:anna' }, { id: botId }];
  it.each([
    [
      {
        type: 'messageUpdate',
        channelData: { tenant: { id: tenantId }, eventType: 'editMessage' },
        text: 'b',
      },
      { type: 'edited', text: 'b' },
    ],
    [
      {
        type: 'messageUpdate',
        channelData: { tenant: { id: tenantId }, eventType: 'undeleteMessage' },
        text: 'back',
      },
      { type: 'edited', text: 'back', restored: true },
    ],
    [
      {
        type: 'messageUpdate',
        channelData: { tenant: { id: tenantId }, eventType: 'editMessage' },
        text: 'note: x',
      },
      { type: 'edited', text: 'note: x', command: { name: 'note', rest: 'x' } },
    ],
    [
      {
        type: 'messageUpdate',
        channelData: { tenant: { id: tenantId }, eventType: 'editMessage' },
        text: 'transfer to billing',
      },
      {
        type: 'edited',
        text: 'transfer to billing',
        deskWish: { kind: 'transfer', named: 'billing' },
      },
    ],
    [
      { type: 'messageUpdate', channelData: { tenant: { id: tenantId }, eventType: 'else' } },
      { type: 'other' },
    ],
    [
      { type: 'messageDelete', channelData: { tenant: { id: tenantId }, eventType: 'softDeleteMessage' } },
      { type: 'deleted' },
    ],
    [{ type: 'installationUpdate', action: 'add' }, { type: 'installed' }],
    [{ type: 'installationUpdate', action: 'add-upgrade' }, { type: 'installed' }],
    [{ type: 'installationUpdate', action: 'remove' }, { type: 'removed' }],
    [{ type: 'installationUpdate', action: 'remove-upgrade' }, { type: 'removed' }],
    [{ type: 'installationUpdate', action: 5 }, { type: 'other' }],
    [{ type: 'conversationUpdate', membersAdded: bot }, { type: 'installed' }],
    [{ type: 'conversationUpdate', membersRemoved: bot }, { type: 'removed' }],
    [{ type: 'conversationUpdate', membersAdded: 'x', membersRemoved: [5, null] }, { type: 'other' }],
    [
      { type: 'conversationUpdate', membersAdded: [{ id: '29:anna' }, {}, 5] },
      { type: 'members-added', members: [{ teamsId: '29:anna' }] },
    ],
    [
      { type: 'conversationUpdate', membersRemoved: [{ id: '29:ben', aadObjectId: 'oid-ben' }] },
      { type: 'members-removed', members: [{ teamsId: '29:ben', personId: 'oid-ben' }] },
    ],
    [
      { type: 'conversationUpdate', membersRemoved: [{ id: '' }, { id: 'x'.repeat(513) }] },
      { type: 'other' },
    ],
    [{ type: 'conversationUpdate', from: { id: botId }, membersAdded: bot }, { type: 'installed' }],
    [{ type: 'messageReaction' }, { type: 'other' }],
    [{ type: 'somethingNew' }, { type: 'other' }],
  ])('%j', (change, expected) => {
    expect(kind(personalMessage(change))).toEqual(expected);
  });
});

describe('what happened to a channel or team', () => {
  const place = '19:lost@thread.tacv2';
  it.each([
    ['channelDeleted', { type: 'channel-closed', reason: 'deleted', channelId: place }],
    ['channelRestored', { type: 'channel-reopened', channelId: place }],
    ['teamDeleted', { type: 'channel-closed', reason: 'deleted' }],
    ['teamHardDeleted', { type: 'channel-closed', reason: 'deleted' }],
    ['teamArchived', { type: 'channel-closed', reason: 'archived' }],
    ['teamUnarchived', { type: 'channel-reopened' }],
    ['teamRestored', { type: 'channel-reopened' }],
    ['channelCreated', { type: 'other' }],
    ['channelRenamed', { type: 'other' }],
    ['teamRenamed', { type: 'other' }],
    ['constructor', { type: 'other' }],
    [5, { type: 'other' }],
  ])('%s', (eventType, expected) => {
    const channelData = {
      tenant: { id: tenantId },
      team: { id: '19:team@thread.tacv2' },
      channel: { id: place, name: 'Support desk' },
      eventType,
    };
    expect(kind(channelMessage('', { type: 'conversationUpdate', channelData }))).toEqual(expected);
  });

  it('is nothing when it does not say which', () => {
    const channelData = { tenant: { id: tenantId }, channel: 5, eventType: 'channelDeleted' };
    expect(kind(channelMessage('', { type: 'conversationUpdate', channelData }))).toEqual({ type: 'other' });
  });
});
