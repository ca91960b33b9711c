import { Button, Group, Paper, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonPicker } from '../../../parts/person-picker';
import { Refused } from '../../../parts/states';
import { When } from '../../../parts/values';
import classes from '../policies.module.css';
import { testedFields, type ApprovalRules, type DeclaredField } from './approval-document';
import { useApprovalWords } from './use-approval-words';
import { useRoutePreview, type RoutePreview } from './use-approvals';

type Values = Record<string, string>;

/** Whom a request would be put before, with names and times, if whoever looks made it now. Nobody is asked. */
export function RouteTrial({ rules }: { rules: ApprovalRules }) {
  const { t } = useTranslation('policies');
  const words = useApprovalWords(rules);
  const { request, subject } = rules;
  const [fields, setFields] = useState<Values>({});
  const [lines, setLines] = useState<Values[]>([]);
  const [chosen, setChosen] = useState<Values>({});
  const preview = useRoutePreview();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    preview.run({
      kind: subject,
      fields: given(fields),
      ...(lines.length > 0 && { lines: lines.map(given) }),
      ...(Object.keys(chosen).length > 0 && { chosen: Object.fromEntries(Object.entries(chosen).map(([leg, id]) => [leg, [id]])) }),
    });
  };
  return (
    <Stack>
      <Text size="sm">{t('approval.sample')}</Text>
      <form onSubmit={submit}>
        <Stack align="stretch">
          <Fields fields={request?.fields ?? testedFields(rules)} values={fields} change={setFields} faultOf={(name) => preview.problem?.of(`fields.${name}`) ?? preview.problem?.of(name)} rules={rules} />
          {request?.lines && (
            <>
              {lines.map((line, at) => (
                <Paper key={at} withBorder p="sm" component="fieldset">
                  <legend>{t('approval.line', { no: at + 1 })}</legend>
                  <Fields fields={request.lines!} values={line} change={(next) => setLines(lines.with(at, next))} faultOf={(name) => preview.problem?.of(`lines.${at}.${name}`)} rules={rules} />
                </Paper>
              ))}
              <Group>
                <Button variant="default" onClick={() => setLines([...lines, {}])}>
                  {t('approval.addLine')}
                </Button>
                {lines.length > 0 && (
                  <Button variant="subtle" onClick={() => setLines(lines.slice(0, -1))}>
                    {t('approval.dropLine')}
                  </Button>
                )}
              </Group>
            </>
          )}
          {rules.legs
            .filter(({ approver }) => approver.by === 'chosen')
            .map(({ key, label }) => (
              <PersonPicker key={key} label={words.label(label)} value={chosen[key] ?? null} onChange={(id) => setChosen(id ? { ...chosen, [key]: id } : {})} />
            ))}
          <Group>
            <Button type="submit" variant="default" loading={preview.isRunning}>
              {t('approval.try')}
            </Button>
          </Group>
        </Stack>
      </form>
      {preview.problem && <Refused error={preview.problem} />}
      {preview.result && !preview.isRunning && <Route preview={preview.result} />}
    </Stack>
  );
}

const given = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

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

/** The way a request would take. */
function Route({ preview: { legs, answeredBy, copies } }: { preview: RoutePreview }) {
  const { t, i18n } = useTranslation('policies');
  const words = useApprovalWords(undefined);
  return (
    <div role="status">
      <Text fw={600}>
        {legs.length === 0 ? t('approval.nobody') : answeredBy ? t('approval.answeredBy') : t('approval.atOnce')} {legs.length > 0 && answeredBy && <When at={answeredBy} />}
      </Text>
      <ol className={classes.list}>
        {legs.map(({ key, label, people, skipped, askedAt, dueAt, onSilence }) => (
          <li key={key} className={classes.row}>
            <span className={classes.rowText}>
              <Text span fw={600}>
                {words.label(label)}
              </Text>
              {skipped === null ? (
                <Text span>{people.map(({ name, standsInFor }) => (standsInFor ? t('approval.standsIn', { name, other: standsInFor.name }) : name)).join(', ')}</Text>
              ) : (
                <Text span c="dimmed">
                  {i18n.language === 'en' ? t('approval.skipped', { why: skipped }) : t('approval.skippedByRule')}
                </Text>
              )}
              {skipped === null && askedAt && dueAt && (
                <Text span size="sm">
                  {t('approval.askedAt')} <When at={askedAt} />, {t('approval.dueAt')} <When at={dueAt} />
                </Text>
              )}
              {skipped === null &&
                onSilence.map(({ do: what, at }) => (
                  <Text key={at + what} span size="sm" c="dimmed">
                    <When at={at} />: {words.value(what, 'do')}
                  </Text>
                ))}
            </span>
          </li>
        ))}
      </ol>
      {(['requested', 'concluded'] as const).map((on) =>
        copies[on].length === 0 ? null : (
          <Text key={on} size="sm">
            {t(`approval.told.${on}`)}: {copies[on].map(({ name }) => name).join(', ')}
          </Text>
        ),
      )}
    </div>
  );
}
