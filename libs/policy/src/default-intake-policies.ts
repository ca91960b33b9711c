import type { ClassificationPolicy } from './classification-policy';
import type { ScoringPolicy } from './scoring-policy';

const first = { version: 1, effectiveFrom: '2026-01-01', author: 'Throughline', reason: 'What a new company starts with' } as const;

/** Four lines of business by where a lead comes from; whoever names a business type with the lead is believed. */
export const standardClassification: ClassificationPolicy = {
  kind: 'classification',
  id: 'standard',
  ...first,
  businessTypes: [
    { type: 'channel', when: { any: [{ field: 'channel', is: ['partner'] }, { field: 'referrer', given: true }] } },
    { type: 'events', when: { any: [{ field: 'channel', is: ['event'] }, { field: 'source', is: ['fair', 'trade fair', 'exhibition', 'event'] }] } },
    { type: 'direct', when: { any: [{ field: 'creditCode', given: true }, { all: [{ field: 'companyName', given: true }, { field: 'domain', given: true }] }] } },
    { type: 'telesales', when: { any: [{ field: 'phone', given: true }, { field: 'channel', is: ['telephone'] }] } },
  ],
  tags: [
    { tag: 'company', when: { field: 'companyName', given: true } },
    { tag: 'do-not-call', when: { field: 'attributes.doNotCall', is: ['yes', 'true', '1'] } },
    { tag: 'do-not-mail', when: { field: 'attributes.doNotEmail', is: ['yes', 'true', '1'] } },
    { tag: 'unreachable', when: { all: [{ field: 'email', given: false }, { field: 'phone', given: false }, { field: 'activities', atMost: 0 }] } },
  ],
};

export const standardScoring: ScoringPolicy = {
  kind: 'scoring',
  id: 'standard',
  ...first,
  areas: [
    {
      area: 'fit',
      weight: 40,
      base: 0,
      rules: [
        { key: 'company-known', text: 'The company is named', when: { field: 'companyName', given: true }, points: 25 },
        { key: 'registered', text: 'A credit code is given', when: { field: 'creditCode', given: true }, points: 20 },
        { key: 'own-domain', text: 'Has a company domain', when: { field: 'domain', given: true }, points: 25 },
        { key: 'contact-known', text: 'A contact is named', when: { field: 'contactName', given: true }, points: 10 },
        { key: 'telephone', text: 'Can be called', when: { field: 'phone', given: true }, points: 10 },
        { key: 'product-named', text: 'Says which product', when: { field: 'product', given: true }, points: 10 },
        { key: 'referred', text: 'Comes recommended', when: { any: [{ field: 'referrer', given: true }, { field: 'source', is: ['reference', 'referral'] }] }, points: 20 },
        { key: 'professional', text: 'Works in the profession', when: { field: 'attributes.occupation', is: ['working professional', 'businessman'] }, points: 30 },
      ],
    },
    {
      area: 'behaviour',
      weight: 30,
      base: 0,
      rules: [
        { key: 'asked-us', text: 'Turned to us', when: { field: 'channel', is: ['web', 'telephone', 'email'] }, points: 30 },
        { key: 'met-us', text: 'Met us at an event or through a partner', when: { field: 'channel', is: ['event', 'partner'] }, points: 20 },
        { key: 'answered', text: 'Was spoken to', when: { any: [{ field: 'activities.call', atLeast: 1 }, { field: 'activities.message', atLeast: 1 }] }, points: 20 },
        { key: 'met', text: 'Was visited or met', when: { any: [{ field: 'activities.visit', atLeast: 1 }, { field: 'activities.meeting', atLeast: 1 }] }, points: 40 },
        { key: 'in-touch', text: 'At least three contacts', when: { field: 'activities', atLeast: 3 }, points: 20 },
        { key: 'came-back', text: 'At least five visits to the site', when: { field: 'attributes.totalVisits', atLeast: 5 }, points: 15 },
        { key: 'stayed', text: 'At least fifteen minutes on the site', when: { field: 'attributes.secondsOnSite', atLeast: 900 }, points: 40 },
        { key: 'signed-off', text: 'Does not want mails', when: { field: 'tags', is: ['do-not-mail'] }, points: -30 },
      ],
    },
    {
      area: 'expected-close',
      weight: 15,
      base: 0,
      rules: [
        { key: 'dated', text: 'Has a date for the decision', when: { field: 'expectedCloseInDays', atLeast: 0 }, points: 40 },
        { key: 'this-quarter', text: 'Decides within 90 days', when: { field: 'expectedCloseInDays', atLeast: 0, atMost: 90 }, points: 30 },
        { key: 'this-month', text: 'Decides within 30 days', when: { field: 'expectedCloseInDays', atLeast: 0, atMost: 30 }, points: 30 },
      ],
    },
    {
      area: 'likelihood',
      weight: 15,
      base: 20,
      rules: [
        { key: 'possible', text: 'The owner gives it at least 25 %', when: { field: 'likelihood', atLeast: 25 }, points: 20 },
        { key: 'likely', text: 'The owner gives it at least 50 %', when: { field: 'likelihood', atLeast: 50 }, points: 30 },
        { key: 'nearly-sure', text: 'The owner gives it at least 75 %', when: { field: 'likelihood', atLeast: 75 }, points: 30 },
        { key: 'doubtful', text: 'The owner gives it less than 10 %', when: { field: 'likelihood', atMost: 9 }, points: -20 },
      ],
    },
  ],
  grades: { A: 65, B: 45, C: 25 },
};
