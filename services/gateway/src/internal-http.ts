import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

const http = new HttpAgent({ keepAlive: true, maxSockets: 32 });
const https = new HttpsAgent({ keepAlive: true, maxSockets: 32 });

export interface Answer<T> {
  status: number;
  body: T;
}

/**
 * Reads JSON from a service over a kept connection. Plain node:http: it is called thousands of times while sandbox time moves.
 * @throws Error when there is no answer within the time or it is no JSON
 */
export async function getJson<T>(url: string, milliseconds = 2_000): Promise<Answer<T>> {
  const { status, body } = await getText(url, milliseconds);
  try {
    return { status, body: JSON.parse(body) as T };
  } catch {
    throw new Error(`${url} answered with no JSON`);
  }
}

/** The same for what is text. @throws Error when there is no answer within the time */
export function getText(url: string, milliseconds = 2_000): Promise<Answer<string>> {
  const secure = url.startsWith('https:');
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(url, { agent: secure ? https : http, timeout: milliseconds }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${milliseconds} ms`)));
    request.on('error', reject);
    request.end();
  });
}

/** Lets go of the kept connections. */
export function closeInternalHttp(): void {
  http.destroy();
  https.destroy();
}
