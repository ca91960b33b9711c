import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useFormat } from '../../parts/format';
import { Page } from '../../parts/page';
import { Data } from '../../parts/states';
import { Money } from '../../parts/values';
import { Activities } from './activities';
import { Acts } from './acts';
import classes from './contracts.module.css';
import { usePersonName } from './person-name';
import { PaymentPlan } from './plan';
import { Review } from './review';
import { Signatures } from './signatures';
import { StatusBadge } from './status-badge';
import { useContract, type Contract } from './use-contracts';
import { Versions } from './versions';

/** One contract: what it says and what changed, who looks at it until when, who signed, and what is to be paid. */
export default function ContractPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation('contracts');
  const contract = useContract(id);
  return (
    <Page title={contract.data?.accountName ?? t('one')} back="/contracts" wide bar={contract.data && <Acts key={contract.data.id} contract={contract.data} />}>
      <Data query={contract}>
        {(data) => (
          <Stack gap="md">
            <Head contract={data} />
            <div className={classes.columns}>
              <Stack gap="md">
                <Review contract={data} />
                <Signatures contract={data} />
                <PaymentPlan contract={data} />
                <Activities contract={data} />
              </Stack>
              <Versions contract={data} />
            </div>
          </Stack>
        )}
      </Data>
    </Page>
  );
}

function Head({ contract }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  const { day, moment } = useFormat();
  const owner = usePersonName(contract.ownerId);
  const { number, product, status, amount, currentVersion, dealId, startsOn, endsOn, signedAt, activatedAt, endedAt, reason } = contract;
  const facts = [
    t('owner', { name: owner }),
    signedAt && t('signedOn', { day: moment(signedAt, 'date') }),
    activatedAt && t('inForceSince', { day: moment(activatedAt, 'date') }),
    endsOn ? (startsOn ? t('termFromTo', { from: day(startsOn), to: day(endsOn) }) : t('termTo', { to: day(endsOn) })) : t('noEnd'),
    endedAt && t('endedOn', { day: moment(endedAt, 'date') }),
  ].filter(Boolean);
  return (
    <div>
      <Group gap="xs">
        <Text fw={600} className={classes.name}>
          {t('numberProduct', { number, product })}
        </Text>
        <StatusBadge status={status} />
      </Group>
      <Group gap="xs">
        <Money value={amount} fw={700} size="xl" />
        <Text size="sm">{t('versionNow', { no: currentVersion })}</Text>
      </Group>
      <Text size="sm">{facts.join(' · ')}</Text>
      {reason && <Text className={classes.name}>{t('because', { reason })}</Text>}
      <Anchor component={Link} to={`/deals/${dealId}`} display="inline-flex" mih={44} style={{ alignItems: 'center' }}>
        {t('toDeal')}
      </Anchor>
    </div>
  );
}
