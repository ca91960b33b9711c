import { Button, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoreCards, type BoardFilter, type Card, type Stage } from './use-board';

/** The cards of a stage, and those behind them when asked for. */
export function StageCards({ pipeline, stage, filter, children }: { pipeline: string; stage: Stage; filter: BoardFilter; children: (card: Card, at: number) => ReactNode }) {
  const { t } = useTranslation('pipeline');
  const [wanted, setWanted] = useState(false);
  const more = useMoreCards(pipeline, stage, filter, wanted);
  const cards = [...stage.cards, ...(more.data?.pages.flatMap(({ items }) => items) ?? [])];
  const rest = stage.count - cards.length;
  return (
    <>
      {cards.length === 0 && <Text size="sm">{t('noDeals')}</Text>}
      {cards.map(children)}
      {rest > 0 && (
        <Button variant="default" fullWidth loading={more.isFetching} onClick={() => (wanted ? void more.fetchNextPage() : setWanted(true))}>
          {t('more', { count: rest })}
        </Button>
      )}
    </>
  );
}
