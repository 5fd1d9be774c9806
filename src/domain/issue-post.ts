// What a post of Microsoft's on a service issue says, by the way in which Microsoft writes them.

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const nextUpdate =
  /next update by:?\s*(?:[a-z]{6,9},\s*)?([a-z]{3,9})\s+(\d{1,2}),?\s+(\d{4}),?\s*(?:at\s+)?(\d{1,2}):(\d{2})\s*([ap])\.?m\.?\s*\(?UTC/i;

/** "Next update by: Monday, November 23, 2026, at 12:00 PM UTC", as posts end; undefined when it says nothing so clear. */
export function nextUpdateIn(text: string): number | undefined {
  const [, month = '', day, year, hour, minute, half = ''] = nextUpdate.exec(text) ?? [];
  const at = months.indexOf(month.toLowerCase());
  if (at < 0) return undefined;
  const hours = (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return Date.UTC(Number(year), at, Number(day), hours, Number(minute));
}

const headings =
  /^(?:title|user impact|more info|current status|final status|scope of impact|start time|end time|root cause|preliminary root cause|estimated time to resolve|next steps?|next update by)\s*:/i;

/** The part of a post that tells how things stand; all of it when it is not written in Microsoft's usual parts. */
export function gistOf(text: string): string {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => /^(?:current|final) status\s*:/i.test(line));
  if (from < 0) return text;
  const rest = lines.slice(from + 1);
  const until = rest.findIndex((line) => headings.test(line));
  const own = [lines[from]?.replace(headings, '') ?? '', ...rest.slice(0, until < 0 ? undefined : until)];
  return own.join('\n').trim() || text;
}
