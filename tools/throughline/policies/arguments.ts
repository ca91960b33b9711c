import { InvalidArgumentError } from 'commander';

export function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('A whole number is wanted.');
  return Number(text);
}

/** An instant, or a local day of the reader, whose end is meant. @returns ISO 8601 */
export function instant(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T23:59:59.999`) : new Date(text);
  if (Number.isNaN(at.getTime())) throw new InvalidArgumentError('A day (2026-04-30) or an instant (2026-04-30T10:00:00Z) is wanted.');
  return at.toISOString();
}

/** `lead/open-pool@3` */
export function policyVersionName(text: string): { kind: string; id: string; version: number } {
  const [, name, version] = /^(.+)@(\d{1,6})$/.exec(text) ?? [];
  if (!name || !version) throw new InvalidArgumentError('Name it as kind/id@version, e.g. lead/open-pool@3.');
  return { ...policyName(name), version: Number(version) };
}

/** `lead/open-pool` */
export function policyName(text: string): { kind: string; id: string } {
  const [, kind, id] = /^([a-z-]+)\/([^/]{1,60})$/.exec(text) ?? [];
  if (!kind || !id) throw new InvalidArgumentError('Name it as kind/id, e.g. lead/open-pool.');
  return { kind, id };
}
