import { List, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../api/problem';
import { FormDialog } from '../../../parts/form-dialog';
import { isBelow } from './tree';
import { UnitSelect } from './unit-select';
import { useCloseUnit, usePeopleWithin, type Unit } from './use-units';

/** A unit is no more: what is in it, and where that goes, is said before. */
export function CloseUnit({ unit, units, close }: { unit: Unit; units: readonly Unit[]; close: () => void }) {
  const { t } = useTranslation('administration');
  const [moveTo, setMoveTo] = useState<string | null>(null);
  const people = (usePeopleWithin(unit.id).data?.pages ?? []).flatMap(({ items }) => items).filter(({ unitId }) => unitId === unit.id);
  const below = units.filter(({ parentId, closed }) => parentId === unit.id && !closed);
  const parent = units.find(({ id }) => id === unit.parentId);
  const { run, isRunning, problem } = useCloseUnit(unit.id, close);
  const isEmpty = people.length === 0 && below.length === 0;
  const stands = problem?.code === 'unit.not_empty' ? countsOf(problem) : undefined;
  return (
    <FormDialog
      title={t('units.do.close')}
      close={close}
      problem={stands ? undefined : problem}
      send={{ text: t('units.closeIt'), run: () => run(moveTo), isRunning, isReady: isEmpty || moveTo !== null, color: 'red.9' }}
    >
      {isEmpty && !stands && <Text>{t('units.about.empty', { parent: parent?.name })}</Text>}
      {!isEmpty && (
        <>
          <Text>{t('units.about.notEmpty')}</Text>
          <List withPadding>
            {people.length > 0 && <List.Item>{t('units.peopleIn', { count: people.length, names: people.slice(0, 8).map(({ name }) => name).join(', ') })}</List.Item>}
            {below.length > 0 && <List.Item>{t('units.unitsIn', { count: below.length, names: below.slice(0, 8).map(({ name }) => name).join(', ') })}</List.Item>}
          </List>
        </>
      )}
      {stands && <Text role="alert" c="red">{t('units.standsInTheWay', stands)}</Text>}
      <UnitSelect label={t('units.goTo')} value={moveTo} onChange={setMoveTo} units={units.filter((one) => !isBelow(one, unit))} {...(isEmpty && { none: t('units.nothingToMove') })} error={problem?.of('moveTo') && !stands ? problem.of('moveTo') : undefined} />
      <Text size="sm">{t('units.about.close')}</Text>
    </FormDialog>
  );
}

/** Positions beside the main one, roles and planned changes hold a unit as well: the server counts them. */
const countsOf = ({ data }: Problem): { people: string; units: string } => ({ people: String(data.people), units: String(data.units) });
