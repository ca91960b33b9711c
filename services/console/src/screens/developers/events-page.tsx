import { Stack, Text, TextInput, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useFactWords } from '../../parts/fact-words';
import { Page } from '../../parts/page';
import { Data, Empty } from '../../parts/states';
import classes from './developers.module.css';
import { useEventTypes, type EventType } from './use-events';

/** All that programs can be told of, by the topic that they subscribe to. What is looked for stands in the address. */
export default function EventsPage() {
  const { t } = useTranslation('developers');
  const inWords = useFactWords();
  const [params, setParams] = useSearchParams();
  const text = params.get('text') ?? '';
  const events = useEventTypes();
  const matches = ({ type, about, name }: EventType) => [type, about, inWords(name)].some((one) => one.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <Page title={t('events')} back="/developers">
      <Stack>
        <Text size="sm" c="dimmed">
          {t('aboutEvents')}
        </Text>
        <TextInput label={t('findEvent')} value={text} onChange={({ currentTarget }) => setParams(currentTarget.value ? { text: currentTarget.value } : {}, { replace: true })} />
        <Data query={events}>
          {({ items }) => {
            const found = items.filter(matches);
            const topics = [...new Set(found.map(({ topic }) => topic))].sort();
            if (topics.length === 0) return <Empty text={t('noEvent')} />;
            return topics.map((topic) => (
              <section key={topic} aria-labelledby={topic}>
                <Title order={2} size="h4" id={topic} className={classes.name}>
                  {topic}
                </Title>
                <ul className={classes.list}>
                  {found.filter((event) => event.topic === topic).map(({ type, name, about }) => (
                    <li key={type}>
                      <Link to={`/developers/events/${type}`} className={classes.event}>
                        <Text span fw={600}>
                          {inWords(name)}
                        </Text>
                        <Text span size="sm" className={classes.name}>
                          {type}
                        </Text>
                        <Text span size="sm" c="dimmed">
                          {about}
                        </Text>
                      </Link>
                    </li>
                  ))}
                </ul>
              </section>
            ));
          }}
        </Data>
      </Stack>
    </Page>
  );
}
