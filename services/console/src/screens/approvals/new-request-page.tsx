import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { Page } from '../../parts/page';
import { Data, Empty, Refused } from '../../parts/states';
import { useDraft } from '../../parts/use-draft';
import type { ApprovalRules } from '../policies/approval/approval-document';
import { blank, bodyOf, RequestFields, type Written } from '../policies/approval/request-fields';
import { RouteAhead } from '../policies/approval/route-ahead';
import { useSubjectWords } from '../policies/approval/use-approval-words';
import { isDeclared, useApprovalPolicies, useApprovalPolicy, useRequest, useRoutePreview } from '../policies/approval/use-approvals';
import { useApproval, type Approval } from './use-approval';

/** Asks for something that the company declares: an expense, a leave. `kind` and the request that it `follows` stand in the address. */
export default function NewRequestPage() {
  const { t } = useTranslation('approvals');
  const subject = useSubjectWords();
  const [params, setParams] = useSearchParams();
  const [kind, follows] = [params.get('kind'), params.get('follows') ?? undefined];
  const policies = useApprovalPolicies();
  return (
    <Page title={t('new.title')} back="/inbox?view=waiting">
      <Data query={policies} isEmpty={({ items }) => !items.some(isDeclared)} empty={<Empty text={t('new.none')} />}>
        {({ items }) => (
          <Stack>
            <Select
              label={t('new.kind')}
              placeholder={t('new.choose')}
              data={items.filter(isDeclared).map(({ id, subject: of, request }) => ({ value: id, label: subject(of, request!.label) }))}
              value={kind}
              onChange={(chosen) => setParams(chosen ? { kind: chosen } : {}, { replace: true })}
              allowDeselect={false}
            />
            {kind && <Request key={`${kind} ${follows}`} id={kind} follows={follows} />}
          </Stack>
        )}
      </Data>
    </Page>
  );
}

function Request({ id, follows }: { id: string; follows: string | undefined }) {
  const policy = useApprovalPolicy(id);
  const previous = useApproval(follows);
  const form = (before?: Approval) => (
    <Data query={policy}>
      {({ versions, inForce }) => {
        const rules = versions.find(({ version }) => version === inForce)?.document as ApprovalRules | undefined;
        return rules ? <RequestForm rules={rules} previous={before} /> : null;
      }}
    </Data>
  );
  return follows ? <Data query={previous}>{form}</Data> : form();
}

type Draft = Written & { ask: string };

/** What the request before said, where it can be said again. */
function begun(previous: Approval | undefined): Draft {
  if (!previous) return { ...blank, ask: '' };
  const { lines = [], ...fields } = previous.figures;
  return { ...blank, ask: previous.ask, fields: fields as Written['fields'], lines: lines as Written['lines'] };
}

function RequestForm({ rules, previous }: { rules: ApprovalRules; previous: Approval | undefined }) {
  const { t } = useTranslation('approvals');
  const navigate = useNavigate();
  const [text, setText, forget] = useDraft(`request.${rules.subject}${previous ? `.${previous.id}` : ''}`);
  const draft = text ? (JSON.parse(text) as Draft) : begun(previous);
  const body = { ...bodyOf(rules.subject, draft), ...(previous && { follows: previous.id }) };
  const [looked, setLooked] = useState('');
  const preview = useRoutePreview();
  const request = useRequest(({ id }) => {
    forget();
    void navigate(`/approvals/${id}`);
  });
  const problem = request.problem ?? preview.problem;
  const write = (next: Draft) => setText(JSON.stringify(next));
  const look = () => {
    request.reset();
    setLooked(JSON.stringify(body));
    preview.run(body);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    request.run({ ...body, ask: draft.ask.trim() });
  };
  return (
    <form onSubmit={submit} aria-label={t('new.title')}>
      <Stack align="stretch">
        {previous && <Text size="sm">{t('new.follows')}</Text>}
        <TextInput label={t('new.ask')} value={draft.ask} maxLength={200} required error={request.problem?.of('ask')} onChange={({ currentTarget }) => write({ ...draft, ask: currentTarget.value })} />
        <RequestFields rules={rules} written={draft} change={(written) => write({ ...draft, ...written })} problem={problem} />
        {problem && <Refused error={problem} />}
        {preview.result && !preview.isRunning && looked === JSON.stringify(body) && <RouteAhead preview={preview.result} />}
        <Group justify="flex-end">
          <Button variant="default" loading={preview.isRunning} onClick={look}>
            {t('new.look')}
          </Button>
          <Button type="submit" loading={request.isRunning}>
            {t('new.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
