// Where a language model is asked, read from what its owner's portal or manual shows.

export interface ModelAddress {
  /** Takes a chat completion by POST. */
  readonly url: string;
  /** Azure OpenAI takes its key in a header of its own. */
  readonly style: 'openai' | 'azure';
  /** Azure's public cloud takes a token of Microsoft Entra in place of a key. */
  readonly takesToken: boolean;
  /** Said by the address: then the request does not name a model. */
  readonly deployment?: string;
}

const path = '/chat/completions';
/** The latest that is no preview; addresses of deployments do not work without one. */
const usualVersion = '2024-10-21';
const azureHost = /\.(?:openai|cognitiveservices|services\.ai)\.azure\.(?:com|us|cn)$/;

/**
 * An OpenAI-compatible base (`https://…/v1`), the address of an Azure OpenAI resource
 * (`https://NAME.openai.azure.com`, also with `/openai/v1`), or of a deployment
 * (`…/openai/deployments/NAME`, also through a gateway of another name); each with or without
 * `/chat/completions` and `?api-version=…`. Undefined when the text is none of these.
 */
export function readModelAddress(text: string): ModelAddress | undefined {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.hash) return undefined;
  const { 'api-version': version = '', ...unknown } = Object.fromEntries(url.searchParams);
  if (!/^[\w.-]{0,40}$/.test(version) || Object.keys(unknown).length > 0) return undefined;

  const isAzure = azureHost.test(url.hostname);
  const given = url.pathname.replace(/(?:\/chat\/completions)?\/*$/, '');
  const base = isAzure && /^(?:\/openai)?$/.test(given) ? '/openai/v1' : given;
  if (base === '') return undefined;
  const [, deployment] = /\/openai\/deployments\/([\w.-]+)$/.exec(base) ?? [];
  const asked = version || (deployment === undefined ? '' : usualVersion);
  return {
    url: `${url.origin}${base}${path}${asked && `?api-version=${asked}`}`,
    style: isAzure || deployment !== undefined ? 'azure' : 'openai',
    takesToken: isAzure && url.hostname.endsWith('.com'),
    ...(deployment !== undefined && { deployment }),
  };
}
