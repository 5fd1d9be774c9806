// Who may import whom, type imports included; run by `npm run layers` (test/support/layers.ts).
// main -> app -> {server, worker, teams, store, remote, knowledge, cli} -> flows -> domain

const inside = (...folders) => `^src/(${folders.join('|')})/`;
const packages = (...names) => `node_modules/(@types/)?(${names.join('|')})(/|$)`;
const builtin = (name) => `^(node:)?${name}$`;

const forbidden = [
  {
    name: 'no-cycles',
    from: {},
    to: { circular: true },
  },
  {
    name: 'everything-resolves',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'domain-knows-only-domain',
    from: { path: inside('domain') },
    to: { pathNot: [inside('domain'), packages('temporal-polyfill')] },
  },
  {
    name: 'flows-know-only-domain',
    from: { path: inside('flows') },
    to: { pathNot: inside('domain', 'flows') },
  },
  {
    name: 'texts-know-only-domain',
    from: { path: inside('i18n') },
    to: { pathNot: [inside('domain', 'i18n'), packages('intl-messageformat', 'temporal-polyfill')] },
  },
  {
    name: 'texts-for-teams-only',
    from: { pathNot: inside('teams', 'i18n') },
    to: { path: inside('i18n') },
  },
  {
    name: 'parts-know-no-other-part',
    from: { path: '^src/(teams|store|remote|knowledge)/' },
    to: { path: '^src/', pathNot: [inside('domain', 'flows', 'i18n'), '^src/$1/'] },
  },
  {
    name: 'only-app-and-cli-connect-parts',
    from: { path: '^src/[^/]+$', pathNot: '^src/app[.]ts$' },
    to: { path: inside('teams', 'store', 'remote', 'knowledge', 'cli') },
  },
  {
    name: 'only-main-starts-app',
    from: { pathNot: '^src/main[.]ts$' },
    to: { path: '^src/(main|app)[.]ts$' },
  },
  {
    name: 'bot-framework-in-teams-only',
    from: { pathNot: inside('teams') },
    to: { path: packages('botbuilder[^/]*', 'botframework[^/]*', 'adaptive[^/]*') },
  },
  {
    name: 'restify-in-server-only',
    from: { pathNot: '^src/server[.]ts$' },
    to: { path: packages('restify') },
  },
  {
    name: 'sql-in-store-only',
    from: { pathNot: inside('store') },
    to: { path: [packages('kysely', 'pg'), builtin('sqlite')] },
  },
];

// biome-ignore lint/style/noDefaultExport: what dependency-cruiser reads
export default {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
    },
  },
};
