// Finds the Chromium that the browser specs drive and a font with Chinese letters, or installs Debian's. `node tools/chromium.mjs` prints the program's path.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const byHand = 'Install Chromium or Google Chrome, or set CHROMIUM_PATH to its program file; then run this again.';
const logTo = ['ignore', 2, 2];

/** Path of a Chromium on this machine. @throws Error that says what is wrong and what to do. */
export function findOrInstallChromium(env = process.env) {
  const found = findChromium(env);
  const missing = [...(found ? [] : ['chromium']), ...(hasChineseFont(found) ? [] : ['fonts-noto-cjk'])];
  if (missing.length === 0) return found;
  const hindrance = whyNotInstall();
  if (hindrance) {
    if (!found) throw new Error(`No Chromium for the browser specs: ${names.join(', ')} are not on the PATH, and ${hindrance}. ${byHand}`);
    throw new Error(`No font has Chinese letters (\`fc-list :lang=zh\`), so Chinese pages would be measured as rows of boxes; ${hindrance}. Install one, Noto Sans CJK for instance; then run this again.`);
  }
  console.error(`Installing ${missing.join(' and ')} for the browser specs (apt-get; about a minute) …`);
  for (const argv of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
    const { status, error } = spawnSync('apt-get', argv, { stdio: logTo, env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } });
    // An update that fails for one source of packages may still have fetched the one that counts.
    if (status !== 0 && argv[0] === 'install') {
      throw new Error(`${missing.join(' and ')} could not be installed: \`apt-get ${argv.join(' ')}\` ${error ? error.message : `ended with ${status}`}; what it said is above. ${byHand}`);
    }
  }
  const installed = findChromium(env);
  if (!installed) throw new Error(`apt-get has installed Chromium, but none of ${names.join(', ')} is on the PATH. ${byHand}`);
  return installed;
}

/** Where nobody can be asked for fonts, a Chromium that somebody has installed is believed to have them. */
function hasChineseFont(chromium) {
  const { status, stdout } = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() !== '' : chromium !== undefined;
}

function findChromium(env) {
  const given = env.CHROMIUM_PATH;
  if (given) {
    // Said by hand, so never replaced by another one in silence.
    if (!isProgram(given)) throw new Error(`CHROMIUM_PATH is ${given}, and that is no program that can be run. Correct it, or unset it to let Chromium be looked for.`);
    return given;
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function whyNotInstall() {
  if (!existsSync('/etc/debian_version')) return 'it is installed by itself on Debian and its kin only';
  if (process.getuid?.() !== 0) return 'only root can install it (`apt-get install chromium`)';
  return undefined;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(findOrInstallChromium());
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
