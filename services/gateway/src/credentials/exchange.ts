import { createHash } from 'node:crypto';

import { Remembered } from '@throughline/access/remembered';
import { unavailableErrors } from '@throughline/errors/common-errors';
import { z } from 'zod';

/**
 * Milliseconds for which what became of a credential is believed without asking: so long a key that was revoked, or a session that was ended elsewhere,
 * still counts. A refusal is kept as long, so that who tries again and again does not wear the directory out.
 */
const KEPT_FOR = 10_000;
const KEPT = 10_000;
const PATIENCE = 5_000;

const answerSchema = z.object({ token: z.string() });

/** Turns what a caller shows into a short access token of the directory's, which is all that services take. */
export class Exchange {
  private readonly kept = new Remembered<string | undefined>(KEPT_FOR, KEPT);
  private readonly asking = new Map<string, Promise<string | undefined>>();

  constructor(private readonly directoryUrl: string) {}

  /** Whether it is answered without asking the directory. */
  knows(credential: string): boolean {
    return this.kept.peek(fingerprint(credential)) !== undefined;
  }

  /** @returns undefined for a credential that is not valid @throws unavailable.upstream when the directory does not answer */
  async tokenFor(credential: string): Promise<string | undefined> {
    const known = fingerprint(credential);
    return this.kept.get(known, () => this.askOnce(known, credential));
  }

  forget(credential: string): void {
    this.kept.forget(fingerprint(credential));
  }

  /** Many requests of one caller at once ask once. */
  private askOnce(known: string, credential: string): Promise<string | undefined> {
    const asked = this.asking.get(known) ?? this.ask(credential).finally(() => this.asking.delete(known));
    this.asking.set(known, asked);
    return asked;
  }

  private async ask(credential: string): Promise<string | undefined> {
    let response: Response;
    try {
      response = await fetch(`${this.directoryUrl}/internal/access-tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ credential }),
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.ok) return answerSchema.parse(await response.json()).token;
      await response.body?.cancel();
    } catch (error) {
      throw unavailableErrors.upstream({ cause: error, retryAfterSeconds: 2 });
    }
    // 404: a directory that gives no tokens takes no keys.
    if ([400, 401, 404].includes(response.status)) return undefined;
    throw unavailableErrors.upstream({ detail: `The directory answered with ${response.status}.`, retryAfterSeconds: 2 });
  }
}

/** The credential itself is not kept. */
const fingerprint = (credential: string): string => createHash('sha256').update(credential).digest('base64url');
