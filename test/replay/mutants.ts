/** Ways to break open processes: what a careless change to workflow code does. */
export const mutations = {
  'a timer more': (sdk: string) => `await ${sdk}.sleep(1);`,
  'an activity more': (sdk: string) => `await ${sdk}.proxyActivities({ startToCloseTimeout: '1s' }).inserted();`,
} as const;
export type Mutation = keyof typeof mutations;

const sdk = '__webpack_require__("./node_modules/@temporalio/workflow/lib/index.js")';

/** A copy of the bundle in which one workflow begins with something more. */
export function mutant(code: string, workflow: string, mutation: Mutation): string {
  const begin = new RegExp(`async function ${workflow}\\([^)]*\\) \\{`, 'g');
  const places = code.match(begin)?.length ?? 0;
  if (places !== 1) throw new Error(`${workflow} begins ${places} times in the bundle.`);
  return code.replace(begin, (line) => `${line} ${mutations[mutation](sdk)}`);
}
