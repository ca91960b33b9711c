import { DragDropContext, Draggable, Droppable, type DropResult } from '@hello-pangea/dnd';
import { Text, Title } from '@mantine/core';
import { IconGripVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { styleNonce } from '../../app/nonce';
import { DealCard } from './deal-card';
import classes from './pipeline.module.css';
import { StageCards } from './stage-cards';
import { Sums } from './sums';
import type { Board, BoardFilter, Card } from './use-board';

export interface BoardProps {
  board: Board;
  filter: BoardFilter;
  /** Undefined: may only look. */
  acts: { move: (card: Card) => void; win: (card: Card) => void; lose: (card: Card) => void; cannot: (card: Card, to: string) => void } | undefined;
}

/** The board of a desk: a card is dragged, by mouse or by keyboard, into the next stage. */
export default function Columns({ board, filter, acts }: BoardProps) {
  const { t } = useTranslation('pipeline');
  const dropped = ({ source, destination, draggableId }: DropResult) => {
    if (!acts || !destination || destination.droppableId === source.droppableId) return;
    const card = board.stages.flatMap(({ cards }) => cards).find(({ id }) => id === draggableId);
    if (!card) return;
    if (card.next?.byHand && card.next.stage === destination.droppableId) acts.move(card);
    else acts.cannot(card, board.stages.find(({ key }) => key === destination.droppableId)?.label ?? '');
  };
  return (
    <DragDropContext onDragEnd={dropped} nonce={styleNonce()} dragHandleUsageInstructions={t('dragHint')}>
      <div className={classes.board} tabIndex={0} role="region" aria-label={t('board')}>
        {board.stages.map((stage) => (
          <section key={stage.key} className={classes.column} aria-labelledby={`stage-${stage.key}`}>
            <Title order={2} size="h5" id={`stage-${stage.key}`}>
              {t('stageCount', { stage: stage.label, count: stage.count })}
            </Title>
            <Text size="sm">{t('probability', { percent: stage.probability, late: stage.overdue })}</Text>
            <Sums sums={stage.sums} />
            <Droppable droppableId={stage.key}>
              {(drop) => (
                <div ref={drop.innerRef} {...drop.droppableProps} className={classes.cards}>
                  <StageCards pipeline={board.pipeline} stage={stage} filter={filter}>
                    {(card, at) => (
                      <Draggable key={card.id} draggableId={card.id} index={at} isDragDisabled={!acts || card.status !== 'open'}>
                        {(drag) => (
                          <div ref={drag.innerRef} {...drag.draggableProps}>
                            <DealCard
                              card={card}
                              acts={acts && { move: () => acts.move(card), win: () => acts.win(card), lose: () => acts.lose(card) }}
                              handle={
                                acts &&
                                card.status === 'open' && (
                                  <span {...drag.dragHandleProps} className={classes.handle} aria-label={t('drag', { account: card.accountName })}>
                                    <IconGripVertical aria-hidden size={20} />
                                  </span>
                                )
                              }
                            />
                          </div>
                        )}
                      </Draggable>
                    )}
                  </StageCards>
                  {drop.placeholder}
                </div>
              )}
            </Droppable>
          </section>
        ))}
      </div>
    </DragDropContext>
  );
}
