// Everything the service is told by its environment, read once and checked before anything starts.
import { z } from 'zod';
import { type ModelConfig, modelFaults, modelOf } from './config-model.ts';
import { addressOf, isLoopback, type Seams, seamFields, seamsOf, seamVariables } from './config-seams.ts';
import { AppError } from './domain/errors.ts';
import { readModelAddress } from './domain/model-address.ts';

const appEnvs = ['production', 'development', 'test'] as const;
export type AppEnv = (typeof appEnvs)[number];

/** The Bot Framework's own names; SingleTenant and MultiTenant sign in with a password. */
const appTypes = ['MultiTenant', 'SingleTenant', 'UserAssignedMSI'] as const;
export type AppType = (typeof appTypes)[number];

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface BotIdentity {
  readonly appId: string;
  readonly appType: AppType;
  readonly tenantId: string | undefined;
  readonly password: string | undefined;
}

export interface Config {
  readonly appEnv: AppEnv;
  readonly host: string;
  readonly port: number;
  /** `file:…` or `postgres://…`. */
  readonly databaseUrl: string;
  readonly settingsPath: string;
  /** A folder with the partner's own Markdown. */
  readonly knowledgeDir: string | undefined;
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** Undefined: every caller is taken as genuine; development and test on loopback only. */
  readonly bot: BotIdentity | undefined;
  readonly logLevel: LogLevel;
  /** Undefined: nobody is asked, what the search finds stands. */
  readonly model: ModelConfig | undefined;
  readonly seams: Seams;
  /** Codes for the log: what is unwise, but may be meant so. */
  readonly warnings: readonly 'database-without-tls'[];
}

/** The process's own environment; nothing else in `src` touches it. */
export function ambientEnv(): NodeJS.ProcessEnv {
  return process.env;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
function isDatabaseUrl(text: string): boolean {
  if (text.startsWith('file:')) return text.length > 'file:'.length;
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text);
}

/** Each message is the remedy; values are never repeated, since some of them are secrets. */
const environment = z.object({
  APP_ENV: z.enum(appEnvs, 'set production, development or test').default('production'),
  HOST: z.string().optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'set a whole number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'set a whole number from 0 to 65535')
    .default(3978),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, 'set file:PATH or postgres://USER:PASSWORD@HOST/DATABASE')
    .default('file:./data/support.db'),
  SUPPORT_CONFIG: z.string().default('./support.yaml'),
  KNOWLEDGE_DIR: z.string().optional(),
  PUBLIC_URL: z
    .string()
    .refine(
      (text) => /^https?:$/.test(addressOf(text)?.protocol ?? ''),
      'set the address under which Teams reaches the service, like https://bot.example.com',
    )
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  // As tokens name it: compared with them letter by letter.
  MicrosoftAppId: z.string().toLowerCase().optional(),
  MicrosoftAppType: z
    .string()
    .transform((text) => appTypes.find((type) => type.toLowerCase() === text.toLowerCase()))
    .refine((type) => type !== undefined, 'set SingleTenant, UserAssignedMSI or MultiTenant')
    .default('MultiTenant'),
  MicrosoftAppTenantId: z
    .string()
    .regex(guid, 'set the tenant id, a GUID, as the Azure portal shows it')
    .optional(),
  MicrosoftAppPassword: z.string().optional(),
  LOG_LEVEL: z
    .string()
    .toLowerCase()
    .pipe(z.enum(logLevels, `set one of ${logLevels.join(', ')}`))
    .default('info'),
  MODEL_URL: z
    .string()
    .refine(
      (text) => readModelAddress(text) !== undefined,
      'set an address like https://HOST/v1, or that of an Azure OpenAI resource or deployment',
    )
    .optional(),
  MODEL_NAME: z
    .string()
    .regex(/^[!-~]{1,200}$/, 'set the name of the model as its owner writes it')
    .optional(),
  MODEL_KEY: z
    .string()
    .regex(/^[!-~]+$/, 'set the key as it was given, without spaces')
    .optional(),
  ...seamFields,
});

type Variable = keyof typeof environment.shape;
type Values = z.output<typeof environment>;
/** Node's own; with 0 it believes every certificate, also that of whoever stands in between. */
const tlsSwitch = 'NODE_TLS_REJECT_UNAUTHORIZED';
type Fault = readonly [Variable | typeof tlsSwitch, string];

/** Names of all variables that are read. */
export const variables = Object.keys(environment.shape) as Variable[];

/**
 * Reads and checks every variable; a blank one counts as missing.
 *
 * @throws AppError `config-invalid` that lists every faulty variable with what to do about it, and no values.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(
    variables.map((name) => [name, env[name]?.trim()]).filter(([, value]) => value),
  ) as Partial<Record<Variable, string>>;
  const { values, faults } = parse(given);
  const faulty = new Set(faults.map(([name]) => name));
  if (values.APP_ENV === 'production' && env[tlsSwitch] === '0') {
    faults.push([tlsSwitch, 'with 0 any server is believed; remove it']);
  }
  const all = [...faults, ...faultsBetween(values, given).filter(([name]) => !faulty.has(name))];
  if (all.length > 0) {
    const lines = all.map(([name, remedy]) => `  ${name}: ${remedy}`);
    throw new AppError('config-invalid', `faulty environment variables:\n${lines.join('\n')}`);
  }
  return { ...configOf(values), warnings: warningsOf(values, env) };
}

/** A faulty variable is left out of the values, so that the rules between variables are still asked. */
function parse(given: Partial<Record<Variable, string>>): { values: Values; faults: Fault[] } {
  const result = environment.safeParse(given);
  if (result.success) return { values: result.data, faults: [] };
  const faults = result.error.issues.map((issue): Fault => [issue.path[0] as Variable, issue.message]);
  const faulty = new Set<string>(faults.map(([name]) => name));
  const sound = Object.fromEntries(Object.entries(given).filter(([name]) => !faulty.has(name)));
  return { values: environment.parse(sound), faults };
}

