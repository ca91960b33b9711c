import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './contracts.module.css';
import type { Status } from './use-contracts';

const COLORS: Record<Status, string> = { draft: 'gray', 'in-review': 'blue', returned: 'orange', approved: 'teal', signed: 'teal', active: 'green', refused: 'red', terminated: 'red', ended: 'gray' };

export function StatusBadge({ status }: { status: Status }) {
  const { t } = useTranslation('contracts');
  return (
    <Badge variant="light" color={COLORS[status]} className={classes.badge}>
      {t(`is.${status}`)}
    </Badge>
  );
}
