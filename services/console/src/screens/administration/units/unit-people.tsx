import { Button, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Data, LoadingRows } from '../../../parts/states';
import classes from './units.module.css';
import { usePeopleWithin, type Unit } from './use-units';

/** Who is in the unit and in those below it. */
export function UnitPeople({ unit }: { unit: Unit }) {
  const { t } = useTranslation('administration');
  const people = usePeopleWithin(unit.id);
  return (
    <section aria-labelledby="people">
      <Title order={2} size="h4" id="people">
        {t('units.people')}
      </Title>
      <Data query={people} loading={<LoadingRows count={3} />}>
        {({ pages }) => {
          const all = pages.flatMap(({ items }) => items);
          return all.length === 0 ? (
            <Text size="sm">{t('units.nobody')}</Text>
          ) : (
            <>
              <ul className={classes.list}>
                {all.map(({ id, name, position, unitId, unitName }) => (
                  <li key={id} className={classes.row}>
                    <Link to={`/administration/people/${id}`}>{name}</Link>
                    <Text size="sm" c="dimmed">
                      {unitId === unit.id ? position : t('units.inUnit', { position, unit: unitName })}
                    </Text>
                  </li>
                ))}
              </ul>
              {people.hasNextPage && (
                <Button variant="default" mt="sm" loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
                  {t('units.more')}
                </Button>
              )}
            </>
          );
        }}
      </Data>
    </section>
  );
}
