import { Badge, Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRights } from '../../../app/rights';
import { Page } from '../../../parts/page';
import { Data, Empty } from '../../../parts/states';
import { Places } from '../places';
import classes from '../units/units.module.css';
import { useTree } from '../units/use-units';
import { OpenPool } from './open-pool';
import { usePools } from './use-pools';

/** The pools of leads: whose they are and by which rules they go. */
export default function PoolsPage() {
  const { t } = useTranslation('administration');
  const may = useRights();
  const pools = usePools();
  const units = useTree().data ?? [];
  const [isOpening, setOpening] = useState(false);
  return (
    <Page title={t('pools.title')} actions={may('pool:open') && <Button onClick={() => setOpening(true)}>{t('pools.open')}</Button>}>
      <Places />
      <Data query={pools} isEmpty={({ items }) => items.length === 0} empty={<Empty text={t('pools.none')} />}>
        {({ items }) => (
          <ul className={classes.list}>
            {items.map(({ poolId, name, unit, policy, status }) => (
              <li key={poolId} className={classes.row}>
                <Link to={`/administration/pools/${poolId}`}>{name}</Link>
                {status === 'closed' && (
                  <Badge variant="light" color="gray">
                    {t('pools.closed')}
                  </Badge>
                )}
                <Text size="sm" c="dimmed">
                  {t('pools.line', { unit: units.find(({ path }) => path === unit)?.name ?? '–', rules: policy.id })}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </Data>
      {isOpening && <OpenPool units={units} close={() => setOpening(false)} />}
    </Page>
  );
}
