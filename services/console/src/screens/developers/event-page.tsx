import { Button, Code, CopyButton, Group, Stack, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useFactWords } from '../../parts/fact-words';
import { Page } from '../../parts/page';
import { Data, Loading } from '../../parts/states';
import classes from './developers.module.css';
import { Fields } from './fields';
import type { SchemaNode } from './type-words';
import { useEventType, type EventTypeDetail } from './use-events';

/** One event: where it comes, what it says field by field, and what such data looks like. */
export default function EventPage() {
  const { type } = useParams() as { type: string };
  const event = useEventType(type);
  return (
    <Data query={event} loading={<Loading />}>
      {(data) => <Event event={data} />}
    </Data>
  );
}

function Event({ event: { type, name, topic, aggregate, version, versions, about, schema, example } }: { event: EventTypeDetail }) {
  const { t } = useTranslation('developers');
  const inWords = useFactWords();
  return (
    <Page title={inWords(name)} back="/developers/events">
      <Stack gap="lg">
        <Stack gap={4}>
          <Text className={classes.name}>{type}</Text>
          <Text>{about}</Text>
          <Text size="sm" c="dimmed" className={classes.name}>
            {t('comesOn', { topic, aggregate })}
          </Text>
          {versions.length > 1 && (
            <Group gap="xs">
              {versions.map((one) =>
                one === version ? (
                  <Text key={one} fw={600}>
                    {t('version', { version: one })}
                  </Text>
                ) : (
                  <Link key={one} to={`/developers/events/${type.replace(/\d+$/, String(one))}`} className={classes.link}>
                    {t('version', { version: one })}
                  </Link>
                ),
              )}
            </Group>
          )}
        </Stack>
        <Fields schema={schema as SchemaNode} />
        <Copied title={t('example')} text={JSON.stringify(example, null, 2)} name={t('copyExample')} />
        <Copied title={t('schema')} text={JSON.stringify(schema, null, 2)} name={t('copySchema')} />
      </Stack>
    </Page>
  );
}

function Copied({ title, text, name }: { title: string; text: string; name: string }) {
  const { t } = useTranslation('developers');
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" aria-label={copied ? t('copied') : name} onClick={copy}>
              {copied ? t('copied') : t('copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Code block className={classes.document} tabIndex={0} role="group" aria-label={title}>
        {text}
      </Code>
    </section>
  );
}
