import createClient from 'openapi-fetch';
import type { components, paths } from './schema';
import { send } from './send';

/** The API, typed by its own document. What is refused is thrown as a `Problem`. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: send });

/** Schemas of the API by name: `Schema<'WorklistTaskDto'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** `await answer(api.GET('/v1/tasks', …))`: what was answered, since all else has been thrown. */
export async function answer<T>(asked: Promise<{ data?: T }>): Promise<T> {
  return (await asked).data as T;
}
