import { Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe, useProfile } from '../../api/who';
import { FormDialog } from '../../parts/form-dialog';
import { useFormat } from '../../parts/format';
import { notify } from '../../parts/notify';
import { SIDES } from './signatures';
import classes from './contracts.module.css';
import { useSign, type Contract } from './use-contracts';

/** Who may bind us, as the service has it. */
const SIGNATORIES = ['legal', 'sales-head', 'admin'];

/** The sides that have not signed, as far as who looks may record it. */
export function useOpenSides({ signatures }: Contract): ('ours' | 'theirs')[] {
  const { roles } = useMe();
  const elsewhere = useProfile()?.rolesElsewhere ?? [];
  const bindsUs = [...roles, ...elsewhere.map(({ role }) => role)].some((role) => SIGNATORIES.includes(role));
  return SIDES.filter((side) => !signatures.some((one) => one.side === side) && (side === 'theirs' || bindsUs));
}

/** One side's signature under the present version, whose fingerprint goes with it. */
export function SignDialog({ contract, sides, close }: { contract: Contract; sides: readonly ('ours' | 'theirs')[]; close: () => void }) {
  const { t } = useTranslation('contracts');
  const { money } = useFormat();
  const [side, setSide] = useState(sides[0]!);
  const [signatory, setSignatory] = useState('');
  const { isRunning, problem, run } = useSign(contract, {
    onDone: ({ status }) => {
      void notify({ message: status === 'approved' ? t('signatureRecorded') : t('bothSigned') });
      close();
    },
  });
  return (
    <FormDialog title={t('do.sign')} close={close} problem={problem} send={{ text: t('do.sign'), run: () => run({ side, signatory: signatory.trim() }), isRunning, isReady: signatory.trim() !== '' }}>
      <Text>{t('signHint', { no: contract.currentVersion, amount: money(contract.amount) })}</Text>
      <Radio.Group label={t('whoSigned')} value={side} onChange={(chosen) => setSide(chosen as typeof side)}>
        <Stack gap={0} mt="xs">
          {sides.map((one) => (
            <Radio classNames={{ body: classes.tick! }} key={one} value={one} label={one === 'ours' ? t('side.ours') : t('side.theirs', { customer: contract.accountName })} py={12} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput label={t('signatory')} value={signatory} maxLength={200} onChange={({ currentTarget }) => setSignatory(currentTarget.value)} error={problem?.of('signatory')} data-autofocus />
      <Text className={classes.hash}>{t('hash', { hash: contract.documentHash })}</Text>
    </FormDialog>
  );
}
