import { Stack, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useRights } from '../../../app/rights';
import { useFormat } from '../../../parts/format';
import { Page } from '../../../parts/page';
import { Data, Loading } from '../../../parts/states';
import { DraftEditor, type Book } from '../draft-editor';
import { useView, Views } from '../views';
import type { ApprovalRules } from './approval-document';
import { ApprovalHistory } from './approval-history';
import { ApprovalInWords } from './in-words';
import { RouteTrial } from './route-trial';
import { useSubjectWords } from './use-approval-words';
import { checkApproval, saveApproval, useApprovalPolicy, type ApprovalPolicy } from './use-approvals';

const TextDifference = lazy(() => import('../text-difference'));
const VIEWS = ['rules', 'sample', 'write', 'history'] as const;

/** Who must agree to requests of one kind: what it says, whom a request would go to, another version of it, and how it came about. */
export default function ApprovalPolicyPage() {
  const { t } = useTranslation('policies');
  const { id = '' } = useParams();
  const { day } = useFormat();
  const may = useRights();
  const subject = useSubjectWords();
  const policy = useApprovalPolicy(id);
  const views = VIEWS.filter((one) => (one === 'write' ? may('policy:draft') : one !== 'sample' || (may('approval:preview') && policy.data?.inForce !== null)));
  const { view, change } = useView(views);
  return (
    <Page title={policy.data ? subject(policy.data.subject, policy.data.request?.label) : id} back="/policies">
      <Data query={policy}>
        {(data) => {
          const inForce = data.versions.find(({ version }) => version === data.inForce);
          const shown = (inForce ?? data.versions[0]!).document as unknown as ApprovalRules;
          return (
            <Stack>
              <div>
                <Text>{inForce ? t('inForceSince', { version: inForce.version, day: day(inForce.effectiveFrom), author: inForce.author }) : t('approval.notYet')}</Text>
                {inForce && <Text size="sm">{inForce.reason}</Text>}
              </div>
              <Views views={views} view={view} change={change}>
                {view === 'rules' && <ApprovalInWords rules={shown} />}
                {view === 'sample' && <RouteTrial rules={shown} />}
                {view === 'write' && <Write policy={data} done={() => change('history')} />}
                {view === 'history' && <ApprovalHistory policy={data} />}
              </Views>
            </Stack>
          );
        }}
      </Data>
    </Page>
  );
}

/** The next version: it is no draft; requests take it from its day on. */
function Write({ policy, done }: { policy: ApprovalPolicy; done: () => void }) {
  const { t } = useTranslation('policies');
  const { day } = useFormat();
  const newest = policy.versions[0]!;
  const version = newest.version + 1;
  const book: Book = {
    kind: 'approval',
    id: policy.id,
    check: checkApproval,
    save: saveApproval,
    changes: [['policies']],
    texts: { save: t('approval.save'), saved: (from) => t('approval.saved', { version, day: day(from) }) },
    compared: (document) => (
      <Suspense fallback={<Loading />}>
        <TextDifference before={newest.document} after={document} />
      </Suspense>
    ),
  };
  return <DraftEditor key={version} book={book} from={newest.document} version={version} intro={t('approval.begins', { version })} done={done} />;
}
