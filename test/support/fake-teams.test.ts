import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from './fake-teams/card.ts';
import { cardFaults } from './fake-teams/card-faults.ts';
import { type FakeTeams, startFakeTeams } from './fake-teams.ts';

const tenantId = '7c1f2a60-3f6e-4f0f-9a55-0d6b5a2f1c01';
const channelId = '19:desk@thread.tacv2';

type Json = Record<string, unknown>;

let teams: FakeTeams;
let bot: Server;
const heard: Json[] = [];
const tokens: string[] = [];
let answerInvoke: (activity: Json) => unknown = () => ({});

beforeAll(async () => {
  teams = await startFakeTeams();
  teams.team({ tenantId, id: channelId, channelIds: [] });
  bot = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const activity = JSON.parse(text) as Json;
    heard.push(activity);
    tokens.push(request.headers.authorization?.replace('Bearer ', '') ?? '');
    const body = activity.type === 'invoke' ? answerInvoke(activity) : {};
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
  teams.botIsAt(`http://127.0.0.1:${(bot.address() as AddressInfo).port}`);
});

afterAll(async () => {
  bot.closeAllConnections();
  bot.close();
  await teams.stop();
});

function anna() {
  const oid = 'a0000000-0000-4000-8000-000000000001';
  return teams.person({ tenantId, oid, name: 'Anna', locale: 'ru-RU', zone: 'Europe/Berlin' });
}

