import { Paper, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { When } from '../../parts/values';
import type { TaskDetail } from './decide';
import { useLabel } from '../../parts/labels';
import type { Condition } from '../policies/approval/approval-document';
import { useFigures } from './figures';
import { useRuleWords, type ApprovalTest } from './rule-words';
import classes from './tasks.module.css';

/** What is another than when it was approved last. */
export function SinceApproved({ task: { sinceApproved } }: { task: TaskDetail }) {
  const { t } = useTranslation('tasks');
  const { nameOf, textOf } = useFigures();
  if (!sinceApproved) return null;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="since">
      <Title order={2} size="h5" id="since">
        {t('since.title')}
      </Title>
      <Text size="sm" mb="sm">
        {t('since.approved')} <When at={sinceApproved.at} />
      </Text>
      {sinceApproved.changes.length === 0 ? (
        <Text>{t('since.same')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={0}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('since.field')}</Table.Th>
                <Table.Th scope="col">{t('since.before')}</Table.Th>
                <Table.Th scope="col">{t('since.now')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sinceApproved.changes.map(({ field, before, after }) => (
                <Table.Tr key={field}>
                  <Table.Th scope="row">{nameOf(field)}</Table.Th>
                  <Table.Td className={classes.before}>{textOf(field, before)}</Table.Td>
                  <Table.Td fw={700}>{textOf(field, after)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Paper>
  );
}

/** The rule that sent it here, with the figures that it looks at. */
export function WhyHere({ task: { rule, turnsOn } }: { task: TaskDetail }) {
  const { t } = useTranslation('tasks');
  const { nameOf, textOf } = useFigures();
  const words = useRuleWords();
  const label = useLabel();
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="why">
      <Title order={2} size="h5" mb="xs" id="why">
        {t('why.title')}
      </Title>
      <Text>{words.who(rule)}</Text>
      {rule.condition && <Text>{t('why.when', { rule: words.when(rule.condition as Condition) })}</Text>}
      {rule.policy && (
        <Text size="sm" c="dimmed">
          {t('why.policy', { id: rule.policy.id, version: rule.policy.version })}
        </Text>
      )}
      {turnsOn.length > 0 && (
        <ul className={classes.legs}>
          {turnsOn.map(({ field, value, test, condition, not, leg, met }) => (
            <li key={`${leg}${test}`}>
              {t(`turn.${met ? 'met' : 'notMet'}`, { leg: label(leg), test: words.test(condition as unknown as ApprovalTest, not), figure: `${nameOf(field)} ${value === null ? '–' : textOf(field, value)}` })}
            </li>
          ))}
        </ul>
      )}
    </Paper>
  );
}
