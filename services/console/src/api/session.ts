/** How people sign in here: in a sandbox as anybody, by a token of five minutes; else by a cookie that no script sees. */
export const isSandbox = document.querySelector<HTMLMetaElement>('meta[name=throughline]')?.content === 'sandbox';

const TOKEN = 'throughline.token';
const PERSON = 'throughline.person';

type Listener = () => void;
const listeners = new Set<Listener>();
let asked: { promise: Promise<void>; resolve: () => void } | undefined;

/** The state of signing in again, for the one dialog that shows it. */
export const signInAgain = {
  subscribe: (listener: Listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isWanted: () => asked !== undefined,
  /** Who asks first opens the dialog; all wait for its end. */
  wait(): Promise<void> {
    if (!asked) {
      let resolve = () => {};
      const promise = new Promise<void>((done) => (resolve = done));
      asked = { promise, resolve };
      tell();
    }
    return asked.promise;
  },
  done(): void {
    asked?.resolve();
    asked = undefined;
    tell();
  },
};

const tell = () => listeners.forEach((listener) => listener());

export const sandboxToken = (): string | null => (isSandbox ? sessionStorage.getItem(TOKEN) : null);
export const sandboxPerson = (): string | null => (isSandbox ? sessionStorage.getItem(PERSON) : null);

export function forgetSandboxSession(): void {
  sessionStorage.removeItem(TOKEN);
  sessionStorage.removeItem(PERSON);
}

let opening: Promise<boolean> | undefined;

/** Another token for the same person; many requests at once ask for one. @returns whether there is one */
export function renewSandboxSession(): Promise<boolean> {
  const person = sandboxPerson();
  if (!person) return Promise.resolve(false);
  opening ??= openSandboxSession(person)
    .catch(() => false)
    .finally(() => (opening = undefined));
  return opening;
}

export async function openSandboxSession(personId: string): Promise<boolean> {
  const response = await fetch('/v1/sandbox/sessions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ personId }) });
  if (!response.ok) return false;
  const { token, person } = (await response.json()) as { token: string; person: { id: string } };
  sessionStorage.setItem(TOKEN, token);
  sessionStorage.setItem(PERSON, person.id);
  return true;
}
