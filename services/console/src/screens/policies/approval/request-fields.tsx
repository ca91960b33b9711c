import { Button, Group, Paper, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../api/problem';
import { PersonPicker } from '../../../parts/person-picker';
import classes from '../policies.module.css';
import { testedFields, type ApprovalRules, type DeclaredField } from './approval-document';
import { useApprovalWords } from './use-approval-words';

type Values = Record<string, string>;

/** What is written into a request, field by field. */
export interface Written {
  fields: Values;
  lines: Values[];
  /** By leg, whom the requester has chosen. */
  chosen: Values;
}
export const blank: Written = { fields: {}, lines: [], chosen: {} };

const given = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

/** As the API takes it. */
export function bodyOf(kind: string, { fields, lines, chosen }: Written) {
  return {
    kind,
    fields: given(fields),
    ...(lines.length > 0 && { lines: lines.map(given) }),
    ...(Object.keys(chosen).length > 0 && { chosen: Object.fromEntries(Object.entries(chosen).map(([leg, id]) => [leg, [id]])) }),
  };
}

/** The fields of a request, as its policy declares them, with its lines and with whoever is to be chosen. */
export function RequestFields({ rules, written, change, problem }: { rules: ApprovalRules; written: Written; change: (written: Written) => void; problem: Problem | undefined }) {
  const { t } = useTranslation('policies');
  const words = useApprovalWords(rules);
  const { request } = rules;
  const { fields, lines, chosen } = written;
  return (
    <>
      <Fields fields={request?.fields ?? testedFields(rules)} values={fields} change={(next) => change({ ...written, fields: next })} faultOf={(name) => problem?.of(`fields.${name}`) ?? problem?.of(name)} rules={rules} />
      {request?.lines && (
        <>
          {lines.map((line, at) => (
            <Paper key={at} withBorder p="sm" component="fieldset">
              <legend>{t('approval.line', { no: at + 1 })}</legend>
              <Fields fields={request.lines!} values={line} change={(next) => change({ ...written, lines: lines.with(at, next) })} faultOf={(name) => problem?.of(`lines.${at}.${name}`)} rules={rules} />
            </Paper>
          ))}
          <Group>
            <Button variant="default" onClick={() => change({ ...written, lines: [...lines, {}] })}>
              {t('approval.addLine')}
            </Button>
            {lines.length > 0 && (
              <Button variant="subtle" onClick={() => change({ ...written, lines: lines.slice(0, -1) })}>
                {t('approval.dropLine')}
              </Button>
            )}
          </Group>
        </>
      )}
      {rules.legs
        .filter(({ approver }) => approver.by === 'chosen')
        .map(({ key, label }) => {
          const { [key]: one = null, ...others } = chosen;
          return <PersonPicker key={key} label={words.label(label)} value={one} onChange={(id) => change({ ...written, chosen: id ? { ...others, [key]: id } : others })} error={problem?.of(`chosen.${key}`)} />;
        })}
    </>
  );
}

function Fields({ fields, values, change, faultOf, rules }: { fields: DeclaredField[]; values: Values; change: (values: Values) => void; faultOf: (name: string) => string | undefined; rules: ApprovalRules }) {
  const words = useApprovalWords(rules);
  return (
    <div className={classes.sample}>
      {fields.map(({ name, type, oneOf }) => {
        const common = { label: words.field(name), error: faultOf(name) };
        const set = (value: string) => change({ ...values, [name]: value });
        if (oneOf) return <Select key={name} {...common} data={oneOf} value={values[name] ?? null} onChange={(next) => set(next ?? '')} />;
        return <TextInput key={name} {...common} {...(type === 'date' ? { type } : type === 'decimal' && { inputMode: 'decimal' as const })} value={values[name] ?? ''} onChange={({ currentTarget }) => set(currentTarget.value)} />;
      })}
    </div>
  );
}
