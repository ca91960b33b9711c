import { Select, Stack } from '@mantine/core';
import { getDefaultRegistry } from '@rjsf/core';
import { RJSF_REF_CYCLE_KEY, type FieldProps } from '@rjsf/utils';
import { useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './form.module.css';
import { begun, isListOfWords, misfit, resolved, type FormSchema } from './form-schema';
import { AddPart, DropPart, RemovePart } from './part-buttons';
import { ListOfWords } from './widgets';

const { ArrayField: ListOfParts } = getDefaultRegistry().fields as { ArrayField: ComponentType<FieldProps> };
const NONE = 'none';

/** One of several ways to say something: which one, then what it asks for. What another way has in common with it stays. A section and an entry of a list have their name above. */
export function WaysField(props: FieldProps) {
  const { schema, registry, formData, onChange, fieldPathId, required, errorSchema, name } = props;
  const { t } = useTranslation('policies');
  const { SchemaField } = registry.fields;
  const root = registry.rootSchema as FormSchema;
  const ways = ((schema as FormSchema).anyOf ?? []).map((way) => resolved(way, root));
  const fits = (at: number) => ways[at] !== undefined && formData !== undefined && formData !== null && misfit(ways[at], formData, root) === undefined;
  const [picked, setPicked] = useState<number>();
  const found = ways.findIndex((way, at) => fits(at) && has(way, formData));
  const at = picked !== undefined && (fits(picked) || formData === undefined) ? picked : found >= 0 ? found : ways.findIndex((_, one) => fits(one));
  const way = ways[at];
  const otherwise = (schema as FormSchema)['x-default'] as object | undefined;
  const pick = (next: string | null) => {
    const chosen = next === null || next === NONE ? undefined : Number(next);
    setPicked(chosen);
    onChange(chosen === undefined ? undefined : switched(ways[chosen]!, formData, root), fieldPathId.path, undefined, fieldPathId.$id);
  };
  const title = (schema as FormSchema).title ?? name;
  const isFree = !required && otherwise === undefined;
  return (
    <Stack gap="xs">
      <Select
        id={`${fieldPathId.$id}_way`}
        {...(fieldPathId.path.length === 1 || typeof fieldPathId.path.at(-1) === 'number' ? { 'aria-label': title } : { label: title, description: (schema as FormSchema).description })}
        value={way ? String(at) : isFree ? NONE : null}
        onChange={pick}
        data={[...(isFree ? [{ value: NONE, label: t('form.none') }] : []), ...ways.map(({ title }, one) => ({ value: String(one), label: title ?? String(one + 1) }))]}
        allowDeselect={false}
        error={way ? undefined : errorSchema?.__errors?.join(' ')}
      />
      {way && SchemaField && (way.type !== 'object' || Object.values(way.properties ?? {}).some((part) => part.const === undefined)) && (
        <div className={classes.way}>
          <SchemaField {...props} schema={way as FieldProps['schema']} required />
        </div>
      )}
    </Stack>
  );
}

/** Whether something is said in this way: all that it must have is there. */
const has = ({ required = [], type }: FormSchema, value: unknown): boolean => type !== 'object' || required.every((name) => (value as Record<string, unknown>)[name] !== undefined);

function switched(way: FormSchema, before: unknown, root: FormSchema): unknown {
  const start = begun(way) as Record<string, unknown> | undefined;
  if (!start || typeof before !== 'object' || before === null || Array.isArray(before)) return start;
  const kept = Object.entries(before).filter(([name, value]) => way.properties?.[name] && way.properties[name].const === undefined && misfit(way.properties[name], value, root) === undefined);
  return { ...start, ...Object.fromEntries(kept) };
}

/** Words on one line; else one part below the other. */
export function ArrayField(props: FieldProps) {
  const { schema, formData, onChange, fieldPathId, name, rawErrors, errorSchema } = props;
  const list = schema as FormSchema;
  if (!isListOfWords(list)) return <ListOfParts {...props} formData={(formData as unknown[] | null | undefined) ?? []} />;
  const errors = [...(rawErrors ?? []), ...Object.values((errorSchema ?? {}) as Record<string, { __errors?: string[] }>).flatMap((one) => one.__errors ?? [])];
  return <ListOfWords id={fieldPathId.$id} title={list.title ?? name} schema={list} value={formData as string[] | undefined} onChange={(next) => onChange(next, fieldPathId.path, undefined, fieldPathId.$id)} errors={errors.join(' ') || undefined} />;
}

/** A group that need not be there: taken in, or left out. */
export function OptionalDataControlsField({ schema, formData, onChange, fieldPathId, name }: FieldProps) {
  const title = (schema as FormSchema).title ?? name;
  if (formData === undefined) return <AddPart text={title} add={() => onChange(begun(schema as FormSchema), fieldPathId.path)} />;
  const leaveOut = () => onChange(undefined, fieldPathId.path);
  return fieldPathId.path.length === 1 ? <DropPart what={title} drop={leaveOut} /> : <RemovePart what={title} remove={leaveOut} />;
}

/** Conditions stand within conditions: as far as somebody goes, so far it goes. */
export function CyclicSchemaField(props: FieldProps) {
  const { SchemaField } = props.registry.fields;
  return SchemaField && <SchemaField {...props} schema={{ ...props.schema, [RJSF_REF_CYCLE_KEY]: false }} />;
}
