import type { ClassificationPolicy } from './classification-policy';
import { classificationPolicySchema, classify } from './classification-policy';
import { standardClassification, standardScoring } from './default-intake-policies';
import type { LeadCondition } from './lead-condition';
import { leadConditionSchema, predicate } from './lead-condition';
import { scoringPolicySchema } from './scoring-policy';

describe('a condition on a lead', () => {
  const facts = { country: 'Germany', tags: ['fair', 'vip'], 'attributes.visits': '12', city: null, note: '', activities: 3, name: 'Harbour Cranes', attributes: { size: 'large', seats: '40' } };
  it.each<[LeadCondition, boolean]>([
    [{ field: 'country', is: ['germany', 'France'] }, true],
    [{ field: 'country', is: ['France'] }, false],
    [{ field: 'tags', is: ['VIP'] }, true],
    [{ field: 'tags', atLeast: 3 }, false],
    [{ field: 'tags', atLeast: 2 }, true],
    [{ field: 'name', contains: ['crane'] }, true],
    [{ field: 'name', contains: ['mill'] }, false],
    [{ field: 'city', given: false }, true],
    [{ field: 'note', given: true }, false],
    [{ field: 'nowhere', given: false }, true],
    [{ field: 'attributes.visits', atLeast: 12, atMost: 12 }, true],
    [{ field: 'attributes.visits', atLeast: 13 }, false],
    [{ field: 'country', atLeast: 0 }, false],
    [{ field: 'nowhere', atMost: 5 }, false],
    [{ field: 'activities', atLeast: 3 }, true],
    [{ field: 'attributes.size', is: ['Large'] }, true],
    [{ field: 'attributes.seats', atLeast: 41 }, false],
    [{ field: 'attributes.colour', given: true }, false],
    [{ field: 'tags.length', given: true }, false],
    [{ not: { field: 'country', given: true } }, false],
    [{ all: [{ field: 'country', given: true }, { field: 'city', given: true }] }, false],
    [{ any: [{ field: 'country', given: true }, { field: 'city', given: true }] }, true],
  ])('%j is %s', (condition, holds) => {
    expect(leadConditionSchema.parse(condition)).toEqual(condition);
    expect(predicate(condition)(facts)).toBe(holds);
  });
});

describe('classifying a lead', () => {
  const policy: ClassificationPolicy = {
    ...standardClassification,
    businessTypes: [
      { type: 'events', when: { field: 'channel', is: ['event'] } },
      { type: 'direct', when: { field: 'domain', given: true } },
    ],
    otherwise: 'telesales',
    tags: [
      { tag: 'vip', when: { field: 'attributes.employees', atLeast: 1000 } },
      { tag: 'key-direct', when: { all: [{ field: 'businessType', is: ['direct'] }, { field: 'attributes.employees', atLeast: 1000 }] } },
    ],
  };

  it.each([
    [{ channel: 'event', domain: 'x.example' }, { businessType: 'events', tags: [] }],
    [{ channel: 'web', domain: 'x.example', 'attributes.employees': '5000' }, { businessType: 'direct', tags: ['key-direct', 'vip'] }],
    [{ channel: 'web' }, { businessType: 'telesales', tags: [] }],
    // What a person said stays.
    [{ channel: 'event', businessType: 'direct', tags: ['hot', 'vip'], 'attributes.employees': '1000' }, { businessType: 'direct', tags: ['hot', 'key-direct', 'vip'] }],
  ])('%j → %j', (facts, classification) => expect(classify(facts, policy)).toEqual(classification));

  it('leaves the type open where no rule fits and none is named for the rest', () => {
    const { otherwise: _none, ...open } = policy;
    expect(classify({ channel: 'web' }, open).businessType).toBeNull();
  });
});

describe('what a new company starts with', () => {
  it.each([
    ['classification', classificationPolicySchema, standardClassification],
    ['scoring', scoringPolicySchema, standardScoring],
  ])('%s is a valid document, also after a journey through JSON', (_name, schema, document) => {
    expect(schema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });
});
