import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useIsPhone } from '../../../app/use-is-phone';
import { useFactWords } from '../../../parts/fact-words';
import { useFocusBack } from '../../../parts/use-focus-back';
import { When } from '../../../parts/values';
import classes from './audit.module.css';
import type { Line } from './use-audit';

/** One line of the trail as it was written. */
export function LineDialog({ line, close, onlyRecord }: { line: Line; close: () => void; onlyRecord: () => void }) {
  const { t } = useTranslation('administration');
  const inWords = useFactWords();
  const isPhone = useIsPhone();
  useFocusBack();
  const { seq, service, at, recordedAt, what, record, sealed, seal, data } = line;
  return (
    <Modal opened onClose={close} fullScreen={isPhone} size="lg" title={inWords(what)} closeButtonProps={{ 'aria-label': t('common:action.close'), size: 44 }}>
      <Stack>
        <dl className={classes.facts}>
          <dt>{t('audit.line')}</dt>
          <dd>{t('audit.lineOf', { seq, trail: t(`audit.trail.${service}`) })}</dd>
          <dt>{t('audit.when')}</dt>
          <dd>
            <When at={at} />
          </dd>
          <dt>{t('audit.written')}</dt>
          <dd>
            <When at={recordedAt} />
          </dd>
          <dt>{t('audit.record')}</dt>
          <dd className={classes.code}>{record.id}</dd>
          <dt>{t('audit.seal')}</dt>
          <dd>{sealed && seal ? t('audit.sealed') : t('audit.unsealed')}</dd>
        </dl>
        <Text size="sm">{t('audit.said')}</Text>
        <Code block className={classes.code} tabIndex={0} role="group" aria-label={t('audit.said')}>
          {JSON.stringify(data, null, 2)}
        </Code>
        <Group justify="flex-end">
          <Button variant="default" onClick={onlyRecord}>
            {t('audit.onlyRecord')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
