import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import pageClasses from '../../parts/page.module.css';

export interface SelectionBarProps {
  count: number;
  most: number;
  /** More were chosen than are answered at once. */
  over: boolean;
  approve: () => void;
  reject: () => void;
  clear: () => void;
}

export function SelectionBar({ count, most, over, approve, reject, clear }: SelectionBarProps) {
  const { t } = useTranslation(['inbox', 'tasks']);
  return (
    <div className={pageClasses.bar} role="group" aria-label={t('selected', { count })}>
      <Text component="p" my="auto" role="status">
        {over ? t('selectedOver', { most }) : t('selected', { count })}
      </Text>
      <Button onClick={approve}>{t('tasks:act.approved')}</Button>
      <Button variant="default" onClick={reject}>
        {t('tasks:act.rejected')}
      </Button>
      <Button variant="subtle" onClick={clear}>
        {t('clear')}
      </Button>
    </div>
  );
}
