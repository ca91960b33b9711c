/** A field that whoever agrees may set in a request of a service's own kind. */
interface Settable {
  fits(value: string): boolean;
  /** What it has to be, in words. */
  is: string;
}

/**
 * Kinds that a service of ours asks for itself, with the record that waits for the answer, and what of their requests that service takes as it was changed by
 * those who agreed. A policy lets nobody change more: it would be agreed to and not be done.
 */
const kindsOfServices: Readonly<Record<string, Readonly<Record<string, Settable>>>> = {
  discount: { percent: { fits: (value) => /^\d{1,2}(\.\d{1,2})?$/.test(value) && Number(value) > 0, is: 'a percent from 0.01 to 99.99' } },
  extension: { days: { fits: (value) => /^[1-9]\d{0,2}$/.test(value), is: 'whole days from 1 to 999' } },
  duplicate: {},
};

/** Nobody asks for them by hand. */
export const isOfService = (subject: string): boolean => Object.hasOwn(kindsOfServices, subject);

/** Undefined: the kind is declared by its policy, and whatever it declares may be changed. */
export function settableFields(subject: string): string[] | undefined {
  return isOfService(subject) ? Object.keys(kindsOfServices[subject]!) : undefined;
}

/** What is wrong with a value for a field that may be changed; undefined: it fits. */
export function misfit(subject: string, field: string, value: string): string | undefined {
  const settable = isOfService(subject) ? kindsOfServices[subject]![field] : undefined;
  return settable && !settable.fits(value) ? settable.is : undefined;
}
