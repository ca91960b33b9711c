import { Alert, Anchor, Button, Group, Paper, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { answer, api } from '../../api/client';
import type { Problem } from '../../api/problem';
import { useMe } from '../../api/who';
import { notify } from '../../parts/notify';
import { Page } from '../../parts/page';
import { Data, Refused, useWords } from '../../parts/states';
import { actUnlessUndone, offerAgain, useWaiting } from '../../parts/undo';
import { Due, Money } from '../../parts/values';
import { DecisionBar } from './decision-bar';
import { taskKey, useDecide, useWhatStands, type Outcome, type TaskDetail } from './decide';
import { FigureList, useAsk } from './figures';
import { Questions } from './questions';
import { Route } from './route';
import { SinceApproved, WhyHere } from './why';
import { useDraft } from '../../parts/use-draft';

/** One task: what is asked, on what grounds, by which way, and the answers in reach of a thumb. */
export default function TaskPage() {
  const { t } = useTranslation('tasks');
  const { id = '' } = useParams();
  const task = useQuery({ queryKey: taskKey(id), queryFn: () => answer(api.GET('/v1/tasks/{id}', { params: { path: { id } } })) });
  if (!task.data)
    return (
      <Page title={t('title')} back="/inbox">
        <Data query={task}>{() => null}</Data>
      </Page>
    );
  return <OneTask key={id} task={task.data} />;
}

function OneTask({ task }: { task: TaskDetail }) {
  const { t } = useTranslation('tasks');
  const ask = useAsk();
  const { personId } = useMe();
  const navigate = useNavigate();
  const words = useWords();
  const whatStands = useWhatStands();
  const [comment, setComment, forgetDraft] = useDraft(`task.${task.id}`);
  const [signature, setSignature] = useState('');
  const [toLeg, setToLeg] = useState<string>();
  const [refusal, setRefusal] = useState<{ problem: Problem; stands?: string | undefined }>();
  const [isSent, setWaiting] = useState(false);
  // Who comes back while his answer can still be taken back finds it given.
  const isWaiting = useWaiting().includes(task.id) || isSent;
  /** The version that was looked at: what came since is said before anything is answered. */
  const [seen, setSeen] = useState(task.version);
  const field = useRef<HTMLTextAreaElement>(null);
  const hasChanged = task.version !== seen && task.status === 'open' && !isWaiting;
  const isMine = task.status === 'open' && task.potentialOwners.some(({ id }) => id === personId) && (task.actualOwner === null || task.actualOwner.id === personId);
  const wantsSignature = refusal?.problem.code === 'task.signature_required';

  useEffect(() => {
    if (refusal?.problem.code === 'task.comment_required') field.current?.focus();
  }, [refusal]);

  const decide = useDecide({
    onDone: (said, { outcome }) => {
      setWaiting(false);
      forgetDraft();
      void notify({ message: said.answer === 'unknown' ? t('unknown') : t('sent', { outcome: t(`outcome.${outcome}`) }) });
    },
    onRefused: (problem, { outcome }, again) => {
      setWaiting(false);
      if (problem.isOpen) return offerAgain(t('about', { outcome: t(`outcome.${outcome}`), ask: ask(task) }), again);
      void whatStands(problem).then((stands) => {
        setRefusal({ problem, stands });
        // Whoever has gone to another page hears of it there.
        const { title, detail } = words(problem);
        if (!field.current?.isConnected) void notify({ color: 'red', title: `${title}: ${ask(task)}`, message: stands ?? detail, autoClose: false });
      });
    },
  });
  const answerIt = (outcome: Outcome) => {
    setRefusal(undefined);
    setWaiting(true);
    const decision = { taskId: task.id, outcome, version: seen, ...(comment.trim() && { comment: comment.trim() }), ...(signature.trim() && { signature: signature.trim() }), ...(outcome === 'returned' && toLeg && { toLeg }) };
    actUnlessUndone(t('about', { outcome: t(`outcome.${outcome}`), ask: ask(task) }), () => decide.run(decision), () => setWaiting(false), [task.id]);
    if (!needsMore(refusal?.problem)) void navigate('/inbox');
  };

  return (
    <Page title={t(`kind.${task.kind}`)} back="/inbox" bar={isMine && <DecisionBar task={task} disabled={isWaiting || hasChanged} decide={answerIt} toLeg={toLeg} setToLeg={setToLeg} />}>
      <Stack gap="lg">
        {hasChanged && (
          <Alert role="alert" color="yellow" icon={<IconRefresh aria-hidden />} title={t('changed.title')}>
            <Stack align="flex-start" gap="sm">
              {t('changed.detail')}
              <Button variant="default" onClick={() => setSeen(task.version)}>
                {t('changed.looked')}
              </Button>
            </Stack>
          </Alert>
        )}
        {refusal && <Refused error={refusal.problem} />}
        {refusal?.stands && <Text>{refusal.stands}</Text>}
        <div>
          <Text size="lg" fw={700}>
            {ask(task)}
          </Text>
          <Group gap="sm" mt="xs">
            {task.amount && <Money value={task.amount} fw={700} size="lg" />}
            {task.status === 'open' ? <Due at={task.dueAt} /> : <Text fw={600}>{t(`status.${task.status}`)}</Text>}
            {task.requester && <Text>{t('requester', { name: task.requester.name })}</Text>}
          </Group>
          {task.subjectType === 'contract' && (
            <Anchor component={Link} to={`/contracts/${task.subjectId}`} display="inline-flex" mih={44} style={{ alignItems: 'center' }}>
              {t('readContract')}
            </Anchor>
          )}
        </div>
        {task.decision && (
          <Alert color="teal" title={t('decidedBy', { outcome: t(`outcome.${task.decision.outcome}`), by: task.decision.by.name })}>
            {task.decision.comment}
          </Alert>
        )}
        <Paper withBorder p="md">
          <Title order={2} size="h5" mb="sm">
            {t('figures')}
          </Title>
          <FigureList figures={task.figures} />
        </Paper>
        <SinceApproved task={task} />
        <WhyHere task={task} />
        <Route task={task} />
        <Questions task={task} />
        {isMine && (
          <Stack gap="sm">
            <Textarea ref={field} label={t('comment')} description={t('commentHint')} value={comment} maxLength={2000} onChange={(event) => setComment(event.currentTarget.value)} />
            {wantsSignature && <TextInput label={t('signature')} value={signature} maxLength={200} onChange={(event) => setSignature(event.currentTarget.value)} data-autofocus />}
          </Stack>
        )}
      </Stack>
    </Page>
  );
}

/** Whoever was asked for something more stays until it was taken. */
const needsMore = (problem: Problem | undefined): boolean => problem !== undefined && ['task.comment_required', 'task.signature_required'].includes(problem.code);
