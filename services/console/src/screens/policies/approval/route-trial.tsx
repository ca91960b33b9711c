import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '../../../parts/states';
import type { ApprovalRules } from './approval-document';
import { blank, bodyOf, RequestFields } from './request-fields';
import { RouteAhead } from './route-ahead';
import { useRoutePreview } from './use-approvals';

/** Whom a request would be put before, with names and times, if whoever looks made it now. Nobody is asked. */
export function RouteTrial({ rules }: { rules: ApprovalRules }) {
  const { t } = useTranslation('policies');
  const [written, setWritten] = useState(blank);
  const preview = useRoutePreview();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    preview.run(bodyOf(rules.subject, written));
  };
  return (
    <Stack>
      <Text size="sm">{t('approval.sample')}</Text>
      <form onSubmit={submit}>
        <Stack align="stretch">
          <RequestFields rules={rules} written={written} change={setWritten} problem={preview.problem} />
          <Group>
            <Button type="submit" variant="default" loading={preview.isRunning}>
              {t('approval.try')}
            </Button>
          </Group>
        </Stack>
      </form>
      {preview.problem && <Refused error={preview.problem} />}
      {preview.result && !preview.isRunning && <RouteAhead preview={preview.result} />}
    </Stack>
  );
}
