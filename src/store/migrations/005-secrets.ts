// What all replicas must know and nobody else, such as the key of the cards' nonces.

export function secrets(): readonly string[] {
  return [
    `create table secrets (
      name text primary key,
      value text not null
    )`,
  ];
}
