/**
 * The methods of all instances as one object of activities, each bound to its instance.
 * @throws Error when two instances offer the same activity
 */
export function activitiesOf(instances: readonly object[]): Record<string, (...args: never[]) => unknown> {
  const activities: Record<string, (...args: never[]) => unknown> = {};
  for (const instance of instances) {
    for (const name of methodsOf(instance)) {
      if (activities[name]) throw new Error(`Two classes offer the activity ${name}.`);
      activities[name] = (instance as Record<string, (...args: never[]) => unknown>)[name]!.bind(instance);
    }
  }
  return activities;
}

/** Own methods only; TypeScript's `private` is not seen at run time, so helpers of an activity class must be functions or `#private`. */
function methodsOf(instance: object): string[] {
  const prototype = Object.getPrototypeOf(instance) as object;
  return Object.getOwnPropertyNames(prototype).filter(
    (name) => name !== 'constructor' && !name.startsWith('on') && typeof (instance as Record<string, unknown>)[name] === 'function',
  );
}
