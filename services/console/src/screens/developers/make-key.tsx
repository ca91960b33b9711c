import { MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { grants } from '@throughline/access/grants';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRights, type Right } from '../../app/rights';
import { FormDialog } from '../../parts/form-dialog';
import { useMakeKey, type MadeKey } from './use-keys';

const DAYS = ['30', '90', '365'] as const;
const DAY = 86_400_000;

/** A key that may do what is chosen here, of what one may do oneself. */
export function MakeKey({ close, made }: { close: () => void; made: (key: MadeKey) => void }) {
  const { t } = useTranslation('developers');
  const allowed = useRights();
  const [name, setName] = useState('');
  const [may, setMay] = useState<string[]>([]);
  const [days, setDays] = useState<(typeof DAYS)[number]>('90');
  const make = useMakeKey((key) => {
    made(key);
    close();
  });
  const rights = Object.entries(grants).flatMap(([kind, verbs]) => Object.keys(verbs).map((verb) => `${kind}:${verb}` as Right));
  // Keys end by the wall clock, whatever time it is in a sandbox.
  const run = () => make.run({ name: name.trim(), may, expiresAt: new Date(Math.ceil(Date.now() / DAY) * DAY + (Number.parseInt(days, 10) - 1) * DAY).toISOString() });
  return (
    <FormDialog title={t('make')} close={close} problem={make.problem} send={{ text: t('makeIt'), run, isRunning: make.isRunning, isReady: name.trim() !== '' && may.length > 0 }}>
      <TextInput label={t('name')} required maxLength={100} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} error={make.problem?.of('name')} data-autofocus />
      <MultiSelect label={t('may')} description={t('mayHint')} required searchable hidePickedOptions value={may} onChange={setMay} data={rights.filter((right) => allowed(right))} error={make.problem?.of('may')} />
      <NativeSelect label={t('expires')} value={days} onChange={({ currentTarget }) => setDays(currentTarget.value as typeof days)} data={DAYS.map((value) => ({ value, label: t(`days.${value}`) }))} />
    </FormDialog>
  );
}
