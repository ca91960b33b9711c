/**
 * A cell for a file that people open in a spreadsheet: what would be run as a formula there is written as text (OWASP, CSV injection).
 * Numbers keep their sign.
 */
export function exportCell(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  return /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
}
