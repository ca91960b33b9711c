import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../parts/form-dialog';
import { PersonPicker } from '../../../parts/person-picker';
import { ChooseCalendar } from '../calendars/choose-calendar';
import { CloseUnit } from './close-unit';
import { OpenDialog } from './open-dialog';
import { isBelow } from './tree';
import { UnitSelect } from './unit-select';
import { useChangeUnit, useMoveUnit, useSetHead, useSetUnitCalendar, type Unit } from './use-units';

export type UnitAct = 'open' | 'change' | 'head' | 'calendar' | 'move' | 'close';

interface OneActProps {
  unit: Unit;
  units: readonly Unit[];
  close: () => void;
}

/** What is filled in for what is to be done with a unit. */
export function UnitActs({ act, ...props }: { act: UnitAct; unit: Unit; units: readonly Unit[]; close: () => void }) {
  if (act === 'open') return <OpenDialog units={props.units} below={props.unit.id} close={props.close} />;
  const Act = { change: Change, head: Head, calendar: Hours, move: Move, close: CloseUnit }[act];
  return <Act {...props} />;
}

function Change({ unit, close }: OneActProps) {
  const { t } = useTranslation('administration');
  const [name, setName] = useState(unit.name);
  const [code, setCode] = useState(unit.code ?? '');
  const { run, isRunning, problem } = useChangeUnit(unit.id, close);
  const send = () => run({ name: name.trim(), code: code.trim() || null });
  return (
    <FormDialog title={t('units.do.change')} close={close} problem={problem} send={{ text: t('units.save'), run: send, isRunning, isReady: name.trim() !== '' }}>
      <TextInput label={t('units.name')} required maxLength={200} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} error={problem?.of('name')} data-autofocus />
      <TextInput label={t('units.code')} description={t('units.codeHint')} maxLength={60} value={code} onChange={({ currentTarget }) => setCode(currentTarget.value)} error={problem?.of('code')} />
    </FormDialog>
  );
}

function Head({ unit, close }: OneActProps) {
  const { t } = useTranslation('administration');
  const [head, setHead] = useState(unit.headId);
  const { run, isRunning, problem } = useSetHead(unit.id, close);
  return (
    <FormDialog title={t('units.do.head')} close={close} problem={problem} send={{ text: t('units.save'), run: () => run(head), isRunning, isReady: head !== unit.headId }}>
      <PersonPicker label={t('units.head')} value={head} onChange={setHead} everybody={t('units.noHead')} error={problem?.of('personId')} />
      <Text size="sm">{t('units.about.head')}</Text>
    </FormDialog>
  );
}

function Move({ unit, units, close }: OneActProps) {
  const { t } = useTranslation('administration');
  const [parentId, setParent] = useState(unit.parentId);
  const { run, isRunning, problem } = useMoveUnit(unit.id, close);
  return (
    <FormDialog title={t('units.do.move')} close={close} problem={problem} send={{ text: t('units.moveIt'), run: () => run(parentId!), isRunning, isReady: parentId !== unit.parentId }}>
      <UnitSelect label={t('units.under')} value={parentId} onChange={setParent} units={units.filter((one) => !isBelow(one, unit))} error={problem?.of('parentId')} />
      <Text size="sm">{t('units.about.move')}</Text>
    </FormDialog>
  );
}

function Hours({ unit, units, close }: OneActProps) {
  const { t } = useTranslation('administration');
  const parent = units.find(({ id }) => id === unit.parentId);
  const act = useSetUnitCalendar(unit.id, close);
  const inherited = parent ? t('calendars.asUnit', { name: parent.name }) : t('units.companyCalendar');
  return <ChooseCalendar present={unit.calendarKey} inherited={inherited} about={parent ? t('calendars.aboutUnit') : t('calendars.aboutCompany')} act={act} close={close} />;
}
