import { Accordion, ActionIcon, Badge, Group, Select, Text, TextInput, UnstyledButton } from '@mantine/core';
import { ADDITIONAL_PROPERTY_FLAG, type ArrayFieldItemTemplateProps, type ArrayFieldTemplateProps, type FieldTemplateProps, type ObjectFieldTemplateProps, type WrapIfAdditionalTemplateProps } from '@rjsf/utils';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './form.module.css';
import { isPart, type FaultsAt, type FormSchema } from './form-schema';
import { AddPart, RemovePart } from './part-buttons';
import { useFieldWords } from './use-field-words';
import { ROLES } from './widgets';

/** What only tells one way from another is not asked for: it was chosen. */
export function FieldTemplate(props: FieldTemplateProps) {
  const { schema, children, rawErrors = [] } = props;
  if ('const' in schema) return null;
  const isGroup = schema.type === 'object' || (schema.type === 'array' && isPart(schema as FormSchema));
  return (
    <WrapIfAdditionalTemplate {...props}>
      {children}
      {isGroup && rawErrors.length > 0 && (
        <Text c="red" size="sm" role="alert">
          {rawErrors.join(' ')}
        </Text>
      )}
    </WrapIfAdditionalTemplate>
  );
}

/** The rules on top are sections that fold; what stands in one of them is a group with its name. */
export function ObjectFieldTemplate({ title, schema, properties, fieldPathId, optionalDataControl, onAddProperty, formData, errorSchema }: ObjectFieldTemplateProps) {
  const shape = schema as FormSchema;
  const partOf = (name: string) => isPart((shape.properties?.[name] ?? {}) as FormSchema);
  const depth = fieldPathId.path.length;
  const plain = properties.filter(({ name }) => !partOf(name));
  const parts = properties.filter(({ name }) => partOf(name));
  if (depth === 0) {
    return (
      <div className={classes.stack}>
        {plain.length > 0 && <div className={classes.fields}>{plain.map(({ content }) => content)}</div>}
        <Accordion multiple variant="separated" order={2} defaultValue={parts.slice(0, 1).map(({ name }) => name)} transitionDuration={0}>
          {parts.map(({ name, content }) => (
            <Section key={name} name={name} schema={shape.properties![name] as FormSchema} isFaulty={isFaulty((errorSchema as FaultsAt | undefined)?.[name])}>
              {content}
            </Section>
          ))}
        </Accordion>
      </div>
    );
  }
  const inner = (
    <>
      {plain.length > 0 && <div className={classes.fields}>{plain.map(({ content }) => content)}</div>}
      {parts.map(({ content }) => content)}
      {typeof shape.additionalProperties === 'object' && <AddPart text={title} add={onAddProperty} />}
    </>
  );
  const isBare = shape['x-way'] || depth === 1 || typeof fieldPathId.path.at(-1) === 'number';
  if (isBare) {
    return (
      <div className={classes.stack}>
        {depth === 1 && optionalDataControl}
        {inner}
      </div>
    );
  }
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>
        {title} {formData !== undefined && optionalDataControl}
      </legend>
      {shape.description && (
        <Text size="sm" c="dimmed">
          {shape.description}
        </Text>
      )}
      {formData === undefined && optionalDataControl}
      {inner}
    </fieldset>
  );
}

/** Places without a fault stay in the form's book of faults once there was one. */
const isFaulty = (at: FaultsAt[string]): boolean => (Array.isArray(at) ? at.length > 0 : Object.values(at ?? {}).some(isFaulty));

function Section({ name, schema, isFaulty, children }: { name: string; schema: FormSchema; isFaulty: boolean; children: ReactNode }) {
  const { t } = useTranslation('policies');
  return (
    <Accordion.Item value={name}>
      <Accordion.Control>
        <Group gap="xs">
          <Text span fw={600}>
            {schema.title}
          </Text>
          {isFaulty && (
            <Badge color="red" variant="light" c="var(--mantine-color-text)">
              {t('form.faulty')}
            </Badge>
          )}
        </Group>
        {schema.description && (
          <Text span size="sm" c="dimmed">
            {schema.description}
          </Text>
        )}
      </Accordion.Control>
      <Accordion.Panel>{children}</Accordion.Panel>
    </Accordion.Item>
  );
}

