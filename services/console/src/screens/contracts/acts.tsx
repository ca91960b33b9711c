import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRights } from '../../app/rights';
import { useIsPhone } from '../../app/use-is-phone';
import { useWords } from '../../parts/states';
import { notify } from '../../parts/notify';
import { ActivityDialog } from './activities';
import { EndDialog } from './end-dialog';
import { SignDialog, useOpenSides } from './sign-dialog';
import { useRequestReview, type Contract } from './use-contracts';
import { VersionDialog } from './version-dialog';

type Act = 'review' | 'version' | 'sign' | 'activity' | 'refuse' | 'terminate';

/** What may follow in the state that the contract is in, to whom it is given; what comes next first. */
function useActs(contract: Contract): Act[] {
  const may = useRights();
  const sides = useOpenSides(contract);
  const { status, signatures } = contract;
  const possible: [Act, boolean][] = [
    ['review', status === 'draft' && may('contract:request-review')],
    ['sign', status === 'approved' && sides.length > 0 && may('contract:sign')],
    ['version', (status === 'draft' || status === 'returned' || (status === 'approved' && signatures.length === 0)) && may('contract:add-version')],
    ['activity', !['refused', 'terminated', 'ended'].includes(status) && may('contract:log-activity')],
    ['refuse', ['draft', 'returned', 'approved'].includes(status) && may('contract:refuse')],
    ['terminate', ['signed', 'active'].includes(status) && may('contract:terminate')],
  ];
  return possible.flatMap(([act, isPossible]) => (isPossible ? [act] : []));
}

export function Acts({ contract }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  const isPhone = useIsPhone();
  const words = useWords();
  const acts = useActs(contract);
  const sides = useOpenSides(contract);
  const [open, setOpen] = useState<Act>();
  const close = () => setOpen(undefined);
  const review = useRequestReview(contract, {
    onDone: () => void notify({ message: t('reviewStarted') }),
    onRefused: (problem) => {
      const { title, detail } = words(problem);
      void notify({ color: 'red', title, message: detail, autoClose: false });
    },
  });
  const start = (act: Act) => (act === 'review' ? review.run({ version: contract.version }) : setOpen(act));
  const [first, ...others] = acts;
  const shown = isPhone ? [] : others.filter((act) => act === 'version' || act === 'sign' || act === 'activity');
  const more = others.filter((act) => !(shown as Act[]).includes(act));
  if (!first) return null;
  return (
    <>
      <Button flex={isPhone ? 1 : undefined} loading={review.isRunning} onClick={() => start(first)}>
        {t(`do.${first}`)}
      </Button>
      {shown.map((act) => (
        <Button key={act} variant="default" onClick={() => start(act)}>
          {t(`do.${act}`)}
        </Button>
      ))}
      {more.length > 0 && (
        <Menu position="top-end" width={280}>
          <Menu.Target>
            <ActionIcon variant="default" aria-label={t('do.more')}>
              <IconDots aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map((act) => (
              <Menu.Item key={act} mih={44} onClick={() => start(act)}>
                {t(`do.${act}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {open === 'version' && <VersionDialog contract={contract} close={close} />}
      {open === 'sign' && <SignDialog contract={contract} sides={sides} close={close} />}
      {open === 'activity' && <ActivityDialog contract={contract} close={close} />}
      {(open === 'refuse' || open === 'terminate') && <EndDialog contract={contract} how={open} close={close} />}
    </>
  );
}
