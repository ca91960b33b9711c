import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRights } from '../../app/rights';
import { notify } from '../../parts/notify';
import { useFormat } from '../../parts/format';
import { Data, Refused } from '../../parts/states';
import { When } from '../../parts/values';
import { ApplyDialog } from './apply-dialog';
import { Compared } from './compared';
import { RetireDialog } from './retire-dialog';
import { TrialLog } from './trial-log';
import { useTrial, useVersion, type Head, type Kind, type Policy } from './use-policies';

/** The others decide about every lead or customer of the company: there are always some. */
const MAY_END: readonly Kind[] = ['lead', 'assignment'];

/** Every version, newest first: who wrote it, why, and when it came into force. */
export function History({ policy }: { policy: Policy }) {
  return (
    <Stack component="ol" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
      {policy.versions.map((head) => (
        <li key={head.version}>
          <Version head={head} policy={policy} />
        </li>
      ))}
    </Stack>
  );
}

function Version({ head, policy }: { head: Head; policy: Policy }) {
  const { t } = useTranslation('policies');
  const { day } = useFormat();
  const may = useRights();
  const trial = useTrial(head);
  const [isApplying, setApplying] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [isLog, setLog] = useState(false);
  const [isRetiring, setRetiring] = useState(false);
  const { version, status, author, reason, effectiveFrom, activatedAt, activatedBy, retiredAt, retiredBecause, trialSince } = head;
  const name = (id: string | null) => (id && policy.people[id]) || t('somebody');
  const isNext = status === 'draft' && version > (policy.active?.version ?? 0);
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="xs">
            <Text fw={600}>{t('version', { version })}</Text>
            <Badge {...(status !== 'active' && { variant: 'light', color: 'gray' })}>
              {t(`status.${status}`)}
            </Badge>
          </Group>
          <Text>{reason}</Text>
          <Text size="sm" c="dimmed">
            {t('writtenBy', { author, day: day(effectiveFrom) })}
          </Text>
          {activatedAt && (
            <Text size="sm" c="dimmed">
              {t('activatedBy', { name: name(activatedBy) })} · <When at={activatedAt} />
            </Text>
          )}
          {retiredAt && (
            <Text size="sm" c="dimmed">
              {t('retired')} · <When at={retiredAt} /> {retiredBecause}
            </Text>
          )}
          {trialSince && (
            <Text size="sm">
              {t('onTrial')} · <When at={trialSince} />
            </Text>
          )}
        </div>
        <Group gap="xs">
          {status === 'draft' && (
            <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t('whatChanges')}
            </Button>
          )}
          {isNext && head.kind === 'lead' && may('policy:draft') && (
            <Button variant="default" loading={trial.isRunning} onClick={() => trial.run(!trialSince)}>
              {trialSince ? t('endTrial') : t('startTrial')}
            </Button>
          )}
          {trialSince && may('policy:preview') && (
            <Button variant="default" aria-expanded={isLog} onClick={() => setLog(!isLog)}>
              {t('trial.show')}
            </Button>
          )}
          {status === 'active' && MAY_END.includes(head.kind) && may('policy:retire') && (
            <Button variant="default" onClick={() => setRetiring(true)}>
              {t('retire.open')}
            </Button>
          )}
          {isNext && may('policy:apply') && <Button onClick={() => setApplying(true)}>{t('apply')}</Button>}
        </Group>
      </Group>
      {trial.problem && <Refused error={trial.problem} />}
      {isOpen && <DraftCompared head={head} />}
      {isLog && <TrialLog head={head} />}
      {isRetiring && <RetireDialog policy={policy} close={() => setRetiring(false)} retired={() => void notify({ message: t('retire.done', { id: policy.id }) })} />}
      {isApplying && <ApplyDialog head={head} close={() => setApplying(false)} applied={() => void notify({ message: t('applied', { version }) })} />}
    </Paper>
  );
}

/** A draft against what is in force. */
function DraftCompared({ head: { kind, id, version } }: { head: Head }) {
  return <Data query={useVersion(kind, id, version)}>{({ document }) => <Compared document={document} />}</Data>;
}