export function ArrayFieldTemplate({ title, schema, items, canAdd, onAddClick, fieldPathId }: ArrayFieldTemplateProps) {
  const isSection = fieldPathId.path.length === 1;
  const content = (
    <>
      {!isSection && schema.description && (
        <Text size="sm" c="dimmed">
          {schema.description}
        </Text>
      )}
      {items.length > 0 && <ol className={classes.items}>{items}</ol>}
      {canAdd && <AddPart text={title} add={onAddClick} />}
    </>
  );
  if (isSection) return <div className={classes.stack}>{content}</div>;
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{title}</legend>
      {content}
    </fieldset>
  );
}

/** Entries that say much fold where there are many of them. */
const MANY = 3;
/** What tells one entry from another, where it has it. */
const TELLING = ['label', 'text', 'key', 'type', 'tag', 'area', 'name', 'field'];

export function ArrayFieldItemTemplate({ children, buttonsProps, index, totalItems, schema }: ArrayFieldItemTemplateProps) {
  const { t } = useTranslation('policies');
  const words = useFieldWords();
  const shape = schema as FormSchema;
  const { onMoveUpItem, onMoveDownItem, onRemoveItem, fieldPathId } = buttonsProps;
  const [name = '', around = ''] = [...fieldPathId.path].reverse().filter((part) => typeof part === 'string');
  const what = t('form.item', { what: words.title(shape['x-name'] ?? name, around), no: index + 1 });
  const value = ((children as ReactElement<{ formData?: unknown }>).props.formData ?? {}) as Record<string, unknown>;
  const [isFolded, setFolded] = useState(totalItems > MANY && Object.keys(value).length > 0 && Object.values(shape.properties ?? {}).some(isPart));
  const telling = TELLING.find((one) => typeof value[one] === 'string');
  const Chevron = isFolded ? IconChevronRight : IconChevronDown;
  return (
    <li className={classes.item}>
      <div className={classes.itemHead}>
        <UnstyledButton className={classes.fold} aria-expanded={!isFolded} onClick={() => setFolded(!isFolded)}>
          <Chevron size={16} aria-hidden />
          <Text span size="sm" c="dimmed">
            {what}
          </Text>
          {telling && (
            <Text span size="sm" fw={600}>
              {words.value(value[telling], telling)}
            </Text>
          )}
        </UnstyledButton>
        <span className={classes.itemButtons}>
          {index > 0 && (
            <ActionIcon variant="subtle" color="gray" aria-label={`${t('form.up')}: ${what}`} onClick={onMoveUpItem}>
              <IconArrowUp size={20} aria-hidden />
            </ActionIcon>
          )}
          {index < totalItems - 1 && (
            <ActionIcon variant="subtle" color="gray" aria-label={`${t('form.down')}: ${what}`} onClick={onMoveDownItem}>
              <IconArrowDown size={20} aria-hidden />
            </ActionIcon>
          )}
          <RemovePart what={what} remove={onRemoveItem} />
        </span>
      </div>
      {!isFolded && children}
    </li>
  );
}

/** What new names are given under which a value stands, such as the currency of a rate. */
const NEW = /^newKey(-\d+)?$/;

function WrapIfAdditionalTemplate({ schema, label, children, onKeyRename, onRemoveProperty, id }: Omit<WrapIfAdditionalTemplateProps, 'children'> & { children: ReactNode; onKeyRename: (next: string) => void }) {
  const { t, i18n } = useTranslation('policies');
  const words = useFieldWords();
  if (!(ADDITIONAL_PROPERTY_FLAG in schema)) return <div className={isWide(schema as FormSchema) ? classes.wide : undefined}>{children}</div>;
  const around = (schema as FormSchema)['x-key'] ?? '';
  const isNew = NEW.test(label);
  const about = { id: `${id}_key`, label: i18n.exists(`field.${around}_key`, { ns: 'policies' }) ? t(`field.${around}_key`) : t('form.name') };
  return (
    <div className={classes.named}>
      {around === 'limits' ? (
        <Select {...about} data={ROLES.map((value) => ({ value, label: words.value(value, 'role') }))} value={isNew ? null : label} onChange={(next) => next && onKeyRename(next)} allowDeselect={false} />
      ) : (
        <TextInput {...about} defaultValue={isNew ? '' : label} onBlur={({ currentTarget }) => currentTarget.value.trim() && onKeyRename(currentTarget.value.trim())} />
      )}
      {children}
      <RemovePart what={isNew ? t('form.name') : label} remove={onRemoveProperty} />
    </div>
  );
}

const isWide = (schema: FormSchema): boolean => isPart(schema) || (schema.type === 'array' && (schema.items?.enum !== undefined || schema.items?.['x-kind'] === 'role'));
