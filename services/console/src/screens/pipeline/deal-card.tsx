import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../parts/format';
import { Money } from '../../parts/values';
import type { Card } from './use-board';
import classes from './pipeline.module.css';

/** One deal: whose, how much, how late, and what its next move misses. */
export function DealCard({ card, handle, acts }: { card: Card; handle?: ReactNode; acts: { move: () => void; win: () => void; lose: () => void } | undefined }) {
  const { t } = useTranslation('pipeline');
  const { moment, day } = useFormat();
  const { clock, next } = card;
  const missing = next?.missing ?? [];
  return (
    <article className={classes.card} aria-label={card.accountName}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Anchor component={Link} to={`/deals/${card.id}`} fw={600} className={classes.name}>
          {card.accountName}
        </Anchor>
        {handle}
      </Group>
      <Text size="sm">{card.product}</Text>
      <Money value={card.amount} fw={600} />
      <Text size="sm">{t('ownedBy', { owner: card.ownerName ?? t('unknownOwner'), day: day(card.expectedCloseOn) })}</Text>
      {clock && clock.state !== 'in-time' && (
        <Badge mt={4} variant="light" className={classes.mark} color={clock.state === 'overdue' ? 'red' : 'yellow'} leftSection={clock.state === 'overdue' ? <IconAlertTriangle aria-hidden size={14} /> : <IconClock aria-hidden size={14} />}>
          {clock.state === 'overdue' ? t('overdueSince', { at: moment(clock.overdueAt, 'date') }) : t('overdueFrom', { at: moment(clock.overdueAt, 'date') })}
        </Badge>
      )}
      {missing.length > 0 && (
        <Text size="sm" mt={4}>
          {t('misses', { stage: next!.label, milestones: missing.map(({ label }) => label).join(' · ') })}
        </Text>
      )}
      {card.status === 'won' && (
        <Text size="sm" mt={4}>
          {t('won')}
        </Text>
      )}
      {acts && card.status === 'open' && (
        <Group gap="xs" mt="xs">
          {next?.byHand && (
            <Button size="sm" mih={44} variant="light" onClick={acts.move} aria-label={t('moveOf', { account: card.accountName, stage: next.label })}>
              {t('moveTo', { stage: next.label })}
            </Button>
          )}
          {next && !next.byHand && (
            <Button size="sm" mih={44} variant="light" onClick={acts.win} aria-label={t('winOf', { account: card.accountName })}>
              {t('win')}
            </Button>
          )}
          <Button size="sm" mih={44} variant="subtle" onClick={acts.lose} aria-label={t('loseOf', { account: card.accountName })}>
            {t('lose')}
          </Button>
        </Group>
      )}
    </article>
  );
}
