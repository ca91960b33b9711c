import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROUTES, SERVICES } from './route-table';

const root = join(__dirname, '../../../..');
const controllersBelow = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.controller.ts')).map((file) => join(folder, file));

/** Paths of a service's controllers, as its source says them, and of those that every service has; without what is only between services. */
function pathsOf(service: string): string[] {
  return [...controllersBelow(join(root, 'services', service, 'src')), ...controllersBelow(join(root, 'libs/http/src'))]
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8').replaceAll('${service}', service);
      const below = /@Controller\((?:['`]([^'`]*)['`])?\)/.exec(text)?.[1] ?? '';
      const methods = [...text.matchAll(/@(?:Get|Post|Put|Patch|Delete|Options)\((?:'([^']*)')?\)/g)];
      return methods.map(([, path = '']) => `/${[below, path].filter((part) => part !== '').join('/')}`);
    })
    .filter((path) => !path.startsWith('/internal'));
}
const isBelow = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`);

describe('the table of routes', () => {
  it.each(SERVICES)('leads to all that %s answers, and to nothing else', (service) => {
    const paths = pathsOf(service);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !ROUTES[service].some((prefix) => isBelow(path, prefix)))).toEqual([]);
    expect(ROUTES[service].filter((prefix) => !paths.some((path) => isBelow(path, prefix)))).toEqual([]);
  });

  it('leads each path to one service', () => {
    const prefixes = SERVICES.flatMap((service) => ROUTES[service]);
    expect(prefixes.filter((prefix) => prefixes.some((other) => other !== prefix && isBelow(prefix, other)))).toEqual([]);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });
});
