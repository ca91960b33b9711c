import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** Ids and enums only: search attributes are never encoded, so nothing personal may stand in them. */
export const searchAttributes = {
  tenant: defineSearchAttributeKey('ThroughlineTenant', SearchAttributeType.KEYWORD),
  process: defineSearchAttributeKey('ThroughlineProcess', SearchAttributeType.KEYWORD),
  subject: defineSearchAttributeKey('ThroughlineSubject', SearchAttributeType.KEYWORD),
  stage: defineSearchAttributeKey('ThroughlineStage', SearchAttributeType.KEYWORD),
  unit: defineSearchAttributeKey('ThroughlineUnit', SearchAttributeType.KEYWORD),
  dueAt: defineSearchAttributeKey('ThroughlineDueAt', SearchAttributeType.DATETIME),
} as const;
