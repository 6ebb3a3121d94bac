/** One import statement: from which file, to which file or package, and whether only types cross. */
export interface Import {
  from: string;
  to: string;
  isTypeOnly: boolean;
}

interface Rule {
  /** Which files it is for, as a path from the checkout. The first rule that fits counts. */
  files: RegExp;
  name: string;
  /** What they may import: paths from the checkout, or package names. */
  may: RegExp[];
  /** What they may import when only types cross. */
  mayTypes?: RegExp[];
}

const CONTRACTS = /^workers\/contracts\//;
const PLATFORM = /^workers\/platform\//;
const CONTEXT = /^workers\/(context|config)\.ts$/;
const PORT = /^workers\/channels\/port\.ts$/;
const SCHEMAS = /^workers\/(features|platform)\/.*schema(\.directory)?\.ts$/;
const INDEXES = /^workers\/features\/[^/]+\/index\.ts$/;
const DRIZZLE = /^drizzle-orm(\/|$)/;
const NODE = /^(node|cloudflare):/;
const OWN = Symbol('own folder');

/** Who may import whom. A reader of one area never has to know another's insides. */
const RULES: (Omit<Rule, 'may'> & { may: (RegExp | typeof OWN)[] })[] = [
  { name: 'tests', files: /(\.test\.ts$|^workers\/testing\/|^[^/]+\/testing\/)/, may: [/./] },
  { name: 'tool configs', files: /\.config\.m?ts$/, may: [/./] },
  { name: 'contracts', files: CONTRACTS, may: [CONTRACTS, /^zod\/mini$/] },
  {
    name: 'schemas',
    files: SCHEMAS,
    may: [CONTRACTS, DRIZZLE],
  },
  {
    name: 'rules',
    files: /^workers\/features\/[^/]+\/rules\.ts$/,
    may: [CONTRACTS, /^libphonenumber-js/],
    mayTypes: [/./],
  },
  {
    name: 'queries',
    files: /^workers\/(features|platform)\/.*queries\.ts$/,
    may: [OWN, SCHEMAS, CONTRACTS, /^workers\/platform\/(db|outbox|wakeups)\//, DRIZZLE],
    mayTypes: [/./],
  },
  {
    name: 'routes and jobs',
    files: /^workers\/features\/[^/]+\/(routes|jobs)\.ts$/,
    may: [OWN, CONTRACTS, /^workers\/edges\/http\/endpoint\.ts$/, PLATFORM, CONTEXT, /^zod\/mini$/],
  },
  {
    name: 'verbs',
    files: /^workers\/features\//,
    may: [OWN, CONTRACTS, PLATFORM, INDEXES, /^zod\/mini$/],
    mayTypes: [PORT, CONTEXT],
  },
  {
    name: 'channels',
    files: /^workers\/channels\//,
    may: [OWN, /^workers\/channels\//, CONTRACTS, PLATFORM, NODE, /^zod\/mini$/],
  },
  {
    name: 'platform',
    files: PLATFORM,
    may: [PLATFORM, CONTRACTS, DRIZZLE, NODE, /^(jose|ipaddr\.js|zod\/mini)$|^@jsquash\//],
  },
  {
    name: 'edges',
    files: /^workers\/edges\//,
    may: [
      /^workers\/edges\//,
      INDEXES,
      /^workers\/features\/[^/]+\/(routes|jobs)\.ts$/,
      /^workers\/channels\//,
      CONTRACTS,
      PLATFORM,
      CONTEXT,
      /^(hono(\/.*)?|zod\/mini)$/,
      /^package\.json$/,
    ],
  },
  { name: 'composition root', files: /^workers\/[^/]+\.ts$/, may: [/./] },
  {
    name: 'durable objects',
    files: /^durable-objects\//,
    may: [OWN, CONTRACTS, NODE],
    mayTypes: [PLATFORM],
  },
  {
    name: 'dashboard',
    files: /^web\//,
    may: [/^web\//, CONTRACTS, /^(preact|@preact|preact-iso|lucide|@fontsource|emojibase-data|zod\/mini)/],
  },
  {
    name: 'simulator',
    files: /^simulator\//,
    may: [/^simulator\//, NODE, /^(hono|@hono|zod|preact|@preact)/],
  },
  { name: 'scripts, benchmarks and browser tests', files: /^(scripts|bench|e2e)\//, may: [/./] },
];

/** The sentence that refuses an import, or null where it is allowed. */
export function refusal({ from, to, isTypeOnly }: Import): string | null {
  const rule = RULES.find(({ files }) => files.test(from));
  if (rule === undefined) return `${from}: no import rule covers this file`;
  const own = from.replace(/[^/]+$/, '');
  const isAllowed = rule.may.some((one) => (one === OWN ? to.startsWith(own) : one.test(to)));
  const isAllowedAsType = isTypeOnly && (rule.mayTypes ?? []).some((one) => one.test(to));
  return isAllowed || isAllowedAsType ? null : `${from} (${rule.name}) may not import ${to}`;
}
