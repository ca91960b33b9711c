import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts/format';
import { Loading } from '../../../parts/states';
import type { ApprovalPolicy, ApprovalVersion } from './use-approvals';

const TextDifference = lazy(() => import('../text-difference'));

/** Every version, newest first: who wrote it, why, from when on, and what it changed. */
export function ApprovalHistory({ policy }: { policy: ApprovalPolicy }) {
  return (
    <Stack component="ol" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
      {policy.versions.map((version, at) => (
        <li key={version.version}>
          <Version version={version} before={policy.versions[at + 1]} inForce={policy.inForce} />
        </li>
      ))}
    </Stack>
  );
}

function Version({ version: { version, author, reason, effectiveFrom, document }, before, inForce }: { version: ApprovalVersion; before: ApprovalVersion | undefined; inForce: number | null }) {
  const { t } = useTranslation('policies');
  const { day } = useFormat();
  const [isOpen, setOpen] = useState(false);
  const state = version === inForce ? 'inForce' : version > (inForce ?? 0) ? 'waits' : 'past';
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="xs">
            <Text fw={600}>{t('version', { version })}</Text>
            <Badge {...(state !== 'inForce' && { variant: 'light', color: 'gray' })}>{t(`approval.state.${state}`)}</Badge>
          </Group>
          <Text>{reason}</Text>
          <Text size="sm" c="dimmed">
            {t('writtenBy', { author, day: day(effectiveFrom) })}
          </Text>
        </div>
        {before && (
          <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t('whatChanges')}
          </Button>
        )}
      </Group>
      {isOpen && before && (
        <Suspense fallback={<Loading />}>
          <TextDifference before={before.document} after={document} />
        </Suspense>
      )}
    </Paper>
  );
}
