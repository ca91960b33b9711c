import { Badge, Button, Group, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { headersOf, useAct } from '../../api/act';
import { answer, api } from '../../api/client';
import { useMe } from '../../api/who';
import { Page } from '../../parts/page';
import { Data, Refused } from '../../parts/states';
import { Money, When } from '../../parts/values';
import { isDeclared, useApprovalPolicies } from '../policies/approval/use-approvals';
import { FigureList, useAsk } from '../tasks/figures';
import { QuestionList } from '../tasks/questions';
import { Legs } from '../tasks/route';
import { useApproval, type Approval } from './use-approval';

/** A request, for who asked for it, is copied on it or was asked a question. */
export default function ApprovalPage() {
  const { t } = useTranslation('approvals');
  const { id = '' } = useParams();
  const { personId } = useMe();
  const request = useApproval(id);
  const own = request.data?.requester.id === personId ? request.data : undefined;
  return (
    <Page title={t('title')} back="/inbox?view=copied" bar={own && (own.status === 'open' ? <Withdraw id={id} /> : own.status !== 'granted' && <AskAgain request={own} />)}>
      <Data query={request}>{(found) => <OneApproval request={found} />}</Data>
    </Page>
  );
}

function OneApproval({ request }: { request: Approval }) {
  const { t } = useTranslation(['approvals', 'tasks']);
  const ask = useAsk();
  return (
    <Stack gap="lg">
      <div>
        <Text size="lg" fw={700}>
          {ask(request)}
        </Text>
        <Group gap="sm" mt="xs">
          {request.amount && <Money value={request.amount} fw={700} />}
          <Badge variant="light" color="gray" tt="none" c="var(--mantine-color-text)">
            {t(`tasks:request.${request.status}`)}
          </Badge>
          <Text>
            {t('tasks:requester', { name: request.requester.name })}, <When at={request.requestedAt} />
          </Text>
        </Group>
      </div>
      <Paper withBorder p="md">
        <Title order={2} size="h5" mb="sm">
          {t('tasks:figures')}
        </Title>
        <FigureList figures={request.figures} />
      </Paper>
      <Paper withBorder p="md">
        <Title order={2} size="h5" mb="sm">
          {t('tasks:route')}
        </Title>
        <Legs legs={request.route} />
      </Paper>
      {request.questions.length > 0 && <QuestionList questions={request.questions} />}
    </Stack>
  );
}

/** With better values: a request of a kind that people make themselves. */
function AskAgain({ request: { id, policy } }: { request: Approval }) {
  const { t } = useTranslation('approvals');
  const policies = useApprovalPolicies();
  if (!policies.data?.items.some((one) => one.id === policy.id && isDeclared(one))) return null;
  return (
    <Button component={Link} to={`/approvals/new?kind=${policy.id}&follows=${id}`} variant="default">
      {t('new.again')}
    </Button>
  );
}

function Withdraw({ id }: { id: string }) {
  const { t } = useTranslation(['approvals', 'common']);
  const [asked, setAsked] = useState(false);
  const { run, isRunning, problem } = useAct({ changes: [['approvals'], ['tasks']], onDone: () => setAsked(false), send: (_input: object, key) => answer(api.POST('/v1/approvals/{id}/withdraw', { params: { path: { id } }, headers: headersOf(key), body: {} as never })) });
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {t('withdraw')}
      </Button>
      <Modal opened={asked} onClose={() => setAsked(false)} title={t('withdraw')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
        <Stack>
          <Text>{t('withdrawDetail')}</Text>
          {problem && <Refused error={problem} />}
          <Button color="red" loading={isRunning} onClick={() => run({})}>
            {t('withdraw')}
          </Button>
        </Stack>
      </Modal>
    </>
  );
}
