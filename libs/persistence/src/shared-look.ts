/**
 * Looks things up by id, for rushes: one look is on its way at a time, and all who come meanwhile share the next. Each is told what was committed when he
 * asked, or later.
 */
export function sharedLook<T>(read: (ids: string[]) => Promise<ReadonlyMap<string, T>>): (id: string) => Promise<T | undefined> {
  let onItsWay: Promise<unknown> = Promise.resolve();
  let next: { ids: Set<string>; found: Promise<ReadonlyMap<string, T>> } | undefined;
  const begin = (): typeof next & object => {
    const ids = new Set<string>();
    const found = onItsWay.then(() => {
      next = undefined;
      return read([...ids]);
    });
    onItsWay = found.catch(() => undefined);
    return { ids, found };
  };
  return async (id) => {
    next ??= begin();
    next.ids.add(id);
    return (await next.found).get(id);
  };
}
