import { useTranslation } from 'react-i18next';
import { Data } from '../../parts/states';
import { Compared } from './compared';
import { DraftEditor, type Book } from './draft-editor';
import { Preview } from './preview';
import { checkDocument, saveDraft, useVersion, type Document, type Policy } from './use-policies';

/** Another version of the rules: the draft that is there goes on, else one begins with what is there. */
export function WriteDraft({ policy, done }: { policy: Policy; done: () => void }) {
  const { t } = useTranslation('policies');
  const { kind, id } = policy;
  const version = useVersion(kind, id, policy.versions[0]!.version);
  const book = (next: number): Book => ({
    kind,
    id,
    check: checkDocument,
    save: saveDraft,
    changes: [['policies']],
    texts: { save: t('save'), saved: () => t('saved', { version: next }) },
    compared: (document) => <Compared document={document} />,
    ...(kind === 'lead' && { foreseen: (document: Document) => <Preview policyId={id} document={document} /> }),
  });
  return (
    <Data query={version}>
      {(data) => {
        const isDraft = data.status === 'draft';
        const next = isDraft ? data.version : data.version + 1;
        return <DraftEditor key={data.version} book={book(next)} from={data.document} version={next} intro={isDraft ? t('goesOn', { version: next }) : t('begins', { version: next })} done={done} />;
      }}
    </Data>
  );
}
