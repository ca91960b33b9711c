import { Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../parts/form-dialog';
import { notify } from '../../parts/notify';
import { useDraft } from '../../parts/use-draft';
import { useEnd, type Contract } from './use-contracts';

/** For good: refused before both have signed, terminated after. */
export function EndDialog({ contract, how, close }: { contract: Contract; how: 'refuse' | 'terminate'; close: () => void }) {
  const { t } = useTranslation('contracts');
  const [reason, setReason, forget] = useDraft(`contract.${contract.id}.end`);
  const { isRunning, problem, run } = useEnd(contract, {
    onDone: () => {
      forget();
      void notify({ message: t(`ended.${how}`) });
      close();
    },
  });
  return (
    <FormDialog title={t(`do.${how}`)} close={close} problem={problem} send={{ text: t(`do.${how}`), run: () => run({ how, reason: reason.trim() }), isRunning, isReady: reason.trim() !== '', color: 'red' }}>
      <Text>{t(`about.${how}`)}</Text>
      <Textarea label={t('reason')} value={reason} maxLength={2000} onChange={({ currentTarget }) => setReason(currentTarget.value)} error={problem?.of('reason')} data-autofocus />
    </FormDialog>
  );
}
