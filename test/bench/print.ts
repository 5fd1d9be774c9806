// The report as tables for people.
import type { ProfileCosts } from './profile.ts';
import type { Report } from './report.ts';
import type { Spread } from './statistics.ts';

type Cells = readonly string[];

export function printReport({ machine, turns, relays, presses, starts, searches, goals }: Report): string {
  const sections = [
    Object.entries(machine)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · '),
    section(
      'Turns: a question, until its answer is at the connector (milliseconds; p50 / p99)',
      ['bot', 'conversations', 'CPU', 'beside echo', 'turns/s', 'POST to 200', 'POST to answer'],
      turns.map((t) => [
        t.bot,
        String(t.conversations),
        t.cpuMs.toFixed(2),
        t.cpuRatio.toFixed(2),
        t.perSecond.toFixed(0),
        spread(t.taken),
        spread(t.answered),
      ]),
    ),
    section(
      'Relay: from the POST of the words to the POST that delivers them',
      ['bot', "agent's mention to chat", "requester's text to thread"],
      relays.map((r) => [r.bot, spread(r.toRequester), spread(r.toThread)]),
    ),
    section(
      'Card button: from the invoke to its answer',
      ['bot', 'answered'],
      presses.map((p) => [p.bot, spread(p.answered)]),
    ),
    section(
      'Start and memory',
      ['bot', 'ms to ready', 'MB idle', 'MB loaded'],
      starts.map((s) => [
        s.bot,
        s.readyMs.toFixed(0),
        s.idleMb.toFixed(0),
        Number.isNaN(s.loadedMb) ? '' : s.loadedMb.toFixed(0),
      ]),
    ),
    section(
      'Search: milliseconds per question (p50 / p99), and p99 beside that of MiniSearch on the same pages',
      ['', 'ours', 'MiniSearch', 'ratio'],
      searches.map((s) => [
        s.what,
        fine(s.ours),
        fine(s.miniSearch),
        (s.ours.p99 / s.miniSearch.p99).toFixed(2),
      ]),
    ),
    section(
      'Building the search while the service runs; the event loop is held at longest for so many ms',
      ['', 's', 'MiniSearch s', 'CPU', 'on the clock', 'when idle', 'MB peak', 'MB heap', 'MB beside it'],
      searches.flatMap(({ what, build }) =>
        build === undefined
          ? []
          : [
              [
                what,
                build.seconds.toFixed(1),
                build.miniSearchSeconds.toFixed(1),
                ...[build.heldCpuMs, build.heldMs, build.heldIdleMs].map((ms) => ms.toFixed(0)),
                ...[build.peakMb, build.heapMb, build.bufferMb].map((mb) => mb.toFixed(0)),
              ],
            ],
      ),
    ),
    section(
      'Goals',
      ['', 'is', 'at most', ''],
      goals.map((g) => [g.what, g.is.toFixed(2), g.atMost.toFixed(1), g.is <= g.atMost ? 'met' : 'missed']),
    ),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

const costsShown = 25;

export function printProfile(cpuMs: number, costs: ProfileCosts): string {
  const listed = (title: string, list: ProfileCosts['ownByPlace']) =>
    section(
      title,
      ['share', 'about µs per turn', ''],
      list
        .slice(0, costsShown)
        .map(({ what, share }) => [`${(share * 100).toFixed(1)} %`, (share * cpuMs * 1000).toFixed(0), what]),
    );
  return [
    listed('Own time by place', costs.ownByPlace),
    listed('Own time by function', costs.ownByFunction),
    listed('Time of a place and of what it calls', costs.totalByPlace),
  ].join('\n\n');
}

function fine({ p50, p99 }: Spread): string {
  return `${p50.toFixed(2)} / ${p99.toFixed(2)}`;
}

function spread({ p50, p99 }: Spread): string {
  return `${p50.toFixed(1)} / ${p99.toFixed(1)}`;
}

/** Nothing when there are no rows. */
function section(title: string, header: Cells, rows: readonly Cells[]): string {
  if (rows.length === 0) return '';
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: Cells) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [title, ...all.map(line)].join('\n  ');
}
