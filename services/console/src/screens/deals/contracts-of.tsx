import { Anchor, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answer, api } from '../../api/client';
import { useRights } from '../../app/rights';
import { Money } from '../../parts/values';
import classes from './deals.module.css';

/** The contracts of a deal, one for each time that it was won; none that one may not see. */
export function ContractsOf({ dealId }: { dealId: string }) {
  const { t } = useTranslation('deals');
  const may = useRights();
  const { data } = useQuery({ queryKey: ['contracts', 'of', dealId], enabled: may('contract:read'), queryFn: () => answer(api.GET('/v1/contracts', { params: { query: { dealId, limit: 50 } } })) });
  if (!data || data.items.length === 0) return null;
  return (
    <section aria-labelledby="contracts">
      <Title order={2} size="h4" id="contracts" mb="xs">
        {t('contracts')}
      </Title>
      <ul className={classes.list}>
        {data.items.map(({ id, number, status, amount }) => (
          <li key={id}>
            <Anchor component={Link} to={`/contracts/${id}`} display="inline-flex" mih={44} style={{ alignItems: 'center' }}>
              {t('contractNumber', { number })}
            </Anchor>
            <Text size="sm">
              {t(`contracts:is.${status}`)} · <Money value={amount} />
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
