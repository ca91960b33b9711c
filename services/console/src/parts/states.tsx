import { Alert, Button, Center, Loader, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconInbox } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem';
import { useKnownZone } from '../api/who';

export function Loading() {
  const { t } = useTranslation();
  return (
    <Center mih={200} role="status" aria-label={t('state.loading')}>
      <Loader />
    </Center>
  );
}

/** In the place of rows that are on their way. */
export function LoadingRows({ count = 6 }: { count?: number }) {
  const { t } = useTranslation();
  return (
    <Stack role="status" aria-label={t('state.loading')}>
      {Array.from({ length: count }, (_, at) => (
        <Skeleton key={at} height={72} />
      ))}
    </Stack>
  );
}

/** Nothing is there: says so, and what can be done. */
export function Empty({ text, action }: { text: string; action?: ReactNode }) {
  return (
    <Center mih={200}>
      <Stack align="center" gap="sm">
        <IconInbox aria-hidden size={40} stroke={1.2} />
        <Text ta="center">{text}</Text>
        {action}
      </Stack>
    </Center>
  );
}

/** What is wrong and what can be done, in the reader's language: by the code, else in general with the code. English texts of the API stand in for English ones. */
export function useWords(): (error: unknown) => { title: string; detail: string } {
  const { t, i18n } = useTranslation();
  const zone = useKnownZone();
  return (error) => {
    if (!(error instanceof Problem)) return { title: t('problem.page'), detail: t('problem.pageDetail') };
    if (error.status === 0) return { title: t('problem.noAnswer'), detail: t('problem.noAnswerDetail') };
    const known = error.words(zone);
    if (known) return known;
    if (error.status === 404) return { title: t('problem.notFound'), detail: t('problem.notFoundDetail') };
    if (error.status === 429) return { title: t('problem.tooMuch'), detail: t('problem.tooMuchDetail') };
    if (error.status >= 500) return { title: t('problem.down'), detail: t('problem.downDetail') };
    return i18n.language === 'en' ? { title: error.title, detail: `${error.detail} ${error.action}`.trim() } : { title: t('problem.refused'), detail: t('problem.refusedDetail', { code: error.code }) };
  };
}

export function Refused({ error, title, again }: { error: unknown; title?: string; again?: () => void }) {
  const { t } = useTranslation();
  const words = useWords()(error);
  return (
    <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden />} title={title ?? words.title} my="sm">
      <Stack align="flex-start" gap="sm">
        <Text>{title ? `${words.title}. ${words.detail}` : words.detail}</Text>
        {again && (
          <Button variant="default" onClick={again}>
            {t('action.again')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** A query as it stands: on its way, refused, empty, or what was found. What was found before stays while it is read anew. */
export function Data<T>({ query, isEmpty, empty, loading = <LoadingRows />, children }: { query: UseQueryResult<T>; isEmpty?: (data: T) => boolean; empty?: ReactNode; loading?: ReactNode; children: (data: T) => ReactNode }) {
  if (query.data === undefined) return query.error ? <Refused error={query.error} again={() => void query.refetch()} /> : loading;
  if (empty && isEmpty?.(query.data)) return empty;
  return children(query.data);
}
