/**
 * Checks an address without ever repeating it: a database URL holds a password, and faults are printed.
 * @throws Error with a message that completes "NAME …"
 */
export function requireUrl(value: string, schemes: readonly string[]): string {
  const forms = schemes.map((scheme) => `${scheme}://…`).join(' or ');
  let parsed: URL;
  try {
    parsed = new URL(value);
  } catch {
    throw new Error(`must be an address like ${forms}`);
  }
  if (!schemes.includes(parsed.protocol.slice(0, -1)) || parsed.hostname === '') throw new Error(`must be an address like ${forms}`);
  return value.replace(/\/+$/, '');
}
