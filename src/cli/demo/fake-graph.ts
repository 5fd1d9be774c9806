// A Microsoft Graph on this machine that knows service issues and nothing else: for the demo, and for tests.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As Microsoft Graph writes it; see its resource type serviceHealthIssue. */
export interface GraphIssue {
  readonly id: string;
  readonly service: string;
  readonly title: string;
  readonly startDateTime: string;
  readonly isResolved: boolean;
  readonly [property: string]: unknown;
}

export interface FakeGraph {
  /** For `GRAPH_URL`. */
  readonly url: string;
  /** What is reported now, to every tenant. */
  issues: readonly GraphIssue[];
  /** Paths asked for, with their query, in order. */
  readonly asked: readonly string[];
  /** Answers instead, when it says so. */
  rule: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  stop(): Promise<void>;
}

const path = '/v1.0/admin/serviceAnnouncement/issues';

/** On loopback only; a request without a token is refused as Graph does it. */
export async function startFakeGraph(issues: readonly GraphIssue[]): Promise<FakeGraph> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://graph');
    asked.push(decodeURIComponent(`${url.pathname}${url.search}`));
    if (graph.rule?.(request, response)) return;
    if (!request.headers.authorization) return answer(response, 401, failure('InvalidAuthenticationToken'));
    if (url.pathname === path) {
      return answer(response, 200, { value: graph.issues.filter((one) => !one.isResolved) });
    }
    const one = graph.issues.find(({ id }) => url.pathname === `${path}/${id}`);
    return one ? answer(response, 200, one) : answer(response, 404, failure('UnknownError'));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const graph: FakeGraph = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    issues,
    asked,
    rule: undefined,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
  return graph;
}

const failure = (code: string) => ({ error: { code, message: code } });

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

const minuteMs = 60_000;

/** Mail that does not arrive, written as Microsoft writes it: began an hour and a half before `now`. */
export function mailIncident(now: number): GraphIssue {
  const at = (minutes: number) => new Date(now + minutes * minuteMs).toISOString();
  return {
    id: 'EX912345',
    service: 'Exchange Online',
    feature: 'E-Mail and calendar access',
    featureGroup: 'E-Mail and calendar access',
    classification: 'incident',
    origin: 'microsoft',
    status: 'serviceDegradation',
    title: "Some users' email messages may be delayed or not delivered",
    impactDescription: 'Users may not receive email messages, or receive them late.',
    startDateTime: at(-90),
    endDateTime: null,
    lastModifiedDateTime: at(-20),
    isResolved: false,
    details: [],
    posts: [
      {
        createdDateTime: at(-80),
        postType: 'regular',
        description: post('We are looking into the reports.', now, 0),
      },
      {
        createdDateTime: at(-20),
        postType: 'regular',
        description: post(
          'We have found that a recent change to the routing of messages holds them back in parts of the service. We are reverting the change, and messages that wait are delivered as it takes effect.',
          now,
          100,
        ),
      },
    ],
  };
}

function post(status: string, now: number, nextMinutes: number) {
  const next = new Intl.DateTimeFormat('en-US', {
    timeZone: 'UTC',
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(now + nextMinutes * minuteMs);
  const content = `<p>Title: Some users' email messages may be delayed or not delivered</p>
<p>User impact: Users may not receive email messages, or receive them late.</p>
<p>Current status: ${status}</p>
<p>Scope of impact: This may affect any user whose messages pass the affected part of the service.</p>
<p>Next update by: ${next} UTC</p>`;
  return { contentType: 'html', content };
}
