import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format';
import { Data, LoadingRows } from '../../parts/states';
import { Money } from '../../parts/values';
import { Block } from './block';
import classes from './home.module.css';
import { useWins, type Narrowed } from './use-figures';

/** Who won what this month, best first. */
export function Wins({ pipeline, narrowed }: { pipeline: string; narrowed: Narrowed }) {
  const { t } = useTranslation('home');
  const { day, number } = useFormat();
  const wins = useWins(pipeline, narrowed);
  return (
    <Block title={t('wins')} hint={wins.data && day(`${wins.data.month}-01`, 'month')}>
      <Data query={wins} loading={<LoadingRows count={3} />} isEmpty={({ items }) => items.length === 0} empty={<Text mt="sm">{t('noWins')}</Text>}>
        {({ items }) => (
          <Table mt="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('owner')}</Table.Th>
                <Table.Th scope="col" ta="end">
                  {t('wonDeals')}
                </Table.Th>
                <Table.Th scope="col" ta="end">
                  {t('sum')}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map(({ ownerId, ownerName, count, sums }, at) => (
                <Table.Tr key={ownerId}>
                  <Table.Th scope="row" className={classes.name}>
                    {number(at + 1)}. {ownerName ?? t('somebody')}
                  </Table.Th>
                  <Table.Td ta="end">{number(count)}</Table.Td>
                  <Table.Td ta="end">
                    {sums.map((sum) => (
                      <div key={sum.currency}>
                        <Money value={sum} />
                      </div>
                    ))}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Data>
    </Block>
  );
}
