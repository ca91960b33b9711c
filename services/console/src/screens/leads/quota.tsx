import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format';
import type { Schema } from '../../api/client';

/** What one may still claim in a pool; at the end of it, when there is more. */
export function Quota({ quota }: { quota: Schema<'LeadsPoolDetailDto'>['myQuota'] }) {
  const { t } = useTranslation('leads');
  const { moment } = useFormat();
  if (quota.exempt) return <Text>{t('quota.exempt')}</Text>;
  const more = quota.leftThisWeek === 0 ? quota.nextWeek : quota.leftToday === 0 ? quota.nextDay : undefined;
  return (
    <Text>
      {t('quota.left', { today: quota.leftToday, week: quota.leftThisWeek, own: quota.leftToOwn })}
      {more && ` ${t('quota.again', { at: moment(more) })}`}
    </Text>
  );
}
