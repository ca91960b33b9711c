/** Injection token: the tenant that sandbox tokens are made for. */
export const SANDBOX_TENANT = Symbol('SANDBOX_TENANT');
