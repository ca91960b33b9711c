/** One fixture for each boundary: code that lint must refuse, where it pretends to stand, and the rule that refuses it. */
export interface Refused {
  boundary: string;
  file: string;
  code: string;
  rule: string;
  message: RegExp;
}

const nx = '@nx/enforce-module-boundaries';
const restricted = 'no-restricted-imports';
const uses = (name: string, from: string) => `import { ${name} } from '${from}';\nconsole.log(${name});\n`;

export const refused: Refused[] = [
  {
    boundary: 'type:pure → pure only',
    file: 'libs/money/src/refused.ts',
    code: uses('leadClaimed', '@throughline/events/lead-events'),
    rule: nx,
    message: /"type:pure" can only depend on libs tagged with "type:pure"/,
  },
  {
    boundary: 'type:contract → pure, contract',
    file: 'libs/events/src/refused.ts',
    code: uses('currentContext', '@throughline/observability/context'),
    rule: nx,
    message: /"type:contract" can only depend/,
  },
  {
    boundary: 'type:platform → pure, contract, platform',
    file: 'libs/http/src/refused.ts',
    code: uses('boot', '@throughline/services/leads/src/main'),
    rule: nx,
    message: /"type:platform" can only depend/,
  },
  {
    boundary: 'type:process → pure, contract',
    file: 'workflows/processes/refused.ts',
    code: uses('currentContext', '@throughline/observability/context'),
    rule: nx,
    message: /"type:process" can only depend/,
  },
  {
    boundary: 'a service sees only its own scope',
    file: 'services/leads/src/refused.ts',
    code: uses('boot', '@throughline/services/collections/src/main'),
    rule: nx,
    message: /"scope:leads" can only depend/,
  },
  {
    boundary: 'type:service does not know workflow code',
    file: 'services/leads/src/refused.ts',
    code: uses('approval', '@throughline/processes/index'),
    rule: nx,
    message: /can only depend/,
  },
  {
    boundary: 'type:worker does not know services',
    file: 'workflows/worker/refused.ts',
    code: uses('boot', '@throughline/services/leads/src/main'),
    rule: nx,
    message: /"type:worker" can only depend/,
  },
  ...['@nestjs/common', 'typeorm', 'pg', 'kafkajs', '@temporalio/client', '@temporalio/worker', '@temporalio/activity'].map((driver) => ({
    boundary: `workflow code without ${driver}`,
    file: 'workflows/processes/refused.ts',
    code: uses('thing', driver),
    rule: restricted,
    message: /Workflow code is deterministic/,
  })),
  ...['typeorm', 'pg'].map((driver) => ({
    boundary: `the worker without ${driver}`,
    file: 'workflows/worker/refused.ts',
    code: uses('thing', driver),
    rule: restricted,
    message: /no database/,
  })),
  {
    boundary: 'pure libraries without a framework',
    file: 'libs/policy/src/refused.ts',
    code: uses('Injectable', '@nestjs/common'),
    rule: restricted,
    message: /no framework/,
  },
  {
    boundary: 'contracts without clients',
    file: 'libs/process-contracts/src/refused.ts',
    code: uses('Client', '@temporalio/client'),
    rule: restricted,
    message: /only say what is said/,
  },
  {
    boundary: 'TypeORM only where rows are mapped',
    file: 'services/leads/src/refused.command.ts',
    code: uses('DataSource', 'typeorm'),
    rule: restricted,
    message: /Only entities, repositories/,
  },
  {
    boundary: 'kafkajs only in its adapter',
    file: 'libs/messaging/src/refused.ts',
    code: uses('Kafka', 'kafkajs'),
    rule: restricted,
    message: /kafkajs-adapter/,
  },
  ...['refused.ts', 'lead-views/refused.views.ts'].map((file) => ({
    boundary: `what somebody may read, said in read-scope.ts and not in ${file}`,
    file: `services/leads/src/${file}`,
    code: uses('scopeSql', '@throughline/access/access'),
    rule: restricted,
    message: /in its read-scope\.ts/,
  })),
  {
    boundary: 'no forwardRef',
    file: 'services/leads/src/refused.module.ts',
    code: uses('forwardRef', '@nestjs/common'),
    rule: restricted,
    message: /cycle is a design fault/,
  },
  {
    boundary: 'no import cycle',
    file: 'libs/events/src/event-definition.ts',
    code: uses('leadClaimed', './lead-events'),
    rule: 'import-x/no-cycle',
    message: /Dependency cycle/,
  },
  {
    boundary: 'no export *',
    file: 'libs/events/src/refused.ts',
    code: "export * from './fields';\n",
    rule: 'no-restricted-syntax',
    message: /export \*/,
  },
  {
    boundary: 'no repository.save()',
    file: 'services/leads/src/refused.command.ts',
    code: 'export const write = (leadRepository: { save(x: unknown): void }) => leadRepository.save({});\n',
    rule: 'no-restricted-syntax',
    message: /updateVersioned/,
  },
  {
    boundary: 'types are imported as types',
    file: 'libs/events/src/refused.ts',
    code: "import { DomainEvent } from './event-definition';\nexport const size = (event: DomainEvent) => JSON.stringify(event).length;\n",
    rule: '@typescript-eslint/consistent-type-imports',
    message: /import type/,
  },
  {
    boundary: 'no file over 300 lines',
    file: 'libs/events/src/refused.ts',
    code: Array.from({ length: 301 }, (_, line) => `export const line${line} = ${line};`).join('\n'),
    rule: 'max-lines',
    message: /301/,
  },
];
