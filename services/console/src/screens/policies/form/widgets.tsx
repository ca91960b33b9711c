import { Checkbox, NumberInput, Select, Text, TextInput } from '@mantine/core';
import type { WidgetProps } from '@rjsf/utils';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts/format';
import { PersonPicker } from '../../../parts/person-picker';
import { unitsQuery } from '../use-policies';
import classes from './form.module.css';
import { typeIs, type FormSchema } from './form-schema';
import { useFieldWords } from './use-field-words';

const NONE = 'none';
export const ROLES = ['sales-rep', 'sales-manager', 'sales-head', 'finance', 'legal', 'commercial', 'collector', 'admin', 'operator'] as const;
const ACTIVITIES = ['call', 'visit', 'meeting', 'mail', 'message', 'note'] as const;

/** What every input says of its field: its name, what it is for, what holds where it is left empty, and what is wrong. */
function useAbout({ id, label, schema, required, rawErrors, options }: WidgetProps) {
  const { t } = useTranslation('policies');
  const words = useFieldWords();
  const { 'x-default': otherwise, 'x-name': name = '', 'x-key': key, title, description } = schema as FormSchema;
  const value = otherwise === undefined || (typeof otherwise === 'object' && otherwise !== null) ? undefined : words.value(otherwise, name);
  return {
    common: { id, label: key === undefined ? label : (title ?? label), withAsterisk: required === true && value === undefined, error: rawErrors?.length ? rawErrors.join(' ') : undefined, description: (options.description as string | undefined) ?? description },
    unsaid: value === undefined ? undefined : t('form.unsaid', { value }),
    name,
  };
}

/** A text, or a number of something, entered as what it is. */
export function TextWidget(props: WidgetProps) {
  const { schema, value, onChange } = props as WidgetProps & { schema: FormSchema };
  const { common, unsaid } = useAbout(props);
  const { t } = useTranslation('policies');
  const { number } = useFormat();
  const unit = schema['x-unit'];
  if (typeIs(schema, 'integer') || typeIs(schema, 'number')) {
    const nothing = typeIs(schema, 'null') ? null : undefined;
    return (
      <NumberInput
        {...common}
        value={(value as number | null | undefined) ?? ''}
        onChange={(next) => onChange(typeof next === 'number' ? next : nothing)}
        placeholder={unsaid}
        allowDecimal={typeIs(schema, 'number')}
        hideControls
        inputMode="numeric"
        {...(unit && { rightSection: <Text size="sm">{t(`unit.${unit}`)}</Text>, rightSectionWidth: unit.startsWith('working') ? 124 : 76, rightSectionPointerEvents: 'none' as const })}
      />
    );
  }
  switch (schema['x-kind']) {
    case 'person':
      return <PersonPicker label={common.label} value={(value as string | undefined) ?? null} onChange={(id) => onChange(id ?? undefined)} error={common.error} />;
    case 'role':
      return <Choice {...props} choices={ROLES} />;
    case 'activity':
      return <Choice {...props} choices={ACTIVITIES} />;
    case 'unit':
      return <UnitChoice {...props} />;
    case 'time':
      return <TextInput {...common} type="time" value={(value as string | undefined) ?? ''} onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)} {...(unsaid && !value && { description: unsaid })} />;
    case 'decimal':
      return (
        <TextInput
          {...common}
          {...(/^-?\d{4,15}(\.\d+)?$/.test(String(value)) && { description: number(String(value)) })}
          inputMode="decimal"
          value={(value as string | undefined) ?? ''}
          onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
        />
      );
    default:
      return <TextInput {...common} value={(value as string | undefined) ?? ''} placeholder={unsaid} onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)} />;
  }
}

export function SelectWidget(props: WidgetProps) {
  if (props.multiple) return <SeveralOf {...props} />;
  return <Choice {...props} choices={(props.options.enumOptions ?? []).map(({ value }) => value as string)} />;
}

/** One of a few. What is written already stays among them, even if it is none of them. */
function Choice({ choices, labels, ...props }: WidgetProps & { choices: readonly string[]; labels?: Readonly<Record<string, string>> }) {
  const { common, unsaid, name } = useAbout(props);
  const { t } = useTranslation('policies');
  const words = useFieldWords();
  const { onChange, required } = props;
  const value = props.value as string | undefined;
  const all = value && !choices.includes(value) ? [...choices, value] : choices;
  return (
    <Select
      {...common}
      value={value ?? (required || unsaid ? null : NONE)}
      placeholder={unsaid}
      onChange={(next) => onChange(next === null || next === NONE ? undefined : next)}
      data={[...(required || unsaid ? [] : [{ value: NONE, label: t('form.none') }]), ...all.map((one) => ({ value: one, label: labels?.[one] ?? words.value(one, name) }))]}
      allowDeselect={unsaid !== undefined}
    />
  );
}

function UnitChoice(props: WidgetProps) {
  const units = useQuery(unitsQuery);
  const items = units.data?.items ?? [];
  return <Choice {...props} choices={items.map(({ path }) => path)} labels={Object.fromEntries(items.map(({ path, name }) => [path, name]))} />;
}

export function CheckboxWidget(props: WidgetProps) {
  const { common } = useAbout(props);
  const otherwise = (props.schema as FormSchema)['x-default'] === true;
  const value = props.value as boolean | undefined;
  return <Checkbox id={common.id} label={common.label} description={common.description} error={common.error} checked={value ?? otherwise} onChange={({ currentTarget }) => props.onChange(currentTarget.checked)} classNames={{ body: classes.tick!, label: classes.tickLabel! }} />;
}

/** Several of a few. */
function SeveralOf(props: WidgetProps) {
  const { common, name } = useAbout(props);
  const { id: _id, ...about } = common;
  return <Ticks {...about} name={name} all={(props.options.enumOptions ?? []).map(({ value }) => value as string)} chosen={(props.value as string[] | undefined) ?? []} onChange={props.onChange} />;
}

function Ticks({ name, all, chosen, onChange, ...about }: { name: string; all: readonly string[]; chosen: readonly string[]; onChange: (next: string[]) => void; label: string; description?: string | undefined; error?: string | undefined; withAsterisk?: boolean }) {
  const words = useFieldWords();
  return (
    <Checkbox.Group {...about} value={[...chosen]} onChange={(next) => onChange(all.filter((one) => next.includes(one)))}>
      <div className={classes.ticks}>
        {all.map((one) => (
          <Checkbox key={one} value={one} label={words.value(one, name)} classNames={{ body: classes.tick!, label: classes.tickLabel! }} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

/** Names and words, one like the other, with commas between them. */
export function ListOfWords({ id, title, schema, value, onChange, errors }: { id: string; title: string; schema: FormSchema; value: string[] | undefined; onChange: (next: string[] | undefined) => void; errors: string | undefined }) {
  const { t } = useTranslation('policies');
  const said = (value ?? []).join(', ');
  const [text, setText] = useState(said);
  const read = (from: string) => from.split(/[,，、]/).map((one) => one.trim()).filter(Boolean);
  const isSame = read(text).join(', ') === said;
  if (schema.items?.['x-kind'] === 'role') return <Ticks label={title} error={errors} name={schema['x-name'] ?? ''} all={[...new Set([...ROLES, ...(value ?? [])])]} chosen={value ?? []} onChange={onChange} />;
  return (
    <TextInput
      id={id}
      label={title}
      description={schema.description ?? t('form.words')}
      error={errors}
      value={isSame ? text : said}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const next = read(currentTarget.value);
        onChange(next.length > 0 || schema['x-default'] !== undefined ? next : undefined);
      }}
    />
  );
}
