import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schema } from '../../api/client';
import { Money, When } from '../../parts/values';
import { useAsk } from '../tasks/figures';
import classes from './inbox.module.css';

/** Requests of which one is told and may read, and nothing more. */
export function CopiedList({ items }: { items: Schema<'WorklistApprovalsPageDto'>['items'] }) {
  const { t } = useTranslation(['inbox', 'tasks']);
  const ask = useAsk();
  return (
    <ul className={classes.list}>
      {items.map((request) => (
        <li key={request.id} className={classes.row}>
          <Link to={`/approvals/${request.id}`} className={classes.open}>
            <Text fw={600} component="span" display="block">
              {ask(request)}
            </Text>
            <Group gap="sm" mt={4}>
              {request.amount && <Money value={request.amount} fw={600} />}
              <Badge variant="light" color="gray" tt="none">
                {t(`tasks:request.${request.status}`)}
              </Badge>
              <Text span size="sm">
                {request.requester.name}, <When at={request.requestedAt} />
              </Text>
            </Group>
          </Link>
        </li>
      ))}
    </ul>
  );
}
