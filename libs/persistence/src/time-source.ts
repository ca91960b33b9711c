/** Injection token of the service's `TimeSource` (libs/calendar): the wall clock or, in a sandbox, the stored instant. */
export const TIME_SOURCE = Symbol('TIME_SOURCE');
