import { Badge, Button, Group, Stack, Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useNow } from '../../parts/format';
import { Page } from '../../parts/page';
import { Empty, LoadingRows, Refused } from '../../parts/states';
import { CopiedList } from './copied-list';
import { FilterRow } from './filter-row';
import { useCopied, useCounts, useTasks, VIEWS, type Filter, type Kind, type View } from './lists';
import { TaskList } from './task-list';
import classes from './inbox.module.css';

/** What waits for whom; view and filter stand in the address, so that a link and the way back lead to the same list. */
export default function InboxPage() {
  const { t } = useTranslation(['inbox', 'tasks']);
  const [params, setParams] = useSearchParams();
  const view = VIEWS.find((one) => one === params.get('view')) ?? 'mine';
  const hours = params.get('dueWithin');
  const filter: Filter = { text: params.get('text') ?? '', ...(params.get('kind') && { kind: params.get('kind') as Kind }), ...(hours && { dueWithin: Number.parseInt(hours, 10) }) };
  const change = (next: Partial<Record<'view' | 'text' | 'kind' | 'dueWithin', string | undefined>>) => {
    const wanted = { view, ...Object.fromEntries(params), ...next };
    setParams(Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value && !(name === 'view' && value === 'mine'))) as Record<string, string>, { replace: !next.view });
  };

  const tasks = useTasks(view === 'copied' ? 'mine' : view, filter, useNow(), view !== 'copied');
  const copied = useCopied(view === 'copied');
  const alone = useCounts(view === 'copied');
  const counts = tasks.data?.pages.at(-1)?.counts ?? alone;
  const list = view === 'copied' ? copied : tasks;
  const rows = list.data?.pages.flatMap(({ items }) => items as unknown[]) ?? [];
  const isFiltered = Boolean(filter.text || filter.kind || filter.dueWithin !== undefined);

  return (
    <Page
      title={t('title')}
      actions={
        <Button component={Link} to="/approvals/new" variant="default">
          {t('new')}
        </Button>
      }
    >
      <Stack>
        <Tabs value={view} onChange={(chosen) => change({ view: (chosen as View) ?? 'mine' })} keepMounted={false}>
          <Tabs.List className={classes.views} aria-label={t('views')}>
            {VIEWS.map((one) => (
              <Tabs.Tab key={one} value={one} mih={44} rightSection={counts && <Badge variant="light" color="gray" className={classes.count}>{counts[one] >= 1000 ? '999+' : counts[one]}</Badge>}>
                {t(`view.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={view} pt="md">
            {view !== 'copied' && <FilterRow filter={filter} change={change} />}
            {list.isPending && <LoadingRows />}
            {list.error && !list.data && <Refused error={list.error} again={() => void list.refetch()} />}
            {list.data && rows.length === 0 && <Empty text={isFiltered ? t('emptyFiltered') : t(`empty.${view}`)} />}
            {view === 'copied' ? <CopiedList items={copied.data?.pages.flatMap(({ items }) => items) ?? []} /> : <TaskList key={view} view={view} items={tasks.data?.pages.flatMap(({ items }) => items) ?? []} />}
            {list.hasNextPage && (
              <Group justify="center" mt="md">
                <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  {t('more')}
                </Button>
              </Group>
            )}
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </Page>
  );
}
