import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../parts/form-dialog';
import { useToday } from '../../../parts/format';
import { PersonPicker } from '../../../parts/person-picker';
import { UnitSelect } from '../units/unit-select';
import { useTree } from '../units/use-units';
import type { Somebody } from '../use-people';
import { useEndPosition, useGivePosition, type Position } from './use-person-acts';

/** Unit, title and manager, from today or from a day that lies ahead: then it is planned. */
export function PositionDialog({ person, main, close }: { person: Somebody; main: boolean; close: () => void }) {
  const { t } = useTranslation('administration');
  const today = useToday();
  const units = useTree().data ?? [];
  const [unitId, setUnit] = useState<string | null>(main ? person.unitId : null);
  const [title, setTitle] = useState(main ? person.position : '');
  const [managerId, setManager] = useState<string | null>(main ? person.managerId : null);
  const [from, setFrom] = useState('');
  const { run, isRunning, problem } = useGivePosition(person.id, main, close);
  const send = () => run({ unitId: unitId!, title: title.trim(), managerId, ...(from && { from }) });
  const lies = today && from > today;
  return (
    <FormDialog title={main ? t('people.do.position') : t('people.do.beside')} close={close} problem={problem} send={{ text: lies ? t('people.planIt') : t('units.save'), run: send, isRunning, isReady: unitId !== null && title.trim() !== '' }}>
      <TextInput label={t('position')} required maxLength={200} value={title} onChange={({ currentTarget }) => setTitle(currentTarget.value)} error={problem?.of('title')} data-autofocus />
      <UnitSelect label={t('unit')} value={unitId} onChange={setUnit} units={units} error={problem?.of('unitId')} />
      <PersonPicker label={t('manager')} value={managerId} onChange={setManager} without={[person.id]} everybody={t('people.noManager')} error={problem?.of('managerId')} />
      <TextInput type="date" label={t('people.fromDay')} description={t('people.fromHint')} value={from} onChange={({ currentTarget }) => setFrom(currentTarget.value)} error={problem?.of('from')} />
      {main && <Text size="sm">{t('people.aboutPosition')}</Text>}
    </FormDialog>
  );
}

/** A position beside the main one is no more, today or on a day that lies ahead. */
export function EndDialog({ person, position, close }: { person: Somebody; position: Position; close: () => void }) {
  const { t } = useTranslation('administration');
  const [until, setUntil] = useState('');
  const { run, isRunning, problem } = useEndPosition(person.id, close);
  return (
    <FormDialog title={t('endOf', { what: position.title, end: t('people.endPosition') })} close={close} problem={problem} send={{ text: t('people.endPosition'), run: () => run({ positionId: position.id, until }), isRunning, isReady: true }}>
      <TextInput type="date" label={t('people.untilDay')} description={t('people.untilHint')} value={until} onChange={({ currentTarget }) => setUntil(currentTarget.value)} error={problem?.of('until')} />
    </FormDialog>
  );
}
