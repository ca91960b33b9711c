import { Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../parts/form-dialog';
import { notify } from '../../parts/notify';
import { Data, Loading } from '../../parts/states';
import { useDraft } from '../../parts/use-draft';
import { areComplete, TermsFields, termsOf, typedLines, type TypedLine } from '../pipeline/terms-fields';
import { useAddVersion, useText, type Contract, type NewVersion } from './use-contracts';

interface Typed {
  amount: string;
  clauses: string;
  startsOn: string;
  endsOn: string;
  lines: TypedLine[];
}

/** The next version begins as the present one. What is typed is kept until it was sent, for this version. */
export function VersionDialog({ contract, close }: { contract: Contract; close: () => void }) {
  const text = useText(contract.id, contract.currentVersion);
  return <Data query={text} loading={<Loading />}>{({ clauses }) => <Form contract={contract} clauses={clauses} close={close} />}</Data>;
}

function Form({ contract, clauses, close }: { contract: Contract; clauses: string; close: () => void }) {
  const { t } = useTranslation('contracts');
  const present: Typed = { amount: contract.amount.amount, clauses, startsOn: contract.startsOn ?? '', endsOn: contract.endsOn ?? '', lines: typedLines(contract.terms) };
  const [draft, setDraft, forget] = useDraft(`contract.${contract.id}.${contract.currentVersion}`);
  const typed: Typed = draft ? (JSON.parse(draft) as Typed) : present;
  const set = (part: Partial<Typed>) => setDraft(JSON.stringify({ ...typed, ...part }));
  const { isRunning, problem, run } = useAddVersion(contract, {
    onDone: ({ currentVersion }) => {
      forget();
      void notify({ message: t('versionAdded', { no: currentVersion }) });
      close();
    },
  });
  const changed = changesOf(typed, present, contract.amount.currency);
  // What was returned may be handed in again as it is.
  const isReady = areComplete(typed.lines) && typed.amount.trim() !== '' && typed.clauses.trim() !== '' && (Object.keys(changed).length > 0 || contract.status === 'returned');
  return (
    <FormDialog title={t('newVersion', { no: contract.currentVersion + 1 })} size="xl" close={close} problem={problem} send={{ text: t('saveVersion'), run: () => run(changed), isRunning, isReady }}>
      <Text size="sm">{t('versionHint')}</Text>
      <TextInput label={t('amountIn', { currency: contract.amount.currency })} inputMode="decimal" value={typed.amount} onChange={({ currentTarget }) => set({ amount: currentTarget.value })} error={problem?.of('amount.amount') ?? problem?.of('amount')} />
      <Group grow align="flex-start">
        <TextInput type="date" label={t('startsOn')} value={typed.startsOn} onChange={({ currentTarget }) => set({ startsOn: currentTarget.value })} error={problem?.of('term.startsOn')} />
        <TextInput type="date" label={t('endsOn')} value={typed.endsOn} onChange={({ currentTarget }) => set({ endsOn: currentTarget.value })} error={problem?.of('term.endsOn')} />
      </Group>
      <Textarea label={t('clauses')} autosize minRows={6} maxRows={16} maxLength={40_000} value={typed.clauses} onChange={({ currentTarget }) => set({ clauses: currentTarget.value })} error={problem?.of('body')} />
      <Stack gap="xs">
        <Text fw={600}>{t('plan')}</Text>
        <TermsFields lines={typed.lines} change={(lines) => set({ lines })} problem={problem} />
      </Stack>
    </FormDialog>
  );
}

/** Only what differs is sent: the legs look at what was touched. */
function changesOf(typed: Typed, present: Typed, currency: string): NewVersion {
  const terms = JSON.stringify(termsOf(typed.lines));
  return {
    ...(typed.amount.trim() !== present.amount && { amount: { amount: typed.amount.trim(), currency } }),
    ...(typed.clauses.trim() !== present.clauses.trim() && { body: typed.clauses.trim() }),
    ...((typed.startsOn !== present.startsOn || typed.endsOn !== present.endsOn) && { term: { startsOn: typed.startsOn || null, endsOn: typed.endsOn || null } }),
    ...(terms !== JSON.stringify(termsOf(present.lines)) && { terms: termsOf(typed.lines) }),
  };
}
