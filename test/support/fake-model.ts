// A language model as the service meets it: a server of chat completions that says whatever the test wants.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ModelAsked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it came, byte for byte. */
  readonly raw: string;
  readonly body: {
    readonly model?: string;
    readonly temperature?: number;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
  };
  /** What stands in the last message: the question and the articles. */
  readonly about: {
    readonly question: string;
    readonly articles: readonly {
      readonly number: number;
      readonly title: string;
      readonly summary: string;
    }[];
  };
}

/** Answers in its own way; what it returns is said as a completion. */
export type ModelBehaviour = (asked: ModelAsked, response: ServerResponse) => string | undefined;

export interface FakeModel {
  /** For `MODEL_URL`. */
  readonly url: string;
  readonly asked: readonly ModelAsked[];
  behave(behaviour: ModelBehaviour): void;
  stop(): Promise<void>;
}

/** Proposes the order that was sent, until it is told to behave otherwise. */
export async function startFakeModel(): Promise<FakeModel> {
  const asked: ModelAsked[] = [];
  let behaviour: ModelBehaviour = ({ about }) => orderOf(about.articles.map(({ number }) => number));
  const server = createServer(async (incoming, response) => {
    const raw = await text(incoming);
    const body = JSON.parse(raw) as ModelAsked['body'];
    const about = JSON.parse(body.messages.at(-1)?.content ?? '') as ModelAsked['about'];
    const one = { path: incoming.url ?? '', headers: incoming.headers, raw, body, about };
    asked.push(one);
    const said = behaviour(one, response);
    if (said !== undefined) response.end(JSON.stringify(completionOf(said)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    behave: (next) => {
      behaviour = next;
    },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

/** As a model says it that does what it is told. */
export function orderOf(numbers: readonly unknown[]): string {
  return JSON.stringify({ order: numbers });
}

function completionOf(content: string) {
  const message = { role: 'assistant', content };
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
}
