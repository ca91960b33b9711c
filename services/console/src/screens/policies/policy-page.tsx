import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useRights } from '../../app/rights';
import { useFormat } from '../../parts/format';
import { Page } from '../../parts/page';
import { Data } from '../../parts/states';
import { Applications } from './applications';
import { History } from './history';
import { Preview } from './preview';
import { Rules, withoutHeader } from './rules';
import { usePolicy, type Kind } from './use-policies';
import { useView, Views } from './views';
import { WriteDraft } from './write-draft';

const VIEWS = ['rules', 'tonight', 'write', 'history'] as const;

/** One set of rules: what it says, what it will do, another version of it, and how it came about. The view stands in the address. */
export default function PolicyPage() {
  const { t } = useTranslation('policies');
  const { kind, id } = useParams() as { kind: Kind; id: string };
  const { day } = useFormat();
  const may = useRights();
  const policy = usePolicy(kind, id);
  const views = VIEWS.filter((one) => (one === 'tonight' ? kind === 'lead' && may('policy:preview') : one !== 'write' || may('policy:draft')));
  const { view, change } = useView(views);
  return (
    <Page title={id} back="/policies">
      <Data query={policy}>
        {(data) => (
          <Stack>
            <div>
              <Text>{data.active ? t('inForceSince', { version: data.active.version, day: day(data.active.effectiveFrom), author: data.active.author }) : t('onlyDrafts')}</Text>
              {data.active && <Text size="sm">{data.active.reason}</Text>}
              {data.pools.length > 0 && <Text size="sm">{t('usedBy', { pools: data.pools.map(({ name }) => name).join(', ') })}</Text>}
            </div>
            <Applications kind={kind} id={id} />
            <Views views={views} view={view} change={change}>
              {view === 'rules' && (data.active ? <Rules value={withoutHeader(data.active.document)} /> : <Text>{t('onlyDrafts')}</Text>)}
              {view === 'tonight' && <Preview policyId={id} />}
              {view === 'write' && <WriteDraft policy={data} done={() => change('history')} />}
              {view === 'history' && <History policy={data} />}
            </Views>
          </Stack>
        )}
      </Data>
    </Page>
  );
}
