import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Data, LoadingRows } from '../../parts/states';
import { Entries } from './entries';
import { SpanDialog, type Span } from './span-dialog';
import { useAbsences, useCancelAbsence, usePlanAbsence, type NewAbsence } from './use-people';

const KINDS: readonly NewAbsence['kind'][] = ['holiday', 'sick-leave', 'parental-leave', 'training', 'business-trip', 'other'];

/** When somebody is away. */
export function Absences({ id }: { id: string }) {
  const { t } = useTranslation('administration');
  const absences = useAbsences(id);
  const cancel = useCancelAbsence(id);
  const [isOpen, setOpen] = useState(false);
  return (
    <Data query={absences} loading={<LoadingRows count={1} />}>
      {({ items }) => (
        <>
          <Entries
            title={t('absences')}
            none={t('noAbsences')}
            items={items.filter(({ cancelledAt }) => !cancelledAt).map(({ kind, ...one }) => ({ ...one, title: t(`absence.${kind}`) }))}
            add={() => setOpen(true)}
            addText={t('planAbsence')}
            end={cancel.run}
            endText={t('cancelAbsence')}
            isEnding={cancel.isRunning}
            problem={cancel.problem}
          />
          {isOpen && <Plan id={id} close={() => setOpen(false)} />}
        </>
      )}
    </Data>
  );
}

function Plan({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation('administration');
  const [span, setSpan] = useState<Span>({ from: '', to: '' });
  const [kind, setKind] = useState<NewAbsence['kind']>('holiday');
  const plan = usePlanAbsence(id, close);
  return (
    <SpanDialog title={t('planAbsence')} span={span} change={setSpan} isReady isRunning={plan.isRunning} problem={plan.problem} run={() => plan.run({ ...span, kind })} close={close}>
      <NativeSelect label={t('absenceKind')} value={kind} onChange={({ currentTarget }) => setKind(currentTarget.value as NewAbsence['kind'])} data={KINDS.map((value) => ({ value, label: t(`absence.${value}`) }))} />
    </SpanDialog>
  );
}
