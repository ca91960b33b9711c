import { Badge, Text, type TextProps } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MomentStyle, MoneyValue } from '../i18n/format';
import { useDueWords, useFormat } from './format';
import classes from './values.module.css';

/** An amount with all its digits, in figures of one width. */
export function Money({ value, ...text }: { value: MoneyValue | null | undefined } & TextProps) {
  const { money } = useFormat();
  return (
    <Text span inherit className={classes.figures} {...text}>
      {value ? money(value) : '–'}
    </Text>
  );
}

/** A moment in the reader's zone. */
export function When({ at, style }: { at: string; style?: MomentStyle }) {
  const { moment } = useFormat();
  return <time dateTime={at}>{moment(at, style)}</time>;
}

/** How long until it is due, in words and colour; the moment itself for who points at it. */
export function Due({ at }: { at: string }) {
  const { moment } = useFormat();
  const { text, past, soon } = useDueWords()(at);
  const color = past ? 'red' : soon ? 'yellow' : 'gray';
  return (
    <Badge component="time" {...{ dateTime: at }} title={moment(at)} color={color} variant="light" className={classes.due} data-tone={past ? 'past' : soon ? 'soon' : 'calm'} leftSection={past ? <IconAlertTriangle aria-hidden size={14} /> : <IconClock aria-hidden size={14} />}>
      {text}
    </Badge>
  );
}

/** Somebody, and in whose place he stands. */
export function Person({ name, standsInFor }: { name: string; standsInFor?: { name: string } | undefined }) {
  const { t } = useTranslation();
  return <span>{standsInFor ? t('person.standsIn', { name, for: standsInFor.name }) : name}</span>;
}
