import { ActionIcon, Button, Menu, Select } from '@mantine/core';
import { IconArrowBackUp, IconDots, IconHandStop, IconMessageQuestion, IconUserPlus, IconUserShare } from '@tabler/icons-react';
import { useState } from 'react';
import { useLabel } from '../../parts/labels';
import { useTranslation } from 'react-i18next';
import { AskSomebody, Delegate, OneMoreApprover, Claim } from './hand-on';
import type { Outcome, TaskDetail } from './decide';
import { useIsPhone } from '../../app/use-is-phone';

export interface DecisionBarProps {
  task: TaskDetail;
  disabled: boolean;
  decide: (outcome: Outcome) => void;
  toLeg: string | undefined;
  setToLeg: (leg: string | undefined) => void;
}

type Dialog = 'delegate' | 'add' | 'ask' | 'claim';

/** Yes and no under the thumb; what is wanted less often behind one more. */
export function DecisionBar({ task, disabled, decide, toLeg, setToLeg }: DecisionBarProps) {
  const { t } = useTranslation('tasks');
  const isPhone = useIsPhone();
  const [dialog, setDialog] = useState<Dialog>();
  const has = (outcome: Outcome) => task.outcomes.includes(outcome);
  const isApproval = task.approvalId !== null;
  const earlier = task.route.filter(({ status, taskId }) => status === 'approved' && taskId !== task.id);
  const close = () => setDialog(undefined);
  const labelOf = useLabel();
  const returns = has('returned') && (
    <Button key="return" variant="default" leftSection={<IconArrowBackUp aria-hidden size={18} />} disabled={disabled} onClick={() => decide('returned')}>
      {t('act.returned')}
    </Button>
  );
  return (
    <>
      {(['approved', 'done'] as const).filter(has).map((outcome) => (
        <Button key={outcome} flex={isPhone ? 1 : undefined} disabled={disabled} onClick={() => decide(outcome)}>
          {t(`act.${outcome}`)}
        </Button>
      ))}
      {has('rejected') && (
        <Button flex={isPhone ? 1 : undefined} color="red" variant="outline" disabled={disabled} onClick={() => decide('rejected')}>
          {t('act.rejected')}
        </Button>
      )}
      {(!isPhone || !has('rejected')) && returns}
      {!isPhone && has('returned') && earlier.length > 0 && (
        <Select aria-label={t('returnTo')} placeholder={t('returnToRequester')} clearable value={toLeg ?? null} onChange={(leg) => setToLeg(leg ?? undefined)} data={earlier.map(({ key, label }) => ({ value: key, label: labelOf(label) }))} />
      )}
      <Menu position="top-end" width={280}>
        <Menu.Target>
          <ActionIcon variant="default" aria-label={t('act.more')}>
            <IconDots aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isPhone && has('rejected') && has('returned') && (
            <>
              <Menu.Item mih={44} disabled={disabled} leftSection={<IconArrowBackUp aria-hidden size={18} />} onClick={() => decide('returned')}>
                {t('act.returned')}
              </Menu.Item>
              {earlier.map(({ key, label }) => (
                <Menu.Item key={key} mih={44} disabled={disabled} leftSection={<IconArrowBackUp aria-hidden size={18} />} onClick={() => setToLeg(toLeg === key ? undefined : key)} aria-current={toLeg === key || undefined}>
                  {t('returnToLeg', { leg: labelOf(label) })}
                </Menu.Item>
              ))}
            </>
          )}
          {task.actualOwner === null && task.potentialOwners.length > 1 && (
            <Menu.Item mih={44} leftSection={<IconHandStop aria-hidden size={18} />} onClick={() => setDialog('claim')}>
              {t('act.claim')}
            </Menu.Item>
          )}
          <Menu.Item mih={44} leftSection={<IconUserShare aria-hidden size={18} />} onClick={() => setDialog('delegate')}>
            {t('act.delegate')}
          </Menu.Item>
          {isApproval && (
            <>
              <Menu.Item mih={44} leftSection={<IconUserPlus aria-hidden size={18} />} onClick={() => setDialog('add')}>
                {t('act.add')}
              </Menu.Item>
              <Menu.Item mih={44} leftSection={<IconMessageQuestion aria-hidden size={18} />} onClick={() => setDialog('ask')}>
                {t('act.ask')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'delegate' && <Delegate task={task} close={close} />}
      {dialog === 'add' && <OneMoreApprover task={task} close={close} />}
      {dialog === 'ask' && <AskSomebody task={task} close={close} />}
      {dialog === 'claim' && <Claim task={task} close={close} />}
    </>
  );
}
