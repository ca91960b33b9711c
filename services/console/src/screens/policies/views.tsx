import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

export type View = 'rules' | 'sample' | 'tonight' | 'write' | 'history';

/** The view that stands in the address: of those that one may have, else the rules. */
export function useView<V extends View>(views: readonly V[]): { view: V | 'rules'; change: (next: string | null) => void } {
  const [params, setParams] = useSearchParams();
  const view = views.find((one) => one === params.get('view')) ?? 'rules';
  return { view, change: (next) => setParams(next && next !== 'rules' ? { view: next } : {}, { replace: true }) };
}

/** @param children the view that is chosen */
export function Views({ views, view, change, children }: { views: readonly View[]; view: View; change: (next: string | null) => void; children: ReactNode }) {
  const { t } = useTranslation('policies');
  return (
    <Tabs value={view} onChange={change} keepMounted={false}>
      <Tabs.List aria-label={t('views')}>
        {views.map((one) => (
          <Tabs.Tab key={one} value={one} mih={44}>
            {t(`view.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={view} pt="md">
        {children}
      </Tabs.Panel>
    </Tabs>
  );
}
