// What the service is measured against: the echo bot of botbuilder's own samples, with the same token check.
import {
  type Request as BotRequest,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConfigurationBotFrameworkAuthenticationOptions,
} from 'botbuilder';
import { type ServiceClientCredentials, ServiceClientCredentialsFactory } from 'botframework-connector';
import { createServer, plugins } from 'restify';

/** Like the service's outside production: nobody signs in, and the same fixed token is sent. */
class FixedCredentials extends ServiceClientCredentialsFactory {
  async isValidAppId(appId: string): Promise<boolean> {
    return appId === process.env.MicrosoftAppId;
  }

  async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  async createCredentials(): Promise<ServiceClientCredentials> {
    return {
      async signRequest(request) {
        request.headers.set('authorization', 'Bearer test-token');
        return request;
      },
    };
  }
}

const login = 'https://login.microsoftonline.com/botframework.com';
const openIdUrl = process.env.CHANNEL_OPENID_URL ?? '';
const options: ConfigurationBotFrameworkAuthenticationOptions = {
  CallerId: 'urn:botframework:azure',
  OAuthUrl: 'https://api.botframework.com',
  ToBotFromChannelOpenIdMetadataUrl: openIdUrl,
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  ToBotFromEmulatorOpenIdMetadataUrl: openIdUrl,
  ToChannelFromBotLoginUrl: login,
  ToChannelFromBotOAuthScope: 'https://api.botframework.com',
};
const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication(options, new FixedCredentials()),
);
adapter.onTurnError = async (_context, error) => {
  process.stderr.write(`${error.stack}\n`);
};

const server = createServer();
server.use(plugins.bodyParser());
server.get('/readyz', async (_request, response) => {
  response.send(200);
});
server.post('/api/messages', async (request, response) => {
  await adapter.process(request as BotRequest, response, async (context) => {
    if (context.activity.type === 'message') await context.sendActivity(context.activity.text);
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1');
