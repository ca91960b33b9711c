import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Data, LoadingRows } from '../../parts/states';
import { useFormat } from '../../parts/format';
import { Block } from './block';
import { Steps } from './steps';
import { useDealFunnel, useLeadFunnel, type Days, type Narrowed } from './use-figures';

const DEAL_STEPS = ['opened', 'won', 'signed', 'paid'] as const;
const LEAD_STEPS = ['captured', 'worked', 'converted'] as const;
const LEAD_STATES = ['available', 'owned', 'disqualified'] as const;

/** What became of the leads that came in in the time. */
export function LeadFunnel({ narrowed, days, hint }: { narrowed: Narrowed; days: Days | undefined; hint: string }) {
  const { t } = useTranslation('home');
  const { number } = useFormat();
  const funnel = useLeadFunnel(narrowed, days);
  return (
    <Block title={t('leads')} hint={hint}>
      <Data query={funnel} loading={<LoadingRows count={3} />}>
        {(data) => (
          <>
            <Steps label={t('leads')} steps={LEAD_STEPS.map((key) => ({ key, title: t(`lead.${key}`), count: data[key] }))} />
            <Text size="sm" mt="sm">
              {LEAD_STATES.map((key) => t(`now.${key}`, { count: data[key], number: number(data[key]) })).join(' · ')}
            </Text>
          </>
        )}
      </Data>
    </Block>
  );
}

/** How far the deals have come that were opened in the time. */
export function DealFunnel({ pipeline, narrowed, days, hint }: { pipeline: string; narrowed: Narrowed; days: Days | undefined; hint: string }) {
  const { t } = useTranslation('home');
  const { money, number } = useFormat();
  const funnel = useDealFunnel(pipeline, narrowed, days);
  return (
    <Block title={t('deals')} hint={hint}>
      <Data query={funnel} loading={<LoadingRows count={4} />}>
        {(data) => (
          <>
            <Steps label={t('deals')} steps={DEAL_STEPS.map((key) => ({ key, title: t(`deal.${key}`), ...data[key] }))} />
            <Text size="sm" mt="sm">
              {[t('lost', { count: data.lost.count, number: number(data.lost.count) }), ...data.lost.sums.map(money)].join(' · ')}
            </Text>
          </>
        )}
      </Data>
    </Block>
  );
}
