import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { registeredScreens } from './texts';

/** What the gateway may serve: nothing else of the folder is reachable. */
export interface ConsoleManifest {
  /** First segments of the screens' addresses. */
  screens: string[];
  /** Addresses of the files, without the page itself. */
  files: string[];
}

const COMPRESSED = new Set(['.js', '.css', '.svg', '.json', '.webmanifest']);

/** Compresses the files and writes `console.json` beside them. */
export function consoleManifest(src: string): Plugin {
  let folder = '';
  return {
    name: 'console-manifest',
    apply: 'build',
    configResolved: (config) => {
      folder = config.build.outDir;
    },
    closeBundle: () => {
      if (!existsSync(join(folder, 'index.html'))) return;
      const files = filesBelow(folder).filter((file) => !file.startsWith('.vite/') && !['index.html', 'console.json'].includes(file) && !file.endsWith('.gz'));
      for (const file of files.filter((one) => COMPRESSED.has(extname(one)))) {
        writeFileSync(join(folder, `${file}.gz`), gzipSync(readFileSync(join(folder, file)), { level: 9 }));
      }
      writeFileSync(join(folder, 'console.json'), JSON.stringify({ screens: registeredScreens(src), files: files.sort() } satisfies ConsoleManifest));
    },
  };
}

function filesBelow(folder: string, top = folder): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path, top) : [relative(top, path).replaceAll('\\', '/')];
  });
}
