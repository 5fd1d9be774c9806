// What Microsoft reports of its services, per tenant; when it was asked; and who wants to hear of it.

export function serviceHealth(): readonly string[] {
  return [
    `create table service_issues (
      tenant_id text not null,
      id text not null,
      seen_at bigint not null,
      body text not null,
      primary key (tenant_id, id)
    )`,
    `create table health_checks (
      tenant_id text primary key,
      next_at bigint not null,
      body text
    )`,
    `create table issue_watchers (
      tenant_id text not null,
      issue_id text not null,
      person_id text not null,
      since bigint not null,
      told_at bigint not null,
      body text not null,
      primary key (tenant_id, issue_id, person_id)
    )`,
    'create index questions_of_tenant on questions (tenant_id, asked_at)',
  ];
}
