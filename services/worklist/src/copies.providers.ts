import { Conclusion } from './approval/conclusion';
import { Copies } from './approval/copies';
import { CopyRepository } from './approval/copy.repository';
import { CopiedApprovalsController } from './copied-approvals/copied-approvals.controller';
import { CopiedApprovalsViews } from './copied-approvals/copied-approvals.views';

export const copiesProviders = [Copies, Conclusion, CopyRepository, CopiedApprovalsViews];
export const copiesControllers = [CopiedApprovalsController];
