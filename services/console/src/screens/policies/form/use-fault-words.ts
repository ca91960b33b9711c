import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export interface Fault {
  path: string;
  message: string;
  action: string;
}

/** What is wrong, in the reader's language where it is one of the things that are wrong every day, else as the server says it. */
export function useFaultWords(): (fault: Fault) => string {
  const { t } = useTranslation('policies');
  return useMemo(
    () =>
      ({ message, action }) => {
        const [, least] = /^is .+, less than (\S+)$/.exec(message) ?? [];
        const [, most] = /^is .+, more than (\S+)$/.exec(message) ?? [];
        const [, some] = /^has \d+ of at least (\d+)$/.exec(message) ?? [];
        if (message === 'is missing' || message === 'is empty' || message.startsWith('is empty, not')) return t('fault.missing');
        if (least) return t('fault.less', { least });
        if (most) return t('fault.more', { most });
        return some ? t('fault.few', { least: some }) : t('fault.other', { text: `${message}. ${action}` });
      },
    [t],
  );
}
