import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const dockerfile = readFileSync(join(__dirname, 'Dockerfile'), 'utf8').replace(/^#.*$/gm, '');
const stages = dockerfile.split(/^FROM /m).slice(1);
const last = stages.at(-1) as string;

describe('The image', () => {
  it('is built in stages, on Node 24, and carries no build tools', () => {
    expect(dockerfile).toContain('ARG NODE_IMAGE=node:24-');
    expect(stages).toHaveLength(3);
    expect(last).not.toMatch(/npm|^COPY \. /m);
  });

  it('runs as a user by number that is not root, so that Kubernetes can tell', () => {
    expect(last).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    expect(last.indexOf('USER')).toBeLessThan(last.indexOf('ENTRYPOINT'));
  });

  it('gets the signals itself: no shell stands between', () => {
    expect(last).toMatch(/^ENTRYPOINT \["node", /m);
  });

  it('leaves the cores of other platforms out', () => {
    expect(stages[1]).toContain('node prune-packages.mjs');
  });
});
