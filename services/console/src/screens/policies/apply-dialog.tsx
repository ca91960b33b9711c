import { NumberInput, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format';
import { FormDialog } from '../../parts/form-dialog';
import { useApply, type ChangeRules, type Head } from './use-policies';

const WAYS = ['keep', 'kinder', 'none'] as const;

/** Brings a draft into force on its day, and says what becomes of what began under the old rules. */
export function ApplyDialog({ head, close, applied }: { head: Head; close: () => void; applied: () => void }) {
  const { t } = useTranslation('policies');
  const { day } = useFormat();
  const [way, setWay] = useState<ChangeRules['grandfathering']>('keep');
  const [graceDays, setGraceDays] = useState(0);
  const apply = useApply(head, () => {
    applied();
    close();
  });
  return (
    <FormDialog title={t('applyTitle', { version: head.version })} close={close} problem={apply.problem} send={{ text: t('apply'), run: () => apply.run({ grandfathering: way, graceDays }), isRunning: apply.isRunning, isReady: true }}>
      <Text>{head.reason}</Text>
      <Text size="sm">{t('from', { day: day(head.effectiveFrom) })}</Text>
      {head.kind === 'lead' && (
        <>
          <Radio.Group label={t('running')} value={way} onChange={(chosen) => setWay(chosen as ChangeRules['grandfathering'])}>
            <Stack gap={0} mt="xs">
              {WAYS.map((one) => (
                <Radio key={one} value={one} label={t(`way.${one}`)} styles={{ body: { alignItems: 'center' }, label: { paddingBlock: 12 } }} />
              ))}
            </Stack>
          </Radio.Group>
          {way !== 'keep' && <NumberInput label={t('graceDays')} description={t('graceHint')} value={graceDays} min={0} max={365} allowDecimal={false} hideControls onChange={(chosen) => setGraceDays(typeof chosen === 'number' ? chosen : 0)} />}
        </>
      )}
    </FormDialog>
  );
}
