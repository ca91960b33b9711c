import { SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useToday } from '../../parts/format';
import { Page } from '../../parts/page';
import { Filters } from './filters';
import { Forecast } from './forecast';
import { DealFunnel, LeadFunnel } from './funnels';
import { Overdue } from './overdue';
import { daysOf, PERIODS } from './periods';
import { Recycling } from './recycling';
import { FIRST_PIPELINE, type Narrowed } from './use-figures';
import { Wins } from './wins';

/** How it goes: what is late, what is coming, what became of what came in. Whose figures and of which time stands in the address. */
export default function HomePage() {
  const { t } = useTranslation('home');
  const [params, setParams] = useSearchParams();
  const today = useToday();
  const period = PERIODS.find((one) => one === params.get('period')) ?? 'quarter';
  const pipeline = params.get('pipeline') ?? FIRST_PIPELINE;
  const unit = params.get('unit');
  const owner = params.get('owner');
  const narrowed: Narrowed = { ...(unit && { unit }), ...(owner && { owner }) };
  const days = today === undefined ? undefined : daysOf(period, today);
  const change = (next: Record<string, string | null>) =>
    setParams(Object.fromEntries(Object.entries({ ...Object.fromEntries(params), ...next }).filter((entry): entry is [string, string] => Boolean(entry[1]))), { replace: true });
  return (
    <Page title={t('title')} wide>
      <Stack>
        <Filters unit={unit} owner={owner} period={period} pipeline={pipeline} change={change} />
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
          <Stack>
            <Overdue pipeline={pipeline} narrowed={narrowed} />
            <Forecast pipeline={pipeline} narrowed={narrowed} />
          </Stack>
          <Stack>
            <Wins pipeline={pipeline} narrowed={narrowed} />
            <DealFunnel pipeline={pipeline} narrowed={narrowed} days={days} hint={t(`opened.${period}`)} />
            <Recycling narrowed={narrowed} />
            <LeadFunnel narrowed={narrowed} days={days} hint={t(`captured.${period}`)} />
          </Stack>
        </SimpleGrid>
      </Stack>
    </Page>
  );
}
