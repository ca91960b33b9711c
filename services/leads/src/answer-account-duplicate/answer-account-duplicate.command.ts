import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { AccountChange } from '../account/account-desk';
import { accountErrors } from '../account/account.errors';
import { ChangeAccountCommand } from '../change-account/change-account.command';
import type { RenameAccount } from '../change-account/change-account.dto';
import { AskEntry } from '../conclude-duplicate-entry/ask-entry';
import type { EntryCommands } from '../conclude-duplicate-entry/entry-request.repository';
import { CreateAccountCommand } from '../create-account/create-account.command';
import type { EnterAccount } from '../create-account/create-account.dto';
import type { Admission } from '../duplicates/duplicate-fence';
import { candidatesOf } from '../duplicates/refused-entry';
import type { EnteredAccount } from './answer-account-duplicate.dto';

/** Makes or changes a customer, and does what its sender chose where the same company may be here already. */
@Injectable()
export class AnswerAccountDuplicateCommand {
  constructor(
    private readonly createAccount: CreateAccountCommand,
    private readonly changeAccount: ChangeAccountCommand,
    private readonly entries: AskEntry,
  ) {}

  /** @throws as the creation does, account.duplicate_reason_missing */
  create({ onDuplicate, duplicateReason, ...account }: EnterAccount, by: Principal): Promise<EnteredAccount> {
    const answer = { onDuplicate, duplicateReason, name: account.name, entry: 'account', command: account } as const;
    return this.answered(answer, (admission) => this.createAccount.execute(account, by, admission), by);
  }

  /** @throws as the change does, account.duplicate_reason_missing */
  change(change: AccountChange, { onDuplicate, duplicateReason, ...fields }: RenameAccount, by: Principal): Promise<EnteredAccount> {
    const answer = { onDuplicate, duplicateReason, name: fields.name ?? '', entry: 'account-change', command: { accountId: change.accountId, fields } } as const;
    return this.answered(answer, (admission) => this.changeAccount.execute(change, fields, by, admission), by);
  }

  private async answered<E extends keyof EntryCommands>(answer: Answer<E>, work: (admission?: Admission) => Promise<EnteredAccount>, by: Principal): Promise<EnteredAccount> {
    try {
      return await work();
    } catch (error) {
      const found = candidatesOf(error, 'account.possible_duplicate');
      if (found.length === 0 || answer.onDuplicate === 'refuse') throw error;
      const { entry, command, name, duplicateReason: reason } = answer;
      if (reason === undefined) throw accountErrors.duplicate_reason_missing({ field: 'duplicateReason' });
      const requestId = await this.entries.ask({ entry, command, name, reason }, found, by);
      return requestId === undefined ? work({ by: by.personId, reason }) : { status: 'in-approval', requestId };
    }
  }
}

interface Answer<E extends keyof EntryCommands> {
  onDuplicate: 'refuse' | 'create';
  duplicateReason: string | undefined;
  name: string;
  entry: E;
  command: EntryCommands[E];
}
