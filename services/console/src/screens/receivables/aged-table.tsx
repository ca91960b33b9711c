import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Money } from '../../parts/values';
import classes from './receivables.module.css';
import type { Aged } from './use-receivables';

/** Rows of who owes, or of whose it is, by how long it has been due. The columns add up to what is outstanding. */
export function AgedTable({ caption, first, rows }: { caption: string; first: string; rows: (Aged & { key: string; name: string })[] }) {
  const { t } = useTranslation('receivables');
  const labels = rows[0]?.buckets.map(({ label }) => label) ?? [];
  return (
    <section tabIndex={0} className={classes.wide} aria-label={caption}>
      <Table captionSide="top" withTableBorder>
        <Table.Caption className={classes.caption}>{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{first}</Table.Th>
            <Table.Th scope="col" className={classes.amount}>
              {t('outstanding')}
            </Table.Th>
            {labels.map((label) => (
              <Table.Th key={label} scope="col" className={classes.amount}>
                {label === 'not due' ? t('notDue') : t('days', { range: label.replace('over ', '> ') })}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, name, outstanding, buckets }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" className={classes.name}>
                {name}
              </Table.Th>
              <Table.Td className={classes.amount}>
                <Money value={outstanding} fw={600} />
              </Table.Td>
              {buckets.map(({ label, amount }) => (
                <Table.Td key={label} className={classes.amount}>
                  <Money value={amount} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
