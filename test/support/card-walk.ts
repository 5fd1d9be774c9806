// Walks over a card, or any JSON, by path: what contract tests judge.

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

interface Leaf {
  readonly path: string;
  readonly value: string | number | boolean | null;
  readonly key: string;
  /** The object that the leaf is a member of. */
  readonly owner: JsonObject;
}

const isObject = (json: Json): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

export function objectsIn(json: Json): JsonObject[] {
  if (Array.isArray(json)) return json.flatMap(objectsIn);
  return isObject(json) ? [json, ...Object.values(json).flatMap(objectsIn)] : [];
}

export function leavesOf(json: Json): Leaf[] {
  return walk(json, '', '', {});
}

function walk(json: Json, path: string, key: string, owner: JsonObject): Leaf[] {
  if (Array.isArray(json)) return json.flatMap((item, i) => walk(item, `${path}[${i}]`, key, owner));
  if (isObject(json))
    return Object.entries(json).flatMap(([name, value]) => walk(value, `${path}.${name}`, name, json));
  return [{ path, value: json as Leaf['value'], key, owner }];
}
