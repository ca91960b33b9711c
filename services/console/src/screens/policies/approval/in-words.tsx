import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../policies.module.css';
import { ladderOf, type ApprovalRules, type Leg } from './approval-document';
import { useApprovalWords } from './use-approval-words';

/** A policy for approvals read aloud, leg by leg. */
export function ApprovalInWords({ rules }: { rules: ApprovalRules }) {
  const { t } = useTranslation('policies');
  const words = useApprovalWords(rules);
  return (
    <Stack>
      <Text>{'always' in rules.when ? t('approval.everyRequest') : t('approval.onlyIf', { condition: words.condition(rules.when) })}</Text>
      <Stack component="ol" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {rules.legs.map((leg, at) => (
          <li key={leg.key}>
            <OneLeg leg={leg} step={leg.step ?? at + 1} rules={rules} />
          </li>
        ))}
      </Stack>
      <dl className={classes.rules}>
        {rules.lapseAfterWorkingDays !== undefined && <Line name={t('approval.lapses')} text={t('approval.workingDays', { count: rules.lapseAfterWorkingDays })} />}
        <Line name={t('approval.fallback')} text={words.role(rules.fallbackRole)} />
        {rules.copies.map(({ on, to }, at) => (
          <Line key={at} name={t(`approval.told.${on}`)} text={words.approver(to)} />
        ))}
      </dl>
    </Stack>
  );
}

function OneLeg({ leg, step, rules }: { leg: Leg; step: number; rules: ApprovalRules }) {
  const { t } = useTranslation('policies');
  const words = useApprovalWords(rules);
  const { comment, signature, signIn } = leg.requires;
  const needs = [...(comment === 'never' ? [] : [t(`approval.comment.${comment === 'always' ? 'always' : 'rejecting'}`)]), ...(signature ? [t('approval.signature')] : []), ...(signIn ? [t('approval.signIn')] : [])];
  return (
    <Paper withBorder p="md">
      <Group gap="xs" mb="xs">
        <Badge variant="light" color="gray" tt="none" c="var(--mantine-color-text)">
          {t('approval.step', { step })}
        </Badge>
        <Title order={2} size="h5">
          {words.label(leg.label)}
        </Title>
      </Group>
      <dl className={classes.rules}>
        <Line name={t('approval.when')} text={words.condition(leg.when)} />
        <Line name={t('approval.asked')} text={words.approver(leg.approver)} />
        <Line name={t('approval.how')} text={words.mode(leg)} />
        <Line name={t('approval.due')} text={words.hours(leg.dueWorkingHours)} />
        {ladderOf(leg).length > 0 && (
          <div className={classes.rule}>
            <dt>{t('approval.silence')}</dt>
            <dd>
              {ladderOf(leg).map((one) => (
                <div key={one.afterWorkingHours + one.do}>{t('approval.rung', { after: words.hours(one.afterWorkingHours), what: words.value(one.do, 'do') })}</div>
              ))}
            </dd>
          </div>
        )}
        {needs.length > 0 && <Line name={t('approval.needs')} text={needs.join(', ')} />}
        {leg.mayEdit.length > 0 && <Line name={t('approval.mayEdit')} text={leg.mayEdit.map(words.field).join(', ')} />}
        {leg.copies.length > 0 && <Line name={t('approval.told.concluded')} text={leg.copies.map(words.approver).join(', ')} />}
      </dl>
    </Paper>
  );
}

function Line({ name, text }: { name: string; text: string }) {
  return (
    <div className={classes.rule}>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}
