import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleQuery, PersonPicker } from '../../parts/person-picker';
import { Data, LoadingRows } from '../../parts/states';
import { Entries } from './entries';
import { SpanDialog, type Span } from './span-dialog';
import { useNameStandIn, useStandIns, useWithdrawStandIn } from './use-people';

/** Who decides in somebody's place, and when. */
export function StandIns({ id }: { id: string }) {
  const { t } = useTranslation('administration');
  const standIns = useStandIns(id);
  const people = useQuery(peopleQuery).data ?? [];
  const withdraw = useWithdrawStandIn(id);
  const [isOpen, setOpen] = useState(false);
  return (
    <Data query={standIns} loading={<LoadingRows count={1} />}>
      {({ items }) => (
        <>
          <Entries
            title={t('standIns')}
            none={t('noStandIns')}
            items={items.filter(({ withdrawnAt }) => !withdrawnAt).map(({ id: entry, standInId, from, to }) => ({ id: entry, from, to, title: people.find((one) => one.id === standInId)?.name ?? t('somebody') }))}
            add={() => setOpen(true)}
            addText={t('nameStandIn')}
            end={withdraw.run}
            endText={t('withdrawStandIn')}
            isEnding={withdraw.isRunning}
            problem={withdraw.problem}
          />
          {isOpen && <Name id={id} close={() => setOpen(false)} />}
        </>
      )}
    </Data>
  );
}

function Name({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation('administration');
  const [span, setSpan] = useState<Span>({ from: '', to: '' });
  const [standInId, setStandIn] = useState<string | null>(null);
  const name = useNameStandIn(id, close);
  return (
    <SpanDialog title={t('nameStandIn')} span={span} change={setSpan} isReady={standInId !== null} isRunning={name.isRunning} problem={name.problem} run={() => name.run({ ...span, standInId: standInId!, kinds: [] })} close={close}>
      <PersonPicker label={t('standIn')} value={standInId} onChange={setStandIn} without={[id]} error={name.problem?.of('standInId')} />
    </SpanDialog>
  );
}
