/** Business time as SQL, one column `now`. Milliseconds, as JavaScript keeps no more. */
export const databaseNow = "SELECT date_trunc('milliseconds', clock_timestamp()) AS now";
/** The stored instant of a sandbox; no row before the sandbox has been migrated. */
export const sandboxNow = 'SELECT now FROM sandbox.time';
