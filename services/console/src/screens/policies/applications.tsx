import { Alert, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRights } from '../../app/rights';
import { useFormat } from '../../parts/format';
import { Refused } from '../../parts/states';
import { When } from '../../parts/values';
import { useApplications, useWithdraw, type Kind } from './use-policies';

/** A change that waits for its day, which may still be withdrawn, or that is being brought over what was there before. */
export function Applications({ kind, id }: { kind: Kind; id: string }) {
  const { t } = useTranslation('policies');
  const { number } = useFormat();
  const may = useRights();
  const applications = useApplications(kind, id);
  const withdraw = useWithdraw();
  if (applications.error && !applications.data) return <Refused error={applications.error} again={() => void applications.refetch()} />;
  return applications.data?.items
    .filter(({ status }) => status === 'scheduled' || status === 'running')
    .map(({ applicationId, status, version, startsAt, progress: { lookedAt, total } }) => (
      <Alert key={applicationId} color="blue" title={t(`application.${status}`, { version })}>
        <Group justify="space-between">
          <Text size="sm">{status === 'scheduled' ? <When at={startsAt} /> : t('progress', { done: number(lookedAt), all: number(total) })}</Text>
          {status === 'scheduled' && may('policy:apply') && (
            <Button variant="default" loading={withdraw.isRunning} onClick={() => withdraw.run(applicationId)}>
              {t('withdraw')}
            </Button>
          )}
        </Group>
        {withdraw.problem && <Refused error={withdraw.problem} />}
      </Alert>
    ));
}
