import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useBecause } from '../../parts/because';
import { Refused } from '../../parts/states';
import { Money, When } from '../../parts/values';
import classes from './receivables.module.css';
import { useLetters } from './use-receivables';

/** Who was reminded of what, when and why. */
export function Letters() {
  const { t } = useTranslation('receivables');
  const say = useBecause();
  const letters = useLetters();
  const rows = letters.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby="letters">
      <Title order={2} size="h4" id="letters" mb="xs">
        {t('letters')}
      </Title>
      {letters.error && !letters.data && <Refused error={letters.error} again={() => void letters.refetch()} />}
      {letters.data && rows.length === 0 && <Text size="sm">{t('noLetters')}</Text>}
      <Stack gap="xs" component="ul" className={classes.list}>
        {rows.map(({ id, customerName, level, outstanding, because, reasons, sentAt }) => (
          <li key={id}>
            <Text fw={600} className={classes.name}>
              {customerName}
            </Text>
            <Text size="sm">
              <When at={sentAt} /> · {level ? t('level', { level }) : t('reminder')} · <Money value={outstanding} />
            </Text>
            <Text size="sm">{say({ text: because, reasons })}</Text>
          </li>
        ))}
      </Stack>
      {letters.hasNextPage && (
        <Button variant="default" mt="sm" loading={letters.isFetchingNextPage} onClick={() => void letters.fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </section>
  );
}
