import { loadTexts } from '../i18n/i18n';
import type * as Refusals from '../i18n/refusals';

/** How refusals are said, loaded with the first. */
let said: typeof Refusals | undefined;

/** What the API answers when it refuses (RFC 9457), or what stands for it where no answer came. */
export interface ProblemBody {
  status: number;
  code: string;
  title: string;
  detail: string;
  action: string;
  field?: string;
  errors?: { field: string; code: string; message: string }[];
  data?: Record<string, unknown>;
  correlationId?: string;
}

/** The one error of everything that is asked of the API. Switch over `code`. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly action: string;
  readonly field: string | undefined;
  readonly errors: NonNullable<ProblemBody['errors']>;
  readonly data: Record<string, unknown>;

  constructor(body: ProblemBody) {
    super(`${body.title}. ${body.detail}`.trim());
    this.name = 'Problem';
    this.status = body.status;
    this.code = body.code;
    this.title = body.title;
    this.detail = body.detail;
    this.action = body.action;
    this.field = body.field;
    this.errors = body.errors ?? [];
    this.data = body.data ?? {};
  }

  /** Whether the request may have been carried out all the same: only the same key may be sent again. */
  get isOpen(): boolean {
    return this.status === 0 || this.status >= 500 || this.code === 'idempotency.in_flight';
  }

  /** What is wrong with one field, for its place in the form. */
  of(field: string): string | undefined {
    const fault = this.errors.find((one) => one.field === field);
    if (fault) return said?.faultWords(fault.code) ?? fault.message;
    return this.field === field ? (this.words(undefined)?.title ?? this.detail) : undefined;
  }

  /** In the reader's language; undefined where nobody has written them, or they could not be loaded. */
  words(zone: string | undefined): Refusals.RefusalWords | undefined {
    return said?.refusalWords(this.code, this.data, zone);
  }
}

/** No answer: the connection, or a gateway that is not up. */
export const noAnswer = (): Problem => new Problem({ status: 0, code: 'console.no_answer', title: 'No answer', detail: '', action: '' });

/** With the words for it, which nobody needs before something is refused. Where they cannot be had, general ones are said. */
export async function problemOf(response: Response): Promise<Problem> {
  const words = Promise.all([import('../i18n/refusals'), loadTexts('refusals')]).catch(() => undefined);
  const body = (await response.json().catch(() => undefined)) as Partial<ProblemBody> | undefined;
  said = (await words)?.[0] ?? said;
  return new Problem({ title: 'No answer that is understood', detail: '', action: '', ...body, status: response.status, code: body?.code ?? `console.status_${response.status}` });
}
