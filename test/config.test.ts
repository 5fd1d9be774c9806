import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { AppError } from '../src/domain/errors.ts';

const appId = '0d9f3a52-6a1e-4b6e-9f0b-6f3c1b2a7e10';
const tenantId = '5b0c9e2d-8a44-4d0b-b1f7-3c7a4f2e9a10';
const secret = 'S3cret~value';

type Env = Record<string, string>;

const development: Env = { APP_ENV: 'development' };
const test: Env = { APP_ENV: 'test' };
const multiTenant: Env = { MicrosoftAppId: appId, MicrosoftAppPassword: secret };
const singleTenant: Env = {
  ...multiTenant,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: tenantId,
};
const managedIdentity: Env = { MicrosoftAppId: appId, MicrosoftAppType: 'UserAssignedMSI' };
const model: Env = { MODEL_URL: 'https://models.example/v1', MODEL_NAME: 'ranker', MODEL_KEY: secret };
const azureModel: Env = { MODEL_URL: 'https://north.openai.azure.com', MODEL_NAME: 'ranker' };
const deployment = 'https://north.openai.azure.com/openai/deployments/ranker';

function faultsOf(env: Env): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof AppError && error.code === 'config-invalid') return error.message;
    throw error;
  }
  return '';
}

/** Names of the variables complained about, in order. */
function faultyIn(env: Env): string[] {
  return [...faultsOf(env).matchAll(/^ {2}(\w+): .+;?.*$/gm)].map((match) => match[1] ?? '');
}

describe('what is accepted', () => {
  const accepted: [string, Env][] = [
    ['development without an app', development],
    ['test without an app', test],
    ['production, multi tenant', multiTenant],
    ['production, single tenant', singleTenant],
    ['production, managed identity', managedIdentity],
    ['an app type in another case', { ...singleTenant, MicrosoftAppType: 'singletenant' }],
    ['an app without a password in development', { ...development, MicrosoftAppId: appId }],
    ['an app with a short id in test', { ...test, MicrosoftAppId: 'test-app' }],
    ['an app on all interfaces in development', { ...development, MicrosoftAppId: appId, HOST: '0.0.0.0' }],
    ['another loopback address', { ...development, HOST: '127.5.0.9' }],
    ['localhost', { ...development, HOST: 'localhost' }],
    ['loopback in IPv6', { ...development, HOST: '::1' }],
    ['port 0', { ...test, PORT: '0' }],
    ['PostgreSQL', { ...multiTenant, DATABASE_URL: 'postgres://support:pw@db/support' }],
    ['PostgreSQL by its long name', { ...multiTenant, DATABASE_URL: 'postgresql://db/support' }],
    ['a public address', { ...multiTenant, PUBLIC_URL: 'https://bot.northwind.example' }],
    ['a blank seam in production', { ...multiTenant, GRAPH_URL: ' ' }],
    ['metadata on loopback', { ...test, CHANNEL_OPENID_URL: 'http://127.0.0.1:4101/v1/metadata' }],
    ['metadata on loopback in IPv6', { ...test, CHANNEL_OPENID_URL: 'http://[::1]:4101/metadata' }],
    ['an authority with a secret', { ...test, ...multiTenant, LOGIN_URL: 'https://localhost:4443' }],
    ['a model with a key', { ...multiTenant, ...model }],
    ['a model that asks for no key, told any', { ...singleTenant, ...model, MODEL_KEY: 'none' }],
    ['a model on a private network', { ...multiTenant, ...model, MODEL_URL: 'https://10.1.2.3/v1' }],
    ['a model on loopback outside production', { ...test, ...model, MODEL_URL: 'http://127.0.0.1:8000/v1' }],
    ["Azure OpenAI by the bot's managed identity", { ...managedIdentity, ...azureModel }],
    ["Azure OpenAI by the bot's own secret", { ...singleTenant, ...azureModel }],
    ['the same of a bot of many tenants', { ...multiTenant, MicrosoftAppTenantId: tenantId, ...azureModel }],
    ['a deployment in the address', { ...managedIdentity, MODEL_URL: deployment }],
    ['a deployment said twice', { ...managedIdentity, MODEL_URL: deployment, MODEL_NAME: 'ranker' }],
    ['connectors on loopback', { ...test, CONNECTOR_HOSTS: 'localhost:1, 127.0.0.1:2,[::1]:3' }],
  ];
  it.each(accepted)('%s', (_name, env) => {
    expect(faultsOf(env)).toBe('');
  });
});

