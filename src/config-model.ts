// Whether a language model is switched on, and what in its variables contradicts the rest.
import { isLoopback } from './config-seams.ts';
import { type ModelAddress, readModelAddress } from './domain/model-address.ts';

export interface ModelConfig {
  readonly address: ModelAddress;
  /** Of the model, at Azure of the deployment; undefined when the address says it. */
  readonly name: string | undefined;
  /** Undefined: the bot signs in with its own identity. */
  readonly key: string | undefined;
}

interface ModelVariables {
  readonly MODEL_URL?: string | undefined;
  readonly MODEL_NAME?: string | undefined;
  readonly MODEL_KEY?: string | undefined;
}

interface Surroundings {
  readonly production: boolean;
  /** The bot has an identity of its own that can get a token for Azure. */
  readonly canSignIn: boolean;
}

type ModelFault = readonly [variable: keyof ModelVariables, remedy: string];

export function modelOf({ MODEL_URL, MODEL_NAME, MODEL_KEY }: ModelVariables): ModelConfig | undefined {
  const address = MODEL_URL === undefined ? undefined : readModelAddress(MODEL_URL);
  // Where the address says it, the request does not.
  return address && { address, name: address.deployment ? undefined : MODEL_NAME, key: MODEL_KEY };
}

/** `given`: what is set at all, faulty or not; `values`: what of it is sound. */
export function modelFaults(
  given: ModelVariables,
  values: ModelVariables,
  around: Surroundings,
): ModelFault[] {
  if (given.MODEL_URL === undefined) {
    const orphans = (['MODEL_NAME', 'MODEL_KEY'] as const).filter((name) => given[name] !== undefined);
    return orphans.map((name) => [name, 'belongs to MODEL_URL, which is missing; set that, or remove this']);
  }
  const model = modelOf(values);
  if (!model) return [];
  return [
    ...addressFaults(model.address, around),
    ...nameFaults(given, values, model),
    ...keyFaults(given, model, around),
  ];
}

function addressFaults({ url }: ModelAddress, { production }: Surroundings): ModelFault[] {
  const { protocol, hostname } = new URL(url);
  if (isLoopback(hostname)) {
    return production ? [['MODEL_URL', 'loopback is for tests and refused in production; set another']] : [];
  }
  return protocol === 'https:' ? [] : [['MODEL_URL', 'set an https address: it is sent what people ask']];
}

function nameFaults(
  given: ModelVariables,
  { MODEL_NAME }: ModelVariables,
  { address: { deployment } }: ModelConfig,
): ModelFault[] {
  if (given.MODEL_NAME === undefined && deployment === undefined) {
    return [['MODEL_NAME', 'is missing; set the name of the model, at Azure that of the deployment']];
  }
  const isOther = deployment !== undefined && MODEL_NAME !== undefined && MODEL_NAME !== deployment;
  return isOther ? [['MODEL_NAME', 'is not the deployment of MODEL_URL; set the same, or remove it']] : [];
}

function keyFaults(
  given: ModelVariables,
  { address }: ModelConfig,
  { canSignIn }: Surroundings,
): ModelFault[] {
  if (given.MODEL_KEY !== undefined || (address.takesToken && canSignIn)) return [];
  return [
    [
      'MODEL_KEY',
      address.takesToken
        ? 'is missing; set it, or give the bot an identity that Azure knows: UserAssignedMSI, or MicrosoftAppTenantId'
        : 'is missing; set the key of the model, any word if it asks for none',
    ],
  ];
}
