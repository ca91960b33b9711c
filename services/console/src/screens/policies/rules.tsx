import { useTranslation } from 'react-i18next';
import { HEADER, placeOf } from './form/form-schema';
import { useFieldWords } from './form/use-field-words';
import classes from './policies.module.css';

/** Which policy, which version, by whom and why is said elsewhere. */
export const withoutHeader = (document: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(document).filter(([key]) => !HEADER.includes(key)));

/** What an expert has written of it into the text all the same. */
export const headerIn = (document: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(document).filter(([key]) => HEADER.includes(key)));

/** Where in a document something stands, in words: `resets[0].minMinutes` is the first of what counts as work. */
export function usePlaceWords(): (path: string) => string {
  const words = useFieldWords();
  return (path) => {
    let around = '';
    const named = placeOf(path).map((part) => {
      if (/^\d+$/.test(part)) return String(Number.parseInt(part, 10) + 1);
      const title = words.title(part, around);
      around = part;
      return title;
    });
    return named.join(' › ');
  };
}

/** A document of rules, read aloud: what it says, level by level. `name`: what it is the value of; `around`: where that stands. */
export function Rules({ value, name = '', around = '' }: { value: unknown; name?: string; around?: string }) {
  const { t } = useTranslation('policies');
  const words = useFieldWords();
  if (value === null || value === undefined) return <span>{t('nothing')}</span>;
  if (typeof value !== 'object') return <span>{words.value(value, name, around)}</span>;
  const isList = Array.isArray(value);
  const entries: [string, unknown][] = Object.entries(value);
  if (entries.length === 0) return <span>{t('nothing')}</span>;
  if (isList && entries.every(([, one]) => typeof one !== 'object')) return <span>{entries.map(([, one]) => words.value(one, name, around)).join(', ')}</span>;
  if (isList)
    return (
      <ol className={classes.items}>
        {entries.map(([at, one]) => (
          <li key={at}>
            <Rules value={one} name={name} around={around} />
          </li>
        ))}
      </ol>
    );
  return (
    <dl className={classes.rules}>
      {entries.map(([key, one]) => (
        <div key={key} className={isNested(one) ? classes.nested : classes.rule}>
          <dt>{words.title(key, name)}</dt>
          <dd>
            <Rules value={one} name={key} around={name} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length > 0 && !(Array.isArray(value) && value.every((one) => typeof one !== 'object'));