describe('what is refused, by variable', () => {
  const refused: [string, Env, string[]][] = [
    ['nothing set: production without an app', {}, ['MicrosoftAppId', 'MicrosoftAppPassword']],
    ['a blank app id in production', { ...multiTenant, MicrosoftAppId: '  ' }, ['MicrosoftAppId']],
    ['an app id that is no GUID', { ...multiTenant, MicrosoftAppId: 'my-bot' }, ['MicrosoftAppId']],
    ['an unknown environment', { ...multiTenant, APP_ENV: 'staging' }, ['APP_ENV']],
    [
      'a tenant that nobody named, with no app either',
      { MicrosoftAppType: 'SingleTenant' },
      ['MicrosoftAppId', 'MicrosoftAppPassword', 'MicrosoftAppTenantId'],
    ],
    [
      'an unknown environment hides no other fault',
      { APP_ENV: 'dev' },
      ['APP_ENV', 'MicrosoftAppId', 'MicrosoftAppPassword'],
    ],
    ['no app on all interfaces', { ...development, HOST: '0.0.0.0' }, ['HOST']],
    ['a blank app id on all interfaces', { ...development, MicrosoftAppId: '\t', HOST: '::' }, ['HOST']],
    ['a host that begins like loopback', { ...test, HOST: '127.evil.example' }, ['HOST']],
    ['a host that begins with localhost', { ...test, HOST: 'localhost.example' }, ['HOST']],
    ['multi tenant without a password', { MicrosoftAppId: appId }, ['MicrosoftAppPassword']],
    ['a blank password', { ...multiTenant, MicrosoftAppPassword: ' ' }, ['MicrosoftAppPassword']],
    [
      'single tenant without password and tenant',
      { MicrosoftAppId: appId, MicrosoftAppType: 'SingleTenant' },
      ['MicrosoftAppPassword', 'MicrosoftAppTenantId'],
    ],
    ['a misspelt app type', { ...multiTenant, MicrosoftAppType: 'Single' }, ['MicrosoftAppType']],
    ['a tenant that is no GUID', { ...singleTenant, MicrosoftAppTenantId: 'x' }, ['MicrosoftAppTenantId']],
    ['a word as port', { ...test, PORT: 'http' }, ['PORT']],
    ['a port too high', { ...test, PORT: '65536' }, ['PORT']],
    ['a negative port', { ...test, PORT: '-1' }, ['PORT']],
    ['another database', { ...test, DATABASE_URL: 'mysql://db/support' }, ['DATABASE_URL']],
    ['a file without a path', { ...test, DATABASE_URL: 'file:' }, ['DATABASE_URL']],
    ['a log level of nobody', { ...test, LOG_LEVEL: 'verbose' }, ['LOG_LEVEL']],
    ['a public address without scheme', { ...test, PUBLIC_URL: 'bot.example.com' }, ['PUBLIC_URL']],
    ['a public address with a password', { ...test, PUBLIC_URL: 'https://a:b@x.example' }, ['PUBLIC_URL']],
    ['http in production', { ...multiTenant, PUBLIC_URL: 'http://bot.example.com' }, ['PUBLIC_URL']],
    ['metadata elsewhere', { ...test, CHANNEL_OPENID_URL: 'https://login.example' }, ['CHANNEL_OPENID_URL']],
    ['loopback as user name', { ...test, GRAPH_URL: 'http://127.0.0.1@evil.example' }, ['GRAPH_URL']],
    ['loopback as subdomain', { ...test, GRAPH_URL: 'http://localhost.evil.example' }, ['GRAPH_URL']],
    ['a file as address', { ...test, GRAPH_URL: 'file:///etc/passwd' }, ['GRAPH_URL']],
    ['an authority without TLS', { ...test, LOGIN_URL: 'http://localhost:4443' }, ['LOGIN_URL']],
    [
      'an authority without a secret',
      { ...test, MicrosoftAppId: appId, LOGIN_URL: 'https://localhost:4443' },
      ['MicrosoftAppPassword'],
    ],
    ['a connector elsewhere', { ...test, CONNECTOR_HOSTS: 'localhost:1,10.0.0.1:2' }, ['CONNECTOR_HOSTS']],
    ['a connector without port', { ...test, CONNECTOR_HOSTS: 'localhost' }, ['CONNECTOR_HOSTS']],
    ['a connector with a path', { ...test, CONNECTOR_HOSTS: 'localhost/x:1' }, ['CONNECTOR_HOSTS']],
    [
      'a name and a key of no model',
      { ...test, MODEL_NAME: 'x', MODEL_KEY: 'y' },
      ['MODEL_NAME', 'MODEL_KEY'],
    ],
    [
      'a model without name and key',
      { ...test, MODEL_URL: 'https://models.example/v1' },
      ['MODEL_NAME', 'MODEL_KEY'],
    ],
    ['a model somewhere', { ...test, ...model, MODEL_URL: 'https://models.example' }, ['MODEL_URL']],
    [
      'a model with its key in the address',
      { ...test, ...model, MODEL_URL: 'https://k@models.example/v1' },
      ['MODEL_URL'],
    ],
    ['a model over http', { ...test, ...model, MODEL_URL: 'http://models.example/v1' }, ['MODEL_URL']],
    [
      'a model over http in production',
      { ...multiTenant, ...model, MODEL_URL: 'http://models.example/v1' },
      ['MODEL_URL'],
    ],
    [
      'a model on loopback in production',
      { ...multiTenant, ...model, MODEL_URL: 'https://localhost/v1' },
      ['MODEL_URL'],
    ],
    ['a key with a line end', { ...test, ...model, MODEL_KEY: 'a\nb' }, ['MODEL_KEY']],
    ['a name with spaces', { ...test, ...model, MODEL_NAME: 'a b' }, ['MODEL_NAME']],
    [
      'another deployment than the address says',
      { ...managedIdentity, MODEL_URL: deployment, MODEL_NAME: 'x' },
      ['MODEL_NAME'],
    ],
    ['no key, and not Azure', { ...managedIdentity, ...model, MODEL_KEY: '' }, ['MODEL_KEY']],
    [
      'no key, and Azure of a government',
      { ...managedIdentity, ...azureModel, MODEL_URL: 'https://north.openai.azure.us' },
      ['MODEL_KEY'],
    ],
    ['no key, and a bot that has no tenant', { ...multiTenant, ...azureModel }, ['MODEL_KEY']],
    ['no key, and no bot', { ...test, ...azureModel }, ['MODEL_KEY']],
    ['no key, and a bot that signs in nowhere', { ...test, ...singleTenant, ...azureModel }, ['MODEL_KEY']],
    ['a list that ends with a comma', { ...test, CONNECTOR_HOSTS: 'localhost:1,' }, ['CONNECTOR_HOSTS']],
  ];
  it.each(refused)('%s', (_name, env, names) => {
    expect(faultyIn(env)).toEqual(names);
  });

  const seams: [string, string][] = [
    ['CHANNEL_OPENID_URL', 'http://127.0.0.1:1/x'],
    ['CONNECTOR_HOSTS', 'localhost:1'],
    ['LOGIN_URL', 'https://localhost:1'],
    ['GRAPH_URL', 'http://localhost:1'],
    ['PARTNER_CENTER_URL', 'http://localhost:1'],
    ['AZURE_MANAGEMENT_URL', 'http://localhost:1'],
  ];
  it.each(seams)('%s in production, on loopback too', (name, value) => {
    expect(faultyIn({ ...singleTenant, [name]: value })).toEqual([name]);
    expect(faultsOf({ ...test, ...singleTenant, [name]: value })).toBe('');
  });

  it('a Node that believes every certificate, in production', () => {
    const believing = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    expect(faultyIn({ ...multiTenant, ...believing })).toEqual(['NODE_TLS_REJECT_UNAUTHORIZED']);
    expect(faultsOf({ ...multiTenant, NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toBe('');
    expect(faultsOf({ ...test, ...believing })).toBe('');
  });

  it('all at once, each with a remedy and none with a value', () => {
    const env = {
      ...singleTenant,
      APP_ENV: 'prod',
      PORT: 'port-canary',
      DATABASE_URL: `mysql://user:${secret}@db`,
      GRAPH_URL: `https://${secret}@graph.example`,
      MODEL_URL: `https://${secret}@models.example/v1`,
      MODEL_KEY: `${secret} canary`,
    };
    const message = faultsOf(env);
    expect(faultyIn(env)).toEqual(['APP_ENV', 'PORT', 'DATABASE_URL', 'MODEL_URL', 'MODEL_KEY', 'GRAPH_URL']);
    for (const line of message.split('\n').slice(1)) expect(line).toMatch(/: .*(set|remove) /);
    expect(message).not.toMatch(/S3cret|canary/);
  });
});

describe('what is warned of', () => {
  const at = (DATABASE_URL: string, more: Env = {}) =>
    readConfig({ ...multiTenant, DATABASE_URL, ...more }).warnings;

  it.each([
    'postgres://u:p@db.example/support',
    'postgresql://u:p@10.0.0.5:5432/support?application_name=x',
    'postgres://u:p@db.example/support?sslmode=disable',
    'postgres://u:p@localhost/support?host=db.example',
    'postgres://u:p@localhost.evil.example/support',
    'postgres://u:p@%zz/support',
  ])('a database reached without TLS: %s', (url) => {
    expect(at(url)).toEqual(['database-without-tls']);
    expect(at(url, { APP_ENV: 'test' })).toEqual([]);
  });

  it.each([
    'file:./data/support.db',
    'postgres://u:p@db.example/support?sslmode=verify-full',
    'postgres://u:p@db.example/support?ssl=true',
    'postgres://u:p@localhost/support',
    'postgres://u:p@127.0.0.1:5432/support',
    'postgres://u:p@[::1]/support',
    'postgres://u:p@%2Fvar%2Frun%2Fpostgresql/support',
    'postgres:///support?host=/var/run/postgresql',
  ])('nothing of %s', (url) => {
    expect(at(url)).toEqual([]);
  });

  it('nothing when the client is told by its own variable', () => {
    const url = 'postgres://u:p@db.example/support';
    expect(at(url, { PGSSLMODE: 'verify-full' })).toEqual([]);
    expect(at(url, { PGSSLMODE: 'disable' })).toEqual(['database-without-tls']);
  });
});

describe('what comes out', () => {
  it('production by default, on all interfaces, with an embedded database', () => {
    expect(readConfig(multiTenant)).toEqual({
      appEnv: 'production',
      host: '0.0.0.0',
      port: 3978,
      databaseUrl: 'file:./data/support.db',
      settingsPath: './support.yaml',
      knowledgeDir: undefined,
      publicUrl: undefined,
      bot: { appId, appType: 'MultiTenant', tenantId: undefined, password: secret },
      logLevel: 'info',
      model: undefined,
      seams: {
        channelOpenIdUrl: undefined,
        connectorHosts: [],
        loginUrl: undefined,
        graphUrl: undefined,
        partnerCenterUrl: undefined,
        azureManagementUrl: undefined,
      },
      warnings: [],
    });
  });

  it('development on loopback, open to the windows of the demo', () => {
    const { host, bot, seams } = readConfig(development);
    expect(host).toBe('127.0.0.1');
    expect(bot).toBeUndefined();
    expect(seams.connectorHosts).toEqual([
      'localhost:56150',
      '127.0.0.1:56150',
      'localhost:56151',
      '127.0.0.1:56151',
    ]);
  });

  it.each([
    ['test', test],
    ['development with an app', { ...development, MicrosoftAppId: appId }],
  ])('no connector hosts by default: %s', (_name, env) => {
    expect(readConfig(env).seams.connectorHosts).toEqual([]);
  });

  it('a model, with the name that its address says', () => {
    expect(readConfig({ ...multiTenant, ...model }).model).toEqual({
      address: { url: 'https://models.example/v1/chat/completions', style: 'openai', takesToken: false },
      name: 'ranker',
      key: secret,
    });
    const azure = readConfig({ ...managedIdentity, MODEL_URL: deployment }).model;
    expect(azure).toMatchObject({ name: undefined, key: undefined });
  });

  it('tidied values', () => {
    const config = readConfig({
      ...managedIdentity,
      APP_ENV: ' test ',
      MicrosoftAppType: 'userassignedmsi',
      PORT: '8080',
      LOG_LEVEL: 'DEBUG',
      PUBLIC_URL: 'https://bot.northwind.example//',
      CONNECTOR_HOSTS: 'LOCALHOST:1, [::1]:2',
    });
    expect(config).toMatchObject({
      port: 8080,
      logLevel: 'debug',
      publicUrl: 'https://bot.northwind.example',
    });
    expect(config.bot?.appType).toBe('UserAssignedMSI');
    expect(config.seams.connectorHosts).toEqual(['localhost:1', '[::1]:2']);
  });
});

it('takes the app id as tokens name it, in small letters', () => {
  expect(readConfig({ ...multiTenant, MicrosoftAppId: appId.toUpperCase() }).bot?.appId).toBe(appId);
});
