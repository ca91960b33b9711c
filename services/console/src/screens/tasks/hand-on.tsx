import { Button, Modal, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { headersOf, useAct } from '../../api/act';
import { answer, api } from '../../api/client';
import type { Problem } from '../../api/problem';
import { useMe } from '../../api/who';
import { notify } from '../../parts/notify';
import { PersonPicker } from '../../parts/person-picker';
import { Refused } from '../../parts/states';
import { useFocusBack } from '../../parts/use-focus-back';
import type { TaskDetail } from './decide';
import { useDraft } from '../../parts/use-draft';

interface Props {
  task: TaskDetail;
  close: () => void;
}

const CHANGES = [['tasks'], ['approvals']];

function Dialog({ title, submit, send, isRunning, problem, close, children }: { title: string; submit: string; send: () => void; isRunning: boolean; problem: Problem | undefined; close: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  useFocusBack();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // The page around it is no part of this form.
    event.stopPropagation();
    send();
  };
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form onSubmit={onSubmit}>
        <Stack>
          {children}
          {problem && <Refused error={problem} />}
          <Button type="submit" loading={isRunning}>
            {submit}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

function useDone(close: () => void, text: string) {
  return () => {
    close();
    void notify({ message: text });
  };
}

export function Claim({ task, close }: Props) {
  const { t } = useTranslation('tasks');
  const { run, isRunning, problem } = useAct({ changes: CHANGES, onDone: useDone(close, t('claim.done')), send: (_input: object, key) => answer(api.POST('/v1/tasks/{id}/claim', { params: { path: { id: task.id } }, headers: headersOf(key) })) });
  return (
    <Dialog title={t('act.claim')} submit={t('act.claim')} send={() => run({})} isRunning={isRunning} problem={problem} close={close}>
      <Text>{t('claim.detail')}</Text>
    </Dialog>
  );
}

export function Delegate({ task, close }: Props) {
  const { t } = useTranslation('tasks');
  const me = useMe();
  const [to, setTo] = useState<string | null>(null);
  const { run, isRunning, problem } = useAct({ changes: CHANGES, onDone: useDone(close, t('delegate.done')), send: (body: { to: string }, key) => answer(api.POST('/v1/tasks/{id}/delegate', { params: { path: { id: task.id } }, headers: headersOf(key), body })) });
  return (
    <Dialog title={t('act.delegate')} submit={t('act.delegate')} send={() => to && run({ to })} isRunning={isRunning} problem={problem} close={close}>
      <Text>{t('delegate.detail')}</Text>
      <PersonPicker label={t('delegate.to')} value={to} onChange={setTo} without={[me.personId]} />
    </Dialog>
  );
}

export function OneMoreApprover({ task, close }: Props) {
  const { t } = useTranslation('tasks');
  const me = useMe();
  const [personId, setPersonId] = useState<string | null>(null);
  const [place, setPlace] = useState<'before' | 'after'>('before');
  const { run, isRunning, problem } = useAct({ changes: CHANGES, onDone: useDone(close, t('add.done')), send: (body: { personId: string; place: 'before' | 'after' }, key) => answer(api.POST('/v1/tasks/{id}/add-approver', { params: { path: { id: task.id } }, headers: headersOf(key), body })) });
  return (
    <Dialog title={t('act.add')} submit={t('act.add')} send={() => personId && run({ personId, place })} isRunning={isRunning} problem={problem} close={close}>
      <PersonPicker label={t('add.who')} value={personId} onChange={setPersonId} without={[me.personId]} />
      <SegmentedControl aria-label={t('add.place')} value={place} onChange={(chosen) => setPlace(chosen as 'before' | 'after')} data={(['before', 'after'] as const).map((value) => ({ value, label: t(`add.${value}`) }))} />
    </Dialog>
  );
}

export function AskSomebody({ task, close }: Props) {
  const { t } = useTranslation('tasks');
  const { personId } = useMe();
  const [question, setQuestion, forget] = useDraft(`question.${task.id}`);
  const onRoute = [...(task.requester ? [task.requester] : []), ...task.route.flatMap(({ people }) => people)].map(({ id }) => id).filter((id) => id !== personId);
  const [of, setOf] = useState<string | null>(task.requester?.id ?? null);
  const done = useDone(close, t('question.done'));
  const { run, isRunning, problem } = useAct({
    changes: CHANGES,
    onDone: () => {
      forget();
      done();
    },
    send: (body: { question: string; of?: string }, key) => answer(api.POST('/v1/tasks/{id}/questions', { params: { path: { id: task.id } }, headers: headersOf(key), body })),
  });
  return (
    <Dialog title={t('act.ask')} submit={t('act.ask')} send={() => question.trim() && run({ question: question.trim(), ...(of && { of }) })} isRunning={isRunning} problem={problem} close={close}>
      <PersonPicker label={t('question.of')} value={of} onChange={setOf} only={onRoute} />
      <Textarea label={t('question.text')} value={question} maxLength={2000} required onChange={(event) => setQuestion(event.currentTarget.value)} />
    </Dialog>
  );
}
