import { noAnswer, problemOf } from './problem';
import { isSandbox, renewSandboxSession, sandboxPerson, sandboxToken, signInAgain } from './session';

/** Asked without a session: they begin one, or say how. */
const WITHOUT_SESSION = ['/v1/sign-in', '/v1/session', '/v1/passwords', '/v1/sandbox/sessions', '/v1/sandbox/people'];
/** Set by the page that asks only whether somebody is signed in. */
export const QUIETLY = 'x-throughline-quietly';

/**
 * The `fetch` of everything that the console asks: with what shows who asks, and that one of our pages does. Where the session is over the request waits
 * until its person has signed in again, and is then sent as it was.
 * @throws Problem for every answer that is none of success
 */
export async function send(request: Request): Promise<Response> {
  const quiet = request.headers.has(QUIETLY);
  request.headers.delete(QUIETLY);
  const again = request.clone();
  const response = await sendOnce(request);
  if (response.ok || response.status === 304) return response;
  const path = new URL(request.url).pathname;
  if (response.status !== 401 || WITHOUT_SESSION.includes(path)) throw await problemOf(response);
  if (await renewSandboxSession()) return answered(await sendOnce(again));
  if (quiet || (isSandbox && !sandboxPerson())) throw await problemOf(response);
  await signInAgain.wait();
  return answered(await sendOnce(again));
}

async function answered(response: Response): Promise<Response> {
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function sendOnce(request: Request): Promise<Response> {
  const headers = new Headers(request.headers);
  const token = sandboxToken();
  if (token) headers.set('authorization', `Bearer ${token}`);
  headers.set('x-throughline-page', '1');
  try {
    return await fetch(new Request(request, { headers }));
  } catch (error) {
    // Who has gone away does not want to hear.
    if (request.signal.aborted) throw error;
    throw noAnswer();
  }
}
