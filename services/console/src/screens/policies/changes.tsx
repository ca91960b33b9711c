import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { placeOf } from './form/form-schema';
import classes from './policies.module.css';
import { Rules, usePlaceWords } from './rules';
import type { Difference } from './use-policies';

/** What is different, rule by rule, and whether it could be applied. */
export function Changes({ difference: { changes, from } }: { difference: Difference }) {
  const { t } = useTranslation('policies');
  const place = usePlaceWords();
  const rules = changes.filter(({ path }) => !['version', 'author', 'reason'].includes(path));
  if (rules.length === 0) return <Text mt="sm">{t('noChange')}</Text>;
  return (
    <section tabIndex={0} className={classes.wide} aria-label={t('changes')}>
      <Table mt="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('rule')}</Table.Th>
            <Table.Th scope="col">{from === null ? t('before') : t('beforeVersion', { version: from })}</Table.Th>
            <Table.Th scope="col">{t('after')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rules.map(({ path, before, after }) => (
            <Table.Tr key={path}>
              <Table.Th scope="row" className={classes.place}>
                {place(path)}
              </Table.Th>
              <Table.Td className={classes.before}>
                <Rules value={before} {...standing(path)} />
              </Table.Td>
              <Table.Td className={classes.after}>
                <Rules value={after} {...standing(path)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** The name of what has changed, and where it stands. */
function standing(path: string): { name: string; around: string } {
  const [name = '', around = ''] = placeOf(path).reverse();
  return { name, around };
}
