import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRights } from '../../../app/rights';
import { refusalWords } from '../../../i18n/refusals';
import { useFormat } from '../../../parts/format';
import { peopleQuery } from '../../../parts/person-picker';
import { Data, LoadingRows, Refused } from '../../../parts/states';
import classes from '../administration.module.css';
import { useTree } from '../units/use-units';
import type { Somebody } from '../use-people';
import { EndDialog, PositionDialog } from './position-dialog';
import { usePositions, useWithdrawPlan, type PlannedPosition, type Position } from './use-person-acts';

/** What somebody is, was and is going to be. */
export function Positions({ person }: { person: Somebody }) {
  const { t } = useTranslation('administration');
  const may = useRights();
  const positions = usePositions(person.id);
  const withdraw = useWithdrawPlan(person.id);
  const [dialog, setDialog] = useState<'position' | 'beside' | Position>();
  const close = () => setDialog(undefined);
  const mayChange = may('person:set-position') && person.active;
  return (
    <section aria-labelledby="positions">
      <Group justify="space-between">
        <Title order={2} size="h4" id="positions">
          {t('people.positions')}
        </Title>
        {mayChange && (
          <Group gap="xs">
            <Button variant="default" onClick={() => setDialog('position')}>
              {t('people.do.position')}
            </Button>
            <Button variant="default" onClick={() => setDialog('beside')}>
              {t('people.do.beside')}
            </Button>
          </Group>
        )}
      </Group>
      {withdraw.problem && <Refused error={withdraw.problem} />}
      <Data query={positions} loading={<LoadingRows count={1} />}>
        {({ items, planned }) => (
          <ul className={classes.list}>
            {planned
              .filter(({ status }) => status === 'planned' || status === 'failed')
              .map((plan) => (
                <Planned key={plan.id} plan={plan} take={mayChange && plan.status === 'planned' ? () => withdraw.run(plan.id) : undefined} isRunning={withdraw.isRunning} />
              ))}
            {items.map((position) => (
              <Held key={position.id} position={position} end={mayChange && !position.main && position.until === null ? () => setDialog(position) : undefined} />
            ))}
          </ul>
        )}
      </Data>
      {(dialog === 'position' || dialog === 'beside') && <PositionDialog person={person} main={dialog === 'position'} close={close} />}
      {typeof dialog === 'object' && <EndDialog person={person} position={dialog} close={close} />}
    </section>
  );
}

function Held({ position: { title, unitId, managerId, main, from, until }, end }: { position: Position; end: (() => void) | undefined }) {
  const { t } = useTranslation('administration');
  const { day } = useFormat();
  return (
    <li className={classes.entry}>
      <div>
        <Group gap="xs">
          <Text fw={600}>{title}</Text>
          {!main && until === null && (
            <Badge variant="light" color="gray">
              {t('people.beside')}
            </Badge>
          )}
        </Group>
        <Where unitId={unitId} managerId={managerId} />
        <Text size="sm" c="dimmed">
          {until === null ? t('people.since', { day: day(from) }) : t('people.fromUntil', { from: day(from), until: day(until) })}
        </Text>
      </div>
      {end && (
        <Button variant="subtle" aria-label={t('endOf', { what: title, end: t('people.endPosition') })} onClick={end}>
          {t('people.endPosition')}
        </Button>
      )}
    </li>
  );
}

function Planned({ plan: { kind, title, unitId, managerId, day, status, code }, take, isRunning }: { plan: PlannedPosition; take: (() => void) | undefined; isRunning: boolean }) {
  const { t } = useTranslation('administration');
  const format = useFormat();
  return (
    <li className={classes.entry}>
      <div>
        <Group gap="xs">
          <Text fw={600}>{kind === 'end' ? t('people.ends', { title }) : title}</Text>
          <Badge variant="light" color={status === 'failed' ? 'red' : 'blue'}>
            {status === 'failed' ? t('people.failed') : t('people.planned')}
          </Badge>
        </Group>
        <Where unitId={unitId} managerId={kind === 'end' ? null : managerId} />
        <Text size="sm" c="dimmed">
          {t('people.onDay', { day: format.day(day) })}
        </Text>
        {code && <Text size="sm">{refusalWords(code, {}, undefined)?.title ?? t('people.failedBecause', { code })}</Text>}
      </div>
      {take && (
        <Button variant="subtle" loading={isRunning} aria-label={t('endOf', { what: title, end: t('people.withdraw') })} onClick={take}>
          {t('people.withdraw')}
        </Button>
      )}
    </li>
  );
}

function Where({ unitId, managerId }: { unitId: string; managerId: string | null }) {
  const { t } = useTranslation('administration');
  const unit = useTree().data?.find(({ id }) => id === unitId)?.name;
  const manager = useQuery(peopleQuery).data?.find(({ id }) => id === managerId)?.name;
  return <Text size="sm">{[unit, manager && t('worksFor', { name: manager })].filter(Boolean).join(' · ')}</Text>;
}
