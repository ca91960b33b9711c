import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './developers.module.css';
import { fieldsOf, useTypeWords, type SchemaNode } from './type-words';

/** What an event says, field by field. */
export function Fields({ schema }: { schema: SchemaNode }) {
  const { t } = useTranslation('developers');
  const inWords = useTypeWords();
  return (
    <section aria-labelledby="fields">
      <Title order={2} size="h4" id="fields">
        {t('fields')}
      </Title>
      <ul className={classes.list}>
        {fieldsOf(schema).map(({ path, node, always }) => (
          <li key={path} className={classes.field}>
            <Text span fw={600} className={classes.name}>
              {path}
            </Text>
            <Text span size="sm" className={classes.name}>
              {inWords(node)}
            </Text>
            <Text span size="sm" c="dimmed">
              {always ? t('always') : t('sometimes')}
            </Text>
            {node.description && (
              <Text span size="sm" c="dimmed" className={classes.about}>
                {node.description}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
