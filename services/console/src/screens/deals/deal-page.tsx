import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Schema } from '../../api/client';
import { useBecause } from '../../parts/because';
import { useFormat } from '../../parts/format';
import { Page } from '../../parts/page';
import { Data, LoadingRows, Refused } from '../../parts/states';
import { Money } from '../../parts/values';
import { ContractsOf } from './contracts-of';
import classes from './deals.module.css';
import { AskDiscount, Discounts } from './discounts';
import { Entry, useFact } from './happened';
import { useDeal, useTimeline } from './use-timeline';

/** A deal from its lead to the last payment: what will happen if nobody does anything, and what happened. */
export default function DealPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation('deals');
  const deal = useDeal(id);
  return (
    <Page title={deal.data?.accountName ?? t('title')} back="/pipeline" bar={deal.data && <AskDiscount deal={deal.data} />}>
      <Data query={deal}>
        {(data) => (
          <Stack>
            <Head deal={data} />
            <ContractsOf dealId={id} />
            <Discounts deal={data} />
            <section aria-labelledby="milestones">
              <Title order={2} size="h4" id="milestones" mb="xs">
                {t('milestones')}
              </Title>
              <ol className={classes.list}>
                {data.stages.map(({ key, milestone, met }) => (
                  <li key={key} className={classes.milestone} data-met={met}>
                    {met ? t('met', { milestone: milestone.label }) : t('notMet', { milestone: milestone.label })}
                  </li>
                ))}
              </ol>
            </section>
            <Timeline dealId={id} leadId={data.leadId} stages={data.stages} />
          </Stack>
        )}
      </Data>
    </Page>
  );
}

function Head({ deal }: { deal: Schema<'OpportunitiesOpportunityDetailDto'> }) {
  const { t } = useTranslation('deals');
  const { day, percent } = useFormat();
  const { product, amount, listAmount, discountPercent, status, stages, stage, expectedCloseOn, lostReason, lostNote } = deal;
  return (
    <div>
      <Group gap="xs">
        <Text fw={600}>{product}</Text>
        <Badge variant="light" className={classes.badge} color={status === 'lost' ? 'red' : status === 'won' ? 'green' : 'gray'}>
          {t(`status.${status}`)}
        </Badge>
      </Group>
      <Money value={amount} fw={600} size="xl" />
      {discountPercent !== '0' && (
        <Text size="sm">
          {t('discount', { percent: percent(discountPercent) })} <Money value={listAmount} />
        </Text>
      )}
      <Text size="sm">{t('at', { stage: stages.find(({ key }) => key === stage)?.label ?? stage, day: day(expectedCloseOn) })}</Text>
      {lostReason && <Text size="sm">{[t('lostBecause', { reason: t(`lost.${lostReason}`) }), lostNote].filter(Boolean).join(' · ')}</Text>}
    </div>
  );
}

function Timeline({ dealId, leadId, stages }: { dealId: string; leadId: string | null; stages: Parameters<typeof useFact>[0] }) {
  const { t } = useTranslation('deals');
  const fact = useFact(stages);
  const say = useBecause();
  const { isPending, errors, past, ahead, processes, hasMore, isFetchingMore, more } = useTimeline(dealId, leadId);
  return (
    <>
      {errors.map(({ error, again }, at) => (
        <Refused key={at} error={error} title={t('notAll')} again={again} />
      ))}
      <section aria-labelledby="ahead">
        <Title order={2} size="h4" id="ahead" mb="xs">
          {t('ahead')}
        </Title>
        {isPending && <LoadingRows count={2} />}
        {!isPending && ahead.length === 0 && <Text size="sm">{t('nothingAhead')}</Text>}
        <ol className={classes.list}>
          {ahead.map(({ at, what, record, because, data }) => (
            <Entry key={`${at}${what}${record.id}${JSON.stringify(data)}`} isAhead at={at} words={fact(what, data)} beneath={because && say(because)} />
          ))}
        </ol>
      </section>
      <section aria-labelledby="past">
        <Title order={2} size="h4" id="past" mb="xs">
          {t('past')}
        </Title>
        {isPending && <LoadingRows />}
        <ol className={classes.list}>
          {past.map(({ id, at, what, by, data }) => (
            <Entry key={id} at={at} words={fact(what, data)} beneath={by ? (by.name ?? (by.type === 'user' ? t('somebody') : t('automatic'))) : undefined} />
          ))}
        </ol>
        {hasMore && (
          <Button variant="default" mt="sm" loading={isFetchingMore} onClick={more}>
            {t('older')}
          </Button>
        )}
      </section>
      {processes.length > 0 && (
        <section aria-labelledby="processes">
          <Title order={2} size="h4" id="processes" mb="xs">
            {t('processes')}
          </Title>
          <ul className={classes.list}>
            {processes.map(({ process, workflowId }) => (
              <li key={workflowId} className={classes.process}>
                {process} <code>{workflowId}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