function faultsBetween(values: Values, given: Partial<Record<Variable, string>>): Fault[] {
  const production = values.APP_ENV === 'production';
  const faults: Fault[] = [];
  if (production) {
    for (const name of seamVariables) {
      if (given[name] !== undefined) faults.push([name, 'is for tests and refused in production; remove it']);
    }
    if (values.PUBLIC_URL !== undefined && !values.PUBLIC_URL.startsWith('https:')) {
      faults.push(['PUBLIC_URL', 'production needs https; Teams calls nothing else']);
    }
  }
  return [
    ...faults,
    ...(values.MicrosoftAppId === undefined ? anonymousFaults(values) : []),
    ...(values.MicrosoftAppId === undefined && !production ? [] : botFaults(values)),
    ...modelFaults(given, values, { production, canSignIn: canSignIn(values) }),
  ];
}

/** To more than Teams: a bot of many tenants has no identity in any of them. */
function canSignIn(values: Values): boolean {
  const signsIn = values.APP_ENV === 'production' || values.LOGIN_URL !== undefined;
  const isKnown = values.MicrosoftAppType === 'UserAssignedMSI' || values.MicrosoftAppTenantId !== undefined;
  return values.MicrosoftAppId !== undefined && signsIn && isKnown;
}

function anonymousFaults(values: Values): Fault[] {
  if (values.APP_ENV === 'production') {
    return [
      [
        'MicrosoftAppId',
        'is missing; set the application id of the Azure bot, or APP_ENV=development to try out',
      ],
    ];
  }
  if (isLoopback(hostOf(values))) return [];
  return [['HOST', 'without MicrosoftAppId every caller is believed; set 127.0.0.1, or set MicrosoftAppId']];
}

function botFaults(values: Values): Fault[] {
  const faults: Fault[] = [];
  const production = values.APP_ENV === 'production';
  if (production && values.MicrosoftAppId !== undefined && !guid.test(values.MicrosoftAppId)) {
    faults.push(['MicrosoftAppId', 'set the application (client) id, a GUID, as the Azure portal shows it']);
  }
  // Without LOGIN_URL nothing signs in outside production.
  if (!production && values.LOGIN_URL === undefined) return faults;
  if (values.MicrosoftAppType === 'UserAssignedMSI') return faults;
  if (values.MicrosoftAppPassword === undefined) {
    faults.push([
      'MicrosoftAppPassword',
      'is missing; set the client secret, or MicrosoftAppType=UserAssignedMSI for a managed identity',
    ]);
  }
  if (values.MicrosoftAppType === 'SingleTenant' && values.MicrosoftAppTenantId === undefined) {
    faults.push(['MicrosoftAppTenantId', 'is missing; SingleTenant needs the tenant id of the app']);
  }
  return faults;
}

function hostOf(values: Values): string {
  return values.HOST ?? (values.APP_ENV === 'production' ? '0.0.0.0' : '127.0.0.1');
}

/** As the PostgreSQL client decides it: by the address, else by `PGSSLMODE`. */
function warningsOf({ APP_ENV, DATABASE_URL }: Values, env: NodeJS.ProcessEnv): Config['warnings'] {
  if (APP_ENV !== 'production' || DATABASE_URL.startsWith('file:')) return [];
  const { hostname, searchParams } = new URL(DATABASE_URL);
  const host = searchParams.get('host') ?? hostname;
  const isHere = /^$|^\/|^%2f/i.test(host) || isLoopback(host);
  const mode = searchParams.get('sslmode') ?? searchParams.get('ssl') ?? env.PGSSLMODE;
  const isClear = mode === undefined || ['', 'disable', 'false', '0', 'allow'].includes(mode);
  return isClear && !isHere ? ['database-without-tls'] : [];
}

function configOf(values: Values): Omit<Config, 'warnings'> {
  return {
    appEnv: values.APP_ENV,
    host: hostOf(values),
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    settingsPath: values.SUPPORT_CONFIG,
    knowledgeDir: values.KNOWLEDGE_DIR,
    publicUrl: values.PUBLIC_URL,
    bot: values.MicrosoftAppId === undefined ? undefined : botOf(values, values.MicrosoftAppId),
    logLevel: values.LOG_LEVEL,
    model: modelOf(values),
    seams: seamsOf(values, values.APP_ENV === 'development' && values.MicrosoftAppId === undefined),
  };
}

function botOf(values: Values, appId: string): BotIdentity {
  return {
    appId,
    appType: values.MicrosoftAppType,
    tenantId: values.MicrosoftAppTenantId,
    password: values.MicrosoftAppPassword,
  };
}
