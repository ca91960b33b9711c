import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../parts/form-dialog';
import type { Somebody } from '../use-people';
import { useChangePerson } from './use-person-acts';

/** Name, address, zone and number of somebody. */
export function ChangePerson({ person, close }: { person: Somebody; close: () => void }) {
  const { t } = useTranslation('administration');
  const [name, setName] = useState(person.name);
  const [email, setEmail] = useState(person.email);
  const [zone, setZone] = useState(person.zone);
  const [externalId, setExternalId] = useState(person.externalId ?? '');
  const { run, isRunning, problem } = useChangePerson(person.id, close);
  const send = () => run({ name: name.trim(), email: email.trim(), zone, externalId: externalId.trim() || null });
  return (
    <FormDialog title={t('people.do.change')} close={close} problem={problem} send={{ text: t('units.save'), run: send, isRunning, isReady: name.trim() !== '' && email.includes('@') }}>
      <TextInput label={t('name')} required maxLength={200} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} error={problem?.of('name')} data-autofocus />
      <TextInput type="email" label={t('people.email')} required maxLength={254} value={email} onChange={({ currentTarget }) => setEmail(currentTarget.value)} error={problem?.of('email')} />
      <Select label={t('calendars.zone')} value={zone} allowDeselect={false} searchable limit={50} onChange={(chosen) => chosen && setZone(chosen)} data={[...new Set([zone, ...Intl.supportedValuesOf('timeZone')])]} />
      <TextInput label={t('people.number')} maxLength={100} value={externalId} onChange={({ currentTarget }) => setExternalId(currentTarget.value)} error={problem?.of('externalId')} />
    </FormDialog>
  );
}
