import { Button, Text } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBecause, type Because } from '../../parts/because';
import { Data, Loading } from '../../parts/states';
import { When } from '../../parts/values';
import classes from './policies.module.css';

export interface LeadLine {
  no: number;
  leadId: string;
  displayName: string | null;
  ownerName: string | null;
  /** What is said of it before its ends. */
  said?: string;
  /** When it goes by which rules, and because of what. */
  ends: readonly { by: string; end: { at: string; because: Because } | null }[];
}

/** Leads that rules take from their owners, page by page. */
export function LeadLines({ rows, label, query }: { rows: readonly LeadLine[]; label: string; query: UseInfiniteQueryResult<unknown> }) {
  const { t } = useTranslation('policies');
  const say = useBecause();
  return (
    <Data query={query as never} loading={<Loading />}>
      {() => (
        <>
          {rows.length === 0 && <Text>{t('noRecords')}</Text>}
          <ul className={classes.list} aria-label={label}>
            {rows.map(({ no, leadId, displayName, ownerName, said, ends }) => (
              <li key={no}>
                <a href={`/leads/${leadId}`} className={classes.row}>
                  <span className={classes.rowText}>
                    <Text span fw={600}>
                      {displayName ?? t('hidden')}
                    </Text>
                    <Text span size="sm">
                      {ownerName ?? t('somebody')}
                    </Text>
                    {said && (
                      <Text span size="sm">
                        {said}
                      </Text>
                    )}
                    {ends.map(
                      ({ by, end }) =>
                        end && (
                          <Text key={by} span size="sm">
                            {by}: <When at={end.at} /> · {say(end.because)}
                          </Text>
                        ),
                    )}
                  </span>
                </a>
              </li>
            ))}
          </ul>
          {query.hasNextPage && (
            <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          )}
        </>
      )}
    </Data>
  );
}
