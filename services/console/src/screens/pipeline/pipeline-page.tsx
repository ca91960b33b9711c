import { Group, SegmentedControl, Select, Stack } from '@mantine/core';
import { notify } from '../../parts/notify';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMe } from '../../api/who';
import { useRights } from '../../app/rights';
import { useIsPhone } from '../../app/use-is-phone';
import { useFormat } from '../../parts/format';
import { Narrowed } from '../../parts/narrowed';
import { Page } from '../../parts/page';
import { Data, LoadingRows } from '../../parts/states';
import type { BoardProps } from './columns';
import { LoseDialog } from './lose-dialog';
import { MoveDialog } from './move-dialog';
import { StageList } from './stage-list';
import { Sums } from './sums';
import { useBoard, usePipelines, type BoardFilter, type Card } from './use-board';
import { WinDialog } from './win-dialog';

// What drags is not loaded on a phone.
const Columns = lazy(() => import('./columns'));

/** What is being sold, stage by stage. Pipeline, stage, and what it is narrowed to stand in the address. */
export default function PipelinePage() {
  const { t } = useTranslation('pipeline');
  const isPhone = useIsPhone();
  const may = useRights();
  const { day } = useFormat();
  const { personId } = useMe();
  const [params, setParams] = useSearchParams();
  const pipelines = usePipelines();
  const pipeline = params.get('pipeline') ?? pipelines.data?.items[0]?.key;
  const isMine = params.get('whose') === 'mine';
  const [whose, unit, closing] = ['owner', 'unit', 'closing'].map((name) => params.get(name) ?? undefined);
  const isLate = params.get('clock') === 'overdue';
  const owner = isMine ? personId : whose;
  const filter: BoardFilter = { ...(owner && { owner }), ...(unit && { unit }), ...(isLate && { clock: 'overdue' }), ...(closing && { closing }) };
  const board = useBoard(pipeline, filter);
  const [moving, setMoving] = useState<string>();
  const [winning, setWinning] = useState<Card>();
  const [losing, setLosing] = useState<Card>();
  const change = (name: string, value: string) => setParams({ ...Object.fromEntries(params), [name]: value }, { replace: true });

  const find = (id: string | undefined): Card | undefined => board.data?.stages.flatMap(({ cards }) => cards).find((card) => card.id === id);
  const acts: BoardProps['acts'] = may('opportunity:change-stage')
    ? {
        move: (card) => setMoving(card.id),
        win: setWinning,
        lose: setLosing,
        cannot: (card, to) => void notify({ color: 'red', title: t('cannotMove', { account: card.accountName, stage: to }), message: card.next?.byHand ? t('onlyNext', { stage: card.next.label }) : t('noNext'), autoClose: 8_000 }),
      }
    : undefined;
  const inMotion = find(moving);
  const Shown = isPhone ? StageList : Columns;

  return (
    <Page wide title={t('title')}>
      <Stack gap="sm">
        <Group>
          {(pipelines.data?.items.length ?? 0) > 1 && <Select aria-label={t('pipeline')} value={pipeline ?? null} allowDeselect={false} onChange={(chosen) => change('pipeline', chosen ?? '')} data={pipelines.data!.items.map(({ key }) => key)} />}
          {may('opportunity:read', 'unit') && <SegmentedControl aria-label={t('whose')} value={isMine ? 'mine' : 'all'} onChange={(chosen) => change('whose', chosen)} data={[{ value: 'all', label: t('everybody') }, { value: 'mine', label: t('mine') }]} />}
        </Group>
        <Narrowed by={{ clock: isLate ? t('onlyLate') : undefined, closing: closing && t('onlyClosing', { month: day(`${closing}-01`, 'month') }) }} />
        <Data query={board}>
          {(data) => (
            <>
              <div>
                <Sums sums={data.sums} exact />
              </div>
              <Suspense fallback={<LoadingRows />}>
                <Shown board={data} filter={filter} acts={acts} />
              </Suspense>
            </>
          )}
        </Data>
      </Stack>
      {inMotion?.next?.byHand && <MoveDialog card={inMotion} close={() => setMoving(undefined)} moved={(card) => void notify({ message: t('moved', { account: card.accountName, stage: card.next!.label }) })} />}
      {winning && <WinDialog card={winning} close={() => setWinning(undefined)} won={(card) => void notify({ message: t('isWon', { account: card.accountName }) })} />}
      {losing && <LoseDialog card={losing} close={() => setLosing(undefined)} />}
    </Page>
  );
}
