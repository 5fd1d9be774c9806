// Where each setting stands in its file, so that a fault can be pointed at.
import { EVENT_ID, type Event, getScalarValue, parseEvents } from 'js-yaml';
import type { Path } from './settings-rules.ts';

interface Place {
  /** Offset of its first character; of its name, if it has one. */
  readonly at: number;
  /** What stands in it, by name or number. */
  readonly inner: Map<PropertyKey, Place>;
}

/** Tells where a path stands in `text`, or the innermost part of it that is there: an offset. */
export function placesIn(text: string): (path: Path) => number {
  const whole = placeOfAll(text);
  return (path) => {
    let place = whole;
    for (const step of path) {
      const next = place.inner.get(step);
      if (!next) break;
      place = next;
    }
    return place.at;
  };
}

/** @throws YAMLException when it is no YAML. */
function placeOfAll(text: string): Place {
  const events = parseEvents(text, {}).values();
  const anchors = new Map<string, Place['inner']>();

  function read(event: Event | undefined): Place {
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return { at: event.valueStart, inner: new Map() };
      case EVENT_ID.ALIAS:
        return { at: event.anchorStart - 1, inner: anchors.get(nameIn(event)) ?? new Map() };
      case EVENT_ID.SEQUENCE: {
        const inner = begun(event);
        for (const item of untilEnd()) inner.set(inner.size, read(item));
        return { at: event.start, inner };
      }
      case EVENT_ID.MAPPING: {
        const inner = begun(event);
        for (const key of untilEnd()) {
          const { at } = read(key);
          const name = key.type === EVENT_ID.SCALAR ? getScalarValue(text, key) : '';
          inner.set(name, { at, inner: read(events.next().value).inner });
        }
        return { at: event.start, inner };
      }
      default:
        return { at: 0, inner: new Map() };
    }
  }

  function* untilEnd(): Generator<Event> {
    for (;;) {
      const event = events.next().value;
      if (event === undefined || event.type === EVENT_ID.POP) return;
      yield event;
    }
  }

  /** Before what stands in it is read: that may name it. */
  function begun(event: { anchorStart: number; anchorEnd: number }): Place['inner'] {
    const inner: Place['inner'] = new Map();
    if (event.anchorStart >= 0) anchors.set(nameIn(event), inner);
    return inner;
  }

  const nameIn = ({ anchorStart, anchorEnd }: { anchorStart: number; anchorEnd: number }) =>
    text.slice(anchorStart, anchorEnd);

  events.next();
  return read(events.next().value);
}
