import { useTranslation } from 'react-i18next';

/** A part of a JSON Schema, as far as events use it. */
export interface SchemaNode {
  type?: string | string[];
  format?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: SchemaNode[];
  items?: SchemaNode;
  properties?: Record<string, SchemaNode>;
  required?: string[];
  propertyNames?: SchemaNode;
  additionalProperties?: SchemaNode | boolean;
  description?: string;
}

export interface Field {
  /** `lines[].amount` */
  path: string;
  node: SchemaNode;
  always: boolean;
}

/** Every field that the data may have, with those of what lies in it; a parent stands before its parts. */
export function fieldsOf({ properties = {}, required = [] }: SchemaNode, before = ''): Field[] {
  return Object.entries(properties).flatMap(([name, node]) => {
    const inside = insideOf(node, `${before}${name}`);
    return [{ path: `${before}${name}`, node, always: required.includes(name) }, ...(inside ? fieldsOf(inside.node, `${inside.path}.`) : [])];
  });
}

/** What has fields of its own: the object, or that in a list. Money is read as one thing. */
function insideOf(node: SchemaNode, path: string): { node: SchemaNode; path: string } | undefined {
  const one = present(node);
  if (one.items) return insideOf(one.items, `${path}[]`);
  return one.properties && !isMoney(one) ? { node: one, path } : undefined;
}

const present = (node: SchemaNode): SchemaNode => node.anyOf?.find(({ type }) => type !== 'null') ?? node;
const isMoney = ({ properties }: SchemaNode): boolean => Boolean(properties?.amount && properties.currency);

/** What stands in a field, in words. */
export function useTypeWords(): (node: SchemaNode) => string {
  const { t } = useTranslation('developers');
  const WORDS: Record<string, string> = {
    uuid: t('type.uuid'),
    'date-time': t('type.instant'),
    date: t('type.day'),
    string: t('type.text'),
    integer: t('type.integer'),
    number: t('type.number'),
    boolean: t('type.boolean'),
    object: t('type.object'),
  };
  const words = (node: SchemaNode): string => {
    const one = present(node);
    if (one.const !== undefined) return String(one.const);
    if (one.enum) return one.enum.map(String).join(' · ');
    if (isMoney(one)) return t('type.money');
    const type = [one.type].flat().find((each) => each !== 'null') ?? '';
    if (type === 'array') return t('type.list', { of: words(one.items ?? {}) });
    return WORDS[one.format ?? ''] ?? WORDS[type] ?? t('type.anything');
  };
  const mayBeNothing = ({ type, anyOf }: SchemaNode): boolean => [type].flat().includes('null') || (anyOf ?? []).some((one) => one.type === 'null');
  return (node) => (mayBeNothing(node) ? t('type.orNothing', { type: words(node) }) : words(node));
}
