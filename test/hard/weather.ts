// The moods of a bad connector: what it answers to which message, the same in each run as far as order allows.
import type { ConnectorRequest, Script } from '../support/fake-teams/connector.ts';
import { dice } from './support.ts';

type Mood =
  | 'throttled'
  | 'throttled-silently'
  | 'precondition'
  | 'unavailable'
  | 'taken-then-504'
  | 'slow'
  | 'too-big'
  // These keep a conversation waiting for half a minute: at most one of them in each.
  | 'failed'
  | 'taken-then-reset'
  | 'refused-then-reset'
  | 'hang'
  // Once in the whole run.
  | 'unauthorized'
  | 'not-found';

const passing: readonly (readonly [Mood, number])[] = [
  ['throttled', 0.03],
  ['throttled-silently', 0.03],
  ['precondition', 0.04],
  ['unavailable', 0.05],
  ['taken-then-504', 0.03],
  ['slow', 0.1],
  ['too-big', 0.02],
];
const lasting: readonly Mood[] = ['failed', 'taken-then-reset', 'refused-then-reset', 'hang'];

const repeated: readonly Mood[] = ['precondition', 'throttled-silently', 'refused-then-reset'];

interface Met {
  readonly mood: Mood;
  left: number;
}

/** Gives each message its mood when it comes first; a seed makes the same weather each time. */
export function weather() {
  const random = dice(503);
  const met = new Map<string, Met>();
  const counts = new Map<Mood, number>();
  const waiting = new Map<string, Mood>();
  const asksToWait = new Map<ConnectorRequest, WaitUntil>();
  const once: Mood[] = ['unauthorized', 'not-found'];
  let conversations = 0;

  const moodFor = (request: ConnectorRequest): Mood | undefined => {
    const { conversationId, method } = request;
    if (conversationId !== '' && !waiting.has(conversationId)) {
      waiting.set(conversationId, lasting[conversations % 10] ?? 'slow');
      conversations += 1;
    }
    // Not the first message of a conversation: a later one has others behind it and before it.
    const long = waiting.get(conversationId);
    if (long && long !== 'slow' && method === 'POST' && random() < 0.3) {
      waiting.set(conversationId, 'slow');
      return long;
    }
    const rare = method === 'POST' && conversationId !== '' && random() < 0.01 ? once.pop() : undefined;
    if (rare) return rare;
    let at = random();
    for (const [mood, share] of passing) {
      at -= share;
      if (at < 0) return mood;
    }
    return undefined;
  };
  const rule = (request: ConnectorRequest): Script | undefined => {
    const key = logicalMessage(request);
    const known = met.get(key);
    if (known) {
      known.left -= 1;
      return known.left >= 0 ? laterScriptOf(known.mood, random) : undefined;
    }
    const mood = moodFor(request);
    const times = mood && repeated.includes(mood) ? 2 : 1;
    met.set(key, { mood: mood ?? 'slow', left: mood ? times - 1 : 0 });
    if (!mood) return undefined;
    counts.set(mood, (counts.get(mood) ?? 0) + 1);
    if (mood !== 'throttled') return scriptOf(mood, random);
    const { header, until } = random() < 0.5 ? inSeconds : asDate(Date.now() + 1_999);
    asksToWait.set(request, until);
    return { status: 429, headers: { 'retry-after': header } };
  };
  return { rule, counts, asksToWait };
}

/** The moment, by when it was asked for. */
export type WaitUntil = (answeredAt: number) => number;

const inSeconds = { header: '1', until: (answeredAt: number) => answeredAt + 1_000 };

function asDate(at: number): { header: string; until: WaitUntil } {
  const header = new Date(at).toUTCString();
  return { header, until: () => Date.parse(header) };
}

/** The same message is put into words anew each time, shorter if need be; what it answers remains. */
export function logicalMessage({ method, conversationId, activityId, body }: ConnectorRequest): string {
  const [word] = /t\d+w\d+z/.exec(String(body.text)) ?? [];
  const answers = body.replyToId ?? word;
  const said = answers === undefined ? [body.text, body.summary] : [answers];
  return JSON.stringify([method, conversationId, activityId, ...said]);
}

function laterScriptOf(mood: Mood, random: () => number): Script {
  return mood === 'refused-then-reset' ? { dropAfterTaking: true } : scriptOf(mood, random);
}

function scriptOf(mood: Mood, random: () => number): Script {
  switch (mood) {
    case 'throttled':
    case 'throttled-silently':
      return { status: 429 };
    case 'precondition':
    case 'refused-then-reset':
      return { status: 412, body: { error: { code: 'PreconditionFailed' } } };
    case 'unavailable':
      return { status: [502, 503, 504][Math.floor(random() * 3)] ?? 503 };
    case 'taken-then-504':
      return { status: 504, takes: true };
    case 'slow':
      return { delayMs: random() * 2_000 };
    case 'too-big':
      return { status: 413, body: { error: { code: 'MessageSizeTooBig' } } };
    case 'failed':
      return { status: 500, body: { error: { code: 'ServiceError' } } };
    case 'taken-then-reset':
      return { dropAfterTaking: true };
    case 'hang':
      return { hangs: true };
    case 'unauthorized':
      return { status: 401 };
    case 'not-found':
      return { status: 404, body: { error: { code: 'ConversationNotFound' } } };
  }
}
