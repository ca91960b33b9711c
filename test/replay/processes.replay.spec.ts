import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { bundleFromSource, root } from '@throughline/processes/testing/bundle-from-source';
import { misfits, recordings } from './histories';
import { mutant, mutations } from './mutants';
import type { Mutation } from './mutants';

jest.setTimeout(120_000);

/** Folder of the histories of a workflow type: leadToCash → lead-to-cash. */
const folderOf = (type: string) => type.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const types = Object.values(workflowTypes);
const all = recordings();

const played = /clockWorld\('\w+', '(?<process>[^']+)'|world\.branch\('(?<named>[^']+)'|clocks\.branch\('(?<branch>[^']+)'|clocks\.(?<sandbox>sandbox)\(/g;

/** Branches that the process tests play: the names given to `world.branch`, and those of each clock under the name of its process. */
function playedBranches(): string[] {
  const folder = join(root, 'workflows/processes');
  const specs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.process.spec.ts'));
  return specs.flatMap((spec) => {
    let clock = '';
    return [...readFileSync(join(folder, spec), 'utf8').matchAll(played)].flatMap(({ groups }) => {
      const { process, named, branch, sandbox } = groups as Partial<Record<string, string>>;
      if (process) clock = process;
      return process ? [] : [named ?? `${clock}/${branch ?? sandbox}`];
    });
  });
}

describe('recorded histories', () => {
  let code: string;
  let found: Map<string, string>;
  beforeAll(async () => {
    code = await bundleFromSource();
    found = await misfits(code, all);
  });

  it.each(all.map(({ name }) => name))('%s still fits the code', (name) => {
    expect(found.get(name)).toBeUndefined();
  });

  it('are there for every branch that the process tests play, and for no other', () => {
    const recorded = new Set(all.map(({ name }) => name.replace(/\.\d+$/, '')));
    expect([...recorded].sort()).toEqual([...new Set(playedBranches())].sort());
  });

  it.each(types)('%s has some', (type) => {
    expect(recordings(folderOf(type)).length).toBeGreaterThan(0);
  });

  describe.each(Object.keys(mutations) as Mutation[])('with %s', (mutation) => {
    it.each(types)('every one of %s is refused', async (type) => {
      const own = recordings(folderOf(type));
      const refused = await misfits(mutant(code, type, mutation), own);
      expect([...refused.keys()].sort()).toEqual(own.map(({ name }) => name).sort());
    });
  });
});
