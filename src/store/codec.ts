// The one place where values become text for a column, and come back.

/** A value as JSON text. Both engines keep it as plain text, so that neither reorders or reinterprets it. */
export type Json = string & { readonly json: unique symbol };

export function encode(value: object): Json {
  return JSON.stringify(value) as Json;
}

/**
 * Reads what {@link encode} wrote, perhaps by an earlier version of the service. So a property
 * added to a stored type is optional, or gets its default in the file that reads the row.
 */
export function decode<Value>(json: Json): Value {
  return JSON.parse(json) as Value;
}
