import { ActionIcon, Box, Group, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import classes from './page.module.css';

export interface PageProps {
  title: string;
  /** Beside the title; what is done most often belongs into `bar`, where a thumb reaches it. */
  actions?: ReactNode;
  /** Address of the list that this one record belongs to. */
  back?: string;
  /** At the lower edge of a phone, above the tabs; on a desk at the end of the page. */
  bar?: ReactNode;
  /** As wide as the window: for boards and tables. */
  wide?: boolean;
  children: ReactNode;
}

let lastPath: string | undefined;

/** The frame of a page: its title (of the window, too) takes the focus when somebody comes here from another page. */
export function Page({ title, actions, back, bar, wide = false, children }: PageProps) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Throughline`;
  }, [title]);
  useEffect(() => {
    // What was opened over the page while it was on its way keeps it.
    const isTaken = document.activeElement?.closest('[role=dialog]');
    if (lastPath !== undefined && lastPath !== pathname && !isTaken) heading.current?.focus();
    lastPath = pathname;
  }, [pathname]);
  return (
    <Box className={bar ? classes.withBar : undefined} maw={wide ? undefined : 1000}>
      <Group component="header" justify="space-between" wrap="nowrap" mb="md" align="center">
        <Group gap="xs" wrap="nowrap" miw={0}>
          {back && (
            <ActionIcon component={Link} to={back} aria-label={t('action.back')}>
              <IconArrowLeft aria-hidden className={classes.turned} />
            </ActionIcon>
          )}
          <Title order={1} size="h3" tabIndex={-1} ref={heading}>
            {title}
          </Title>
        </Group>
        {actions && (
          <Group gap="xs" wrap="nowrap">
            {actions}
          </Group>
        )}
      </Group>
      {children}
      {bar && <Box className={classes.bar}>{bar}</Box>}
    </Box>
  );
}
