import type { ExecutionContext } from '@nestjs/common';

import { PUBLIC, REQUIRES, type RequiredRight } from './decorators';

/** What the decorators of a route say. */
export interface RouteRules {
  isPublic: boolean;
  requires?: RequiredRight;
}

const known = new WeakMap<object, RouteRules>();

/** Read once for each handler, as reflection costs more than the check itself. */
export function routeRules(context: ExecutionContext): RouteRules {
  const handler = context.getHandler();
  const rules = known.get(handler) ?? read(handler, context.getClass());
  known.set(handler, rules);
  return rules;
}

function read(handler: object, controller: object): RouteRules {
  const of = <T>(key: string): T | undefined => (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller)) as T | undefined;
  const requires = of<RequiredRight>(REQUIRES);
  return { isPublic: of<boolean>(PUBLIC) ?? false, ...(requires && { requires }) };
}
