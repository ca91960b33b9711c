import type { RawLead } from '../lead/lead-details';
import { cleanText } from '../lead/normalise';
import type { ImportField } from './import-mapping';
import { rowRefusals } from '../import-file/import.errors';

type Cells = Partial<Record<ImportField, string>>;
/** A row's fields with those that are more than text read as what they are. */
export type TypedCells = RawLead & { owner?: string };

/**
 * Reads days, percentages, lists and names of types out of text.
 * @param drop true where an unusable value is left out instead of refusing the row
 * @throws import.date_invalid, import.percent_invalid, each with `field`
 */
export function typedCells({ businessType, tags, expectedCloseOn, likelihood, owner, ...texts }: Cells, drop: (field: ImportField) => boolean): TypedCells {
  const cells: TypedCells = texts;
  if (businessType !== undefined) cells.businessType = asSlug(businessType);
  if (tags !== undefined) cells.tags = [...new Set(tags.split(/[,;|，；、]/).flatMap((tag) => asSlug(tag) ?? []))].slice(0, 20);
  const close = cleanText(expectedCloseOn);
  if (close !== null) {
    const day = asDay(close);
    if (day !== undefined) cells.expectedCloseOn = day;
    else if (!drop('expectedCloseOn')) throw rowRefusals.date_invalid({ field: 'expectedCloseOn' });
  }
  const percent = cleanText(likelihood);
  if (percent !== null) {
    const value = asPercent(percent);
    if (value !== undefined) cells.likelihood = value;
    else if (!drop('likelihood')) throw rowRefusals.percent_invalid({ field: 'likelihood' });
  }
  const person = cleanText(owner);
  if (person !== null) cells.owner = person;
  return cells;
}

/** `Key Account` → `key-account`; undefined where nothing is left of it. */
function asSlug(text: string): string | undefined {
  const slug = (cleanText(text) ?? '').toLowerCase().replace(/[^\p{Ll}\p{Lo}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 40);
  return slug === '' ? undefined : slug;
}

/** `2026-06-30`, `2026/6/30`, `2026.6.30`, `2026年6月30日`: only what can be read in one way. */
function asDay(text: string): string | undefined {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (!found) return undefined;
  const day = `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === day ? day : undefined;
}

function asPercent(text: string): number | undefined {
  const value = /^(\d{1,3})\s*%?$/.exec(text)?.[1];
  return value !== undefined && Number(value) <= 100 ? Number(value) : undefined;
}
