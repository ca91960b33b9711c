import { Alert, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Data, Loading } from '../../parts/states';
import { readText, withChanges } from './form/draft-text';
import { formSchema, misfit, type FormSchema } from './form/form-schema';
import { useFieldWords } from './form/use-field-words';
import { headerIn, usePlaceWords, withoutHeader } from './rules';
import type { Document, Findings, Kind } from './use-policies';

const PolicyForm = lazy(() => import('./form/policy-form'));

/** The schemas that are published for editors and other programs: made from the rules' own. */
const SCHEMAS = import.meta.glob<FormSchema>('../../../../../libs/policy/schemas/{account,approval,assignment,classification,lead,scoring}.json', { import: 'default' });

export interface DraftFormProps {
  kind: Kind | 'approval';
  text: string;
  faults: Findings['faults'];
  write: (text: string) => void;
  /** In its place where the text says what it cannot show. */
  otherwise: ReactNode;
}

/** The draft as a form, made from the schema of its kind. */
export function DraftForm({ kind, ...draft }: DraftFormProps) {
  const schema = useQuery({ queryKey: ['policy-schema', kind], staleTime: Infinity, queryFn: () => Object.entries(SCHEMAS).find(([path]) => path.endsWith(`/${kind}.json`))![1]() });
  return (
    <Data query={schema} loading={<Loading />}>
      {(published) => <Shown published={published} {...draft} />}
    </Data>
  );
}

function Shown({ published, text, faults, write, otherwise }: Omit<DraftFormProps, 'kind'> & { published: FormSchema }) {
  const { t } = useTranslation('policies');
  const words = useFieldWords();
  const place = usePlaceWords();
  const schema = useMemo(() => formSchema(published, words), [published, words]);
  const read = readText(text);
  const noPlace = read.ok ? misfit(schema, withoutHeader(read.value)) : undefined;
  if (!read.ok || noPlace) {
    return (
      <Stack>
        <Alert color="yellow" title={t('form.cannotShow')}>
          {noPlace ? t('form.cannotShowWhere', { place: place(noPlace.join('.')) }) : t('form.notRead')}
        </Alert>
        {otherwise}
      </Stack>
    );
  }
  return <Form schema={schema} text={text} rules={read.value} faults={faults} write={write} />;
}

/** Writes into the text as it was when the form was opened: what is emptied and filled in again comes back to where it stood. */
function Form({ schema, text, rules, faults, write }: Pick<DraftFormProps, 'text' | 'faults' | 'write'> & { schema: FormSchema; rules: Document }) {
  const [opened] = useState(text);
  return (
    <Suspense fallback={<Loading />}>
      <PolicyForm schema={schema} rules={withoutHeader(rules)} faults={faults} change={(changed) => write(withChanges(opened, { ...headerIn(rules), ...changed }))} />
    </Suspense>
  );
}
