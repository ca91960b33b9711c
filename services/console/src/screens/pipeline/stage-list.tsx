import { Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { BoardProps } from './columns';
import { DealCard } from './deal-card';
import { StageCards } from './stage-cards';
import { Sums } from './sums';

/** The board of a phone: one stage at a time, chosen by name; a button moves a deal on. */
export function StageList({ board, filter, acts }: BoardProps) {
  const { t } = useTranslation('pipeline');
  const [params, setParams] = useSearchParams();
  const stage = board.stages.find(({ key }) => key === params.get('stage')) ?? board.stages.find(({ count }) => count > 0) ?? board.stages[0];
  if (!stage) return null;
  const choose = (key: string | null) => setParams({ ...Object.fromEntries(params), stage: key ?? stage.key }, { replace: true });
  return (
    <Stack gap="sm">
      <Select label={t('stage')} value={stage.key} onChange={choose} allowDeselect={false} data={board.stages.map(({ key, label, count }) => ({ value: key, label: t('stageCount', { stage: label, count }) }))} />
      <div>
        <Text size="sm">{t('probability', { percent: stage.probability, late: stage.overdue })}</Text>
        <Sums sums={stage.sums} exact />
      </div>
      <StageCards key={stage.key} pipeline={board.pipeline} stage={stage} filter={filter}>
        {(card) => <DealCard key={card.id} card={card} acts={acts && { move: () => acts.move(card), win: () => acts.win(card), lose: () => acts.lose(card) }} />}
      </StageCards>
    </Stack>
  );
}
