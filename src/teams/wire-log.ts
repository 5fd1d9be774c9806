// What the wire needs of a log. Never given tokens, headers, bodies or texts of people.

interface WireFields {
  readonly event: string;
  readonly status?: number;
  readonly outcome?: string;
  readonly reason?: string;
  readonly kind?: string;
  /** The id that a caller was answered with. */
  readonly errorId?: string;
  readonly error?: unknown;
}

export interface WireLog {
  warn(fields: WireFields): void;
  error(fields: WireFields): void;
}
