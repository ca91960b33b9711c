import { accountPolicySchema } from './account-policy';
import { approvalPolicySchema } from './approval-policy';
import { contractReviewPolicy, discountApprovalPolicy, openPoolPolicy, standardAccountPolicy, standardDunningPolicy, standardPaymentTerms, standardPipeline } from './default-policies';
import { dunningPolicySchema } from './dunning-policy';
import { leadPolicySchema } from './lead-policy';
import { paymentTermsSchema } from './payment-terms';
import { reviewPolicySchema } from './review-policy';
import { stagePolicySchema } from './stage-policy';

describe('the first policies of a company', () => {
  it.each([
    ['lead', leadPolicySchema, openPoolPolicy],
    ['pipeline', stagePolicySchema, standardPipeline],
    ['approval', approvalPolicySchema, discountApprovalPolicy],
    ['review', reviewPolicySchema, contractReviewPolicy],
    ['dunning', dunningPolicySchema, standardDunningPolicy],
    ['account', accountPolicySchema, standardAccountPolicy],
    ['terms', paymentTermsSchema, standardPaymentTerms],
  ])('%s is a valid document, also after a journey through JSON', (_name, schema, document) => {
    expect(schema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });
});