async function connect(method: string, path: string, body?: unknown, token = 'test-token') {
  const response = await fetch(`${teams.serviceUrl}v3/conversations${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

const activitiesOf = (id: string) => `/${encodeURIComponent(id)}/activities`;

async function keySet() {
  const { jwks_uri } = (await (await fetch(teams.openIdUrl)).json()) as { jwks_uri: string };
  return createRemoteJWKSet(new URL(jwks_uri));
}

describe('what the bot is told', () => {
  it('carries a message as Teams sends it, with a token that the published key verifies', async () => {
    const person = anna();
    await person.says('не работает почта');
    expect(heard.at(-1)).toMatchObject({
      type: 'message',
      channelId: 'msteams',
      serviceUrl: teams.serviceUrl,
      text: 'не работает почта',
      locale: 'ru-RU',
      from: { aadObjectId: person.facts.oid, name: 'Anna' },
      recipient: { id: `28:${teams.appId}` },
      conversation: { conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
    });
    const { payload } = await jwtVerify(tokens.at(-1) ?? '', await keySet(), { audience: teams.appId });
    expect(payload).toMatchObject({ iss: 'https://api.botframework.com', serviceurl: teams.serviceUrl });
  });

  it('can be signed wrongly, and by another key', async () => {
    await teams.deliver({ type: 'message' }, { token: { forged: true, claims: { exp: undefined } } });
    const forged = tokens.at(-1) ?? '';
    await expect(jwtVerify(forged, await keySet())).rejects.toThrow('signature');
    const before = createLocalJWKSet(teams.signing.keys());
    await teams.signing.rotate();
    await teams.deliver({ type: 'message' });
    await expect(jwtVerify(tokens.at(-1) ?? '', before)).rejects.toThrow();
    await expect(jwtVerify(tokens.at(-1) ?? '', await keySet())).resolves.toBeDefined();
  });

  it('names the bot in a channel, and edits under the same id', async () => {
    const thread = anna().in(channelId);
    const said = await thread.mentions('hello');
    expect(heard.at(-1)).toMatchObject({
      text: '<at>Northwind Support</at> hello',
      conversation: { id: `${channelId};messageid=${said.id}`, conversationType: 'channel', isGroup: true },
      entities: [{ type: 'mention' }, { type: 'clientInfo' }],
    });
    await thread.edits(said, 'hello again');
    expect(heard.at(-1)).toMatchObject({
      type: 'messageUpdate',
      id: said.id,
      text: '<at>Northwind Support</at> hello again',
    });
  });
});

describe('the connector', () => {
  it('takes, updates and deletes messages in an installed chat', async () => {
    const person = anna();
    await person.installs();
    const path = activitiesOf(person.chatId);
    const { status, body } = await connect('POST', path, { type: 'message', text: 'one', replyToId: '7' });
    expect(status).toBe(201);
    expect((await person.sees('one')).replyToId).toBe('7');
    await connect('PUT', `${path}/${body.id}`, { type: 'message', text: 'two' });
    expect(await person.sees('two')).toMatchObject({ id: body.id, updates: 1 });
    await connect('DELETE', `${path}/${body.id}`);
    expect(person.texts()).toEqual([]);
    expect((await connect('PUT', `${path}/${body.id}`, {})).body.error.code).toBe(
      'ActivityNotFoundInConversation',
    );
  });

  it('refuses strangers, unknown conversations and chats without the app', async () => {
    const person = anna();
    await person.uninstalls();
    expect((await connect('POST', activitiesOf(person.chatId), {}, 'other')).status).toBe(401);
    expect((await connect('POST', activitiesOf('a:nobody'), {})).status).toBe(404);
    expect((await connect('POST', activitiesOf(person.chatId), {})).status).toBe(403);
  });

  it('opens a thread in a channel', async () => {
    const person = anna();
    await person.installsIn(channelId);
    const { body } = await connect('POST', '', {
      isGroup: true,
      channelData: { channel: { id: channelId } },
      activity: { type: 'message', text: 'a new ticket' },
    });
    expect(body.id).toBe(`${channelId};messageid=${body.activityId}`);
    expect((await person.findsThread(channelId, /new ticket/)).conversationId).toBe(body.id);
  });

  it('answers by a script, and can take a message without saying so', async () => {
    const person = anna();
    await person.installs();
    const path = activitiesOf(person.chatId);
    teams.connector.script({
      status: 429,
      headers: { 'retry-after': '1' },
      when: (r) => r.method === 'POST',
    });
    teams.connector.script({ dropAfterTaking: true });
    expect((await connect('POST', path, { text: 'a' })).status).toBe(429);
    await expect(connect('POST', path, { text: 'b' })).rejects.toThrow();
    expect((await connect('POST', path, { text: 'c' })).status).toBe(201);
    expect(person.count('a')).toBe(0);
    expect(person.count('b')).toBe(1);
    await teams.connector.quiet();
    expect(teams.connector.requests.slice(-3).map(({ status, took }) => [status, took])).toEqual([
      [429, false],
      [undefined, true],
      [201, true],
    ]);
  });

  it('lists members page by page', async () => {
    anna();
    anna();
    const path = `/${encodeURIComponent(channelId)}/pagedmembers?pageSize=1`;
    const first = await connect('GET', path);
    expect(first.body.members).toHaveLength(1);
    const second = await connect('GET', `${path}&continuationToken=${first.body.continuationToken}`);
    expect(second.body.members).toHaveLength(1);
  });
});

describe('cards', () => {
  const card = {
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: 'A ticket',
    body: [
      { type: 'RichTextBlock', inlines: ['#1001 ', { type: 'TextRun', text: '${not} a hole' }] },
      { type: 'FactSet', facts: [{ title: 'State', value: 'New' }] },
      { type: 'TextBlock', text: 'hidden', isVisible: false },
      { type: 'TextBlock', id: 'folded', text: 'folded', isVisible: false },
      {
        type: 'ActionSet',
        actions: [{ type: 'Action.ToggleVisibility', title: 'More', targetElements: ['folded'] }],
      },
    ],
    actions: [
      { type: 'Action.Execute', title: 'Claim', verb: 'claim', data: { card: '1' } },
      {
        type: 'Action.ShowCard',
        title: 'Reply',
        card: {
          type: 'AdaptiveCard',
          body: [
            {
              type: 'Input.Text',
              id: 'text',
              label: 'Message',
              isRequired: true,
              errorMessage: 'Write first',
            },
            { type: 'Input.ChoiceSet', id: 'to', value: 'all', choices: [{ title: 'All', value: 'all' }] },
          ],
          actions: [{ type: 'Action.Execute', title: 'Send', verb: 'reply', data: { card: '1' } }],
        },
      },
    ],
  };
  const post = (id: string, content: unknown) =>
    connect('POST', activitiesOf(id), {
      summary: 'A ticket',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
    });

  it('are read with their folded parts, without what is hidden', () => {
    expect(textOf(card).split('\n')).toEqual([
      '#1001 ${not} a hole',
      'State New',
      'folded',
      'More',
      'Claim',
      'Reply',
      'Message',
      'All',
      'Send',
    ]);
  });

  it('send their inputs, and nothing while a required one is empty', async () => {
    const person = anna();
    await person.installs();
    await post(person.chatId, card);
    await expect(person.presses('reply')).rejects.toThrow('Write first');
    await expect(person.presses('reply', { text: 'x', to: 'nobody' })).rejects.toThrow('not offered');
    await expect(person.presses('claim', { text: 'x' })).rejects.toThrow('no input');
    await person.presses('Send', { text: 'hello' });
    expect(heard.at(-1)).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: {
        action: { type: 'Action.Execute', verb: 'reply', data: { card: '1', text: 'hello', to: 'all' } },
        trigger: 'manual',
      },
    });
  });

  it('are replaced for who pressed, until an update shows all the same', async () => {
    const person = anna();
    await person.installs();
    const { body } = await post(person.chatId, card);
    const claimed = { ...card, body: [{ type: 'TextBlock', text: 'yours' }] };
    answerInvoke = () => ({
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: claimed,
    });
    const before = await person.finds('claim');
    expect((await before.press()).text).toContain('yours');
    expect(person.card()).toContain('yours');
    await connect('PUT', `${activitiesOf(person.chatId)}/${body.id}`, { text: 'gone' });
    expect(person.texts().at(-1)).toBe('gone');
    expect((await before.press()).code).toBe(200);
  });

  it('are looked through for what Teams draws badly', () => {
    expect(cardFaults(card)).toEqual([]);
    const bad = { ...card, version: '1.6', body: [{ type: 'TextBlock', text: 'Hello ${name}' }] };
    expect(cardFaults(bad)).toEqual(['version 1.6', 'TextBlock.text: Hello ${name}']);
  });
});
