import { Button, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { headersOf, useAct } from '../../api/act';
import { answer, api, type Schema } from '../../api/client';
import { useMe } from '../../api/who';
import { Refused } from '../../parts/states';
import { When } from '../../parts/values';
import type { TaskDetail } from './decide';
import { useDraft } from '../../parts/use-draft';

type Question = Schema<'WorklistApprovalDto'>['questions'][number];

/** What those who are asked wanted to know. Who was asked answers here. */
export function QuestionList({ questions }: { questions: readonly Question[] }) {
  const { t } = useTranslation('tasks');
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="questions">
      <Title order={2} size="h5" mb="sm" id="questions">
        {t('questions')}
      </Title>
      <Stack>
        {questions.map((question) => (
          <OneQuestion key={question.id} question={question} />
        ))}
      </Stack>
    </Paper>
  );
}

function OneQuestion({ question: { id, taskId, by, of, question, askedAt, answer: given } }: { question: Question }) {
  const { t } = useTranslation('tasks');
  const { personId } = useMe();
  const [text, setText, forget] = useDraft(`answer.${id}`);
  const { run, isRunning, problem } = useAct({
    changes: [['tasks'], ['approvals']],
    onDone: forget,
    send: (body: { answer: string }, key) => answer(api.POST('/v1/tasks/{id}/questions/{questionId}/answer', { params: { path: { id: taskId, questionId: id } }, headers: headersOf(key), body })),
  });
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t('question.asks', { by: by.name, of: of.name })}, <When at={askedAt} />
      </Text>
      <Text fw={600}>{question}</Text>
      {given !== null && <Text>{given}</Text>}
      {given === null && of.id !== personId && <Text size="sm">{t('question.open')}</Text>}
      {given === null && of.id === personId && (
        <Stack gap="xs" mt="xs" align="flex-start">
          <Textarea w="100%" label={t('question.answer')} value={text} maxLength={2000} onChange={(event) => setText(event.currentTarget.value)} />
          {problem && <Refused error={problem} />}
          <Button loading={isRunning} disabled={!text.trim()} onClick={() => run({ answer: text.trim() })}>
            {t('question.send')}
          </Button>
        </Stack>
      )}
    </div>
  );
}

export function Questions({ task: { approvalId } }: { task: TaskDetail }) {
  const { data } = useQuery({
    queryKey: ['approvals', 'one', approvalId],
    enabled: approvalId !== null,
    // An answer changes no list, so no stream tells of it.
    refetchInterval: ({ state }) => (state.data?.questions.some((one) => one.answer === null) ? 10_000 : false),
    queryFn: () => answer(api.GET('/v1/approvals/{id}', { params: { path: { id: approvalId! } } })),
  });
  return data && data.questions.length > 0 ? <QuestionList questions={data.questions} /> : null;
}
