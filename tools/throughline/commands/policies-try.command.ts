import { Command } from 'commander';
import { UsageError } from '../exit-codes';
import type { Output } from '../output';
import { counted } from '../policies/answers';
import { policyName, policyVersionName, wholeNumber } from '../policies/arguments';
import { policiesOf } from '../policies/policy-files';
import type { SessionOptions } from '../policies/session';
import { openSession, withSession } from '../policies/session';

interface Named {
  kind: string;
  id: string;
  version: number;
}
interface Version extends Named {
  status: string;
  trialSince: string | null;
  trialLookedAt: string | null;
}
interface Loss {
  at: string;
  because: { text: string };
}
/** A line of the log as the API answers it. */
interface TrialLine {
  change: 'sooner' | 'later';
  leadId: string;
  displayName: string | null;
  ownerId: string;
  ownerName: string | null;
  inFact: Loss | null;
  underDraft: Loss | null;
  loggedAt: string;
}

/** Drafts on trial: while it lasts, what the draft would have done is logged once a day, and nothing else happens. */
export function policiesTryCommand(output: Output): Command {
  return new Command('try')
    .description('put a draft on trial: log day by day what it would have done, and change nothing')
    .addCommand(startCommand(output))
    .addCommand(reportCommand(output))
    .addCommand(stopCommand(output));
}

function startCommand(output: Output): Command {
  return withSession(new Command('start'))
    .description('save a file as a draft and put it on trial')
    .argument('<file>', 'a policy of the kind lead')
    .action(async (file: string, session: SessionOptions) => {
      const [document, more] = policiesOf([file]);
      if (!document || more) throw new UsageError('One policy at a time: the file holds several.');
      const api = await openSession(session);
      await api.post('/v1/policies', { document });
      const version = await api.post<Version>(trialOf(document), { on: true });
      output.answer(facts(version), [`${nameOf(version)} is on trial since ${version.trialSince}; it is looked at once a day, at its cut-off.`]);
    });
}

function stopCommand(output: Output): Command {
  return withSession(new Command('stop'))
    .description('end the trial of a draft; its log is kept')
    .argument('<kind/id@version>', 'e.g. lead/open-pool@3', policyVersionName)
    .action(async (named: Named, session: SessionOptions) => {
      const version = await (await openSession(session)).post<Version>(trialOf(named), { on: false });
      output.answer(facts(version), [`${nameOf(version)} is no longer on trial.`]);
    });
}

function reportCommand(output: Output): Command {
  return withSession(new Command('report'))
    .description('show what drafts on trial would have done so far, by owner, or lead by lead')
    .argument('<kind/id>', 'e.g. lead/open-pool', policyName)
    .option('--of <version>', 'of this version (default: every one that is on trial)', wholeNumber)
    .option('--records', 'name every lead')
    .action(async ({ kind, id }: { kind: string; id: string }, { of, records, ...session }: SessionOptions & { of?: number; records?: boolean }) => {
      const api = await openSession(session);
      const { versions } = await api.get<{ versions: Version[] }>(`/v1/policies/${kind}/${encodeURIComponent(id)}`);
      const chosen = versions.filter(({ version, trialSince }) => (of === undefined ? trialSince !== null : version === of));
      const trials = [];
      for (const version of chosen) trials.push({ ...facts(version), ...tally(await api.all<TrialLine>(trialOf(version))) });
      const lines = trials.flatMap((trial) => [headLine(trial), ...trial.byOwner.map(ownerLine), ...(records ? trial.lines.map(recordLine) : [])]);
      const answer = trials.map(({ lines: all, ...trial }) => ({ ...trial, ...(records && { records: all }) }));
      output.answer({ trials: answer }, lines.length > 0 ? lines : [`No draft of ${kind}/${id} is on trial.`]);
    });
}

const trialOf = ({ kind, id, version }: Named) => `/v1/policies/${kind}/${encodeURIComponent(id)}/versions/${version}/trial`;
const nameOf = ({ kind, id, version }: Named) => `${kind}/${id} version ${version}`;
const facts = ({ kind, id, version, status, trialSince, trialLookedAt }: Version) => ({ kind, id, version, status, trialSince, trialLookedAt });

function tally(lines: TrialLine[]) {
  const count = (some: readonly TrialLine[]) => ({ sooner: some.filter(({ change }) => change === 'sooner').length, later: some.filter(({ change }) => change === 'later').length });
  const owners = [...new Set(lines.map(({ ownerId }) => ownerId))].map((ownerId) => {
    const his = lines.filter((line) => line.ownerId === ownerId);
    return { ownerId, name: his[0]!.ownerName, ...count(his) };
  });
  return { ...count(lines), byOwner: owners.sort((a, b) => b.sooner + b.later - (a.sooner + a.later)), lines };
}

type Trial = ReturnType<typeof facts> & ReturnType<typeof tally>;

function headLine({ kind, id, version, trialSince, trialLookedAt, sooner, later }: Trial): string {
  const since = trialSince ? `on trial since ${trialSince}, ${trialLookedAt ? `looked at last ${trialLookedAt}` : 'not looked at yet'}` : 'no longer on trial';
  return `${kind}/${id} version ${version}, ${since}: ${counted(sooner, 'ownership', 'ownerships')} would have ended sooner, ${later} later`;
}

const ownerLine = ({ ownerId, name, sooner, later }: Trial['byOwner'][number]) => `  ${(name ?? ownerId).padEnd(24)} ${String(sooner).padStart(5)} sooner ${String(later).padStart(5)} later`;

function recordLine({ change, leadId, displayName, ownerName, inFact, underDraft }: TrialLine): string {
  const end = (loss: Loss | null) => (loss ? `${loss.at} (${loss.because.text})` : 'went on');
  return `  ${change.padEnd(6)} ${leadId}  ${displayName ?? ''}, ${ownerName ?? ''}: in fact ${end(inFact)}, under the draft ${end(underDraft)}`;
}
