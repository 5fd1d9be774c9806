// What a turn is: messages and events go to `onInbound`, buttons to `onPress`, everything else is answered politely.
import { INVOKE_RESPONSE_KEY, type InvokeResponse, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { Inbound } from '../domain/chat.ts';
import { localeOf } from '../domain/locale.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import type { GatedActivity } from './gate.ts';
import { inboundOf } from './inbound.ts';
import { originOf } from './origin.ts';

/** A pressed button, its data still whatever the client sent. */
export interface RawPress extends Pick<Inbound, 'speaker' | 'chat' | 'threadId' | 'activityId' | 'sentAt'> {
  readonly verb: string;
  readonly data: unknown;
}

/** `working` while the turn goes on: what comes of it reaches the card by itself. */
export type PressAnswer = { readonly card: object } | { readonly text: string } | 'working';

export interface BotParts {
  readonly onInbound: (inbound: Inbound) => Promise<void>;
  readonly onPress: (press: RawPress) => Promise<PressAnswer>;
}

/** Runs one turn to its end; whatever the parts throw comes out of it. */
export type Bot = (context: TurnContext) => Promise<void>;

/** Nothing in them concerns a support desk. */
const ignoredTypes: readonly string[] = ['typing', 'event', 'trace', 'endOfConversation', 'handoff'];

export function createBot(parts: BotParts): Bot {
  return async (context) => {
    // The gate has read it before the SDK did.
    const activity = context.activity as unknown as GatedActivity;
    if (activity.type === 'invoke') {
      const value = await answerInvoke(activity, parts.onPress);
      context.turnState.set(INVOKE_RESPONSE_KEY, { type: 'invokeResponse', value });
      return;
    }
    if (ignoredTypes.includes(activity.type)) return;
    const inbound = inboundOf(activity);
    if (inbound) await parts.onInbound(inbound);
  };
}

async function answerInvoke(activity: GatedActivity, onPress: BotParts['onPress']): Promise<InvokeResponse> {
  switch (activity.name) {
    case 'adaptiveCard/action':
      return { status: 200, body: await answerPress(activity, onPress) };
    case 'message/submitAction':
      // Anything in the body makes Teams show an error.
      return { status: 200 };
    default:
      return { status: 400, body: { error: 'invoke-not-served' } };
  }
}

const pressValue = z.object({
  action: z.object({ verb: z.string().min(1).max(64), data: z.unknown().optional() }),
});

async function answerPress(activity: GatedActivity, onPress: BotParts['onPress']): Promise<object> {
  const { data: value } = pressValue.safeParse(activity.value);
  const origin = originOf(activity);
  if (!value || !origin) return malformedAction(activity);
  const { speaker, chat, threadId, sentAt } = origin;
  const answer = await onPress({
    speaker,
    chat,
    ...(threadId === undefined ? {} : { threadId }),
    activityId: activity.id,
    ...(sentAt === undefined ? {} : { sentAt }),
    verb: value.action.verb,
    data: value.action.data,
  });
  if (answer === 'working') return message(textsFor(activity)('press.working'));
  return 'card' in answer
    ? { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.card }
    : message(answer.text);
}

function message(value: string): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value };
}

/** Of the client's language: who presses may be unknown to the store. */
function textsFor({ locale }: GatedActivity): Translate {
  return translator((typeof locale === 'string' ? localeOf(locale) : undefined) ?? 'en');
}

function malformedAction(activity: GatedActivity): object {
  const message = textsFor(activity)('refused.not-understood');
  return { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'BadRequest', message } };
}
