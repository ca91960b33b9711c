import nx from '@nx/eslint-plugin';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What each kind of project may depend on: docs/adr and test/boundaries, one refused fixture a rule. */
const kinds = {
  'type:pure': ['type:pure'],
  'type:contract': ['type:pure', 'type:contract'],
  'type:platform': ['type:pure', 'type:contract', 'type:platform'],
  'type:process': ['type:pure', 'type:contract'],
  'type:service': ['type:pure', 'type:contract', 'type:platform', 'type:service'],
  // Of the rest it takes rules that are data (see below): a browser loads what it imports.
  'type:console': ['type:platform', 'type:contract', 'type:pure'],
  'type:worker': ['type:process', 'type:pure', 'type:contract', 'type:platform'],
  'type:app': ['type:app', 'type:service', 'type:worker', 'type:process', 'type:platform', 'type:contract', 'type:pure'],
  'type:test': ['type:app', 'type:service', 'type:worker', 'type:process', 'type:platform', 'type:contract', 'type:pure', 'type:test'],
};
const services = ['directory', 'leads', 'opportunities', 'contracts', 'collections', 'worklist', 'gateway', 'console'];

const depConstraints = [
  ...Object.entries(kinds).map(([sourceTag, onlyDependOnLibsWithTags]) => ({ sourceTag, onlyDependOnLibsWithTags })),
  // A service sees its own scope and what is shared, never another service.
  ...services.map((service) => ({ sourceTag: `scope:${service}`, onlyDependOnLibsWithTags: [`scope:${service}`, 'scope:shared'] })),
];

const engineDrivers = ['typeorm', 'pg', 'kafkajs'];
const outsideProcesses = ['@nestjs/*', ...engineDrivers, '@temporalio/client', '@temporalio/worker', '@temporalio/activity'];
const restrict = (group, message) => ({ 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] });

const onlyKafkaAdapter = { group: ['kafkajs'], message: 'Only libs/messaging/src/kafkajs-adapter.ts and its parts kafkajs-*.ts know kafkajs.' };
const onlyMapping = {
  group: ['typeorm'],
  message: 'Only entities, repositories, views, migrations and libs/persistence know TypeORM.',
};
const onlyReadScope = {
  group: ['@throughline/access/access'], importNames: ['scopeSql'],
  message: 'What of a kind somebody may read, a service says once: in its read-scope.ts.',
};
const noForwardRef = { group: ['@nestjs/common'], importNames: ['forwardRef'], message: 'A cycle is a design fault: break it.' };

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.nx/', '.throughline/', 'test-results/', '**/*.mjs', '**/*.cjs', '**/*.js', 'test/boundaries/fixtures/', 'services/console/src/api/schema.d.ts'] },
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { '@nx': nx, 'import-x': importX, '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { experimentalDecorators: true, emitDecoratorMetadata: true },
    },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.base.json' })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { depConstraints, enforceBuildableLibDependency: false, allow: [] }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-explicit-any': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'Name what you export: no `export *`.' },
        {
          // A stale save() writes the old version back without a word (docs/adr): updates are conditional on the version.
          selector: "CallExpression[callee.property.name='save']:matches([callee.object.name=/([rR]epository|[mM]anager)$/], [callee.object.property.name=/([rR]epository|[mM]anager)$/])",
          message: 'No repository.save(): use updateVersioned or a conditional UPDATE.',
        },
      ],
      'no-restricted-imports': ['error', { patterns: [onlyKafkaAdapter, onlyMapping, onlyReadScope, noForwardRef] }],
    },
  },
  {
    files: ['**/*.entity.ts', '**/*.repository.ts', '**/*.views.ts', '**/migrations/**/*.ts', 'libs/persistence/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [onlyKafkaAdapter, onlyReadScope, noForwardRef] }] },
  },
  { files: ['services/*/src/read-scope.ts'], rules: { 'no-restricted-imports': ['error', { patterns: [onlyKafkaAdapter, onlyMapping, noForwardRef] }] } },
  { files: ['libs/messaging/src/kafkajs-*.ts'], rules: { 'no-restricted-imports': ['error', { patterns: [onlyMapping, noForwardRef] }] } },
  {
    files: ['workflows/processes/**/*.ts'],
    // testing/ plays the processes on a server; it is no workflow code and in no bundle.
    ignores: ['**/*.spec.ts', 'workflows/processes/testing/**'],
    rules: restrict(outsideProcesses, 'Workflow code is deterministic: it asks activities. See workflows/processes/README.md.'),
  },
  { files: ['workflows/worker/**/*.ts'], rules: restrict(engineDrivers, 'The worker has no business code and no database.') },
  {
    files: ['libs/{money,calendar,policy,errors}/**/*.ts'],
    rules: restrict(['@nestjs/*', '@temporalio/*', 'fastify', 'node:fs', 'node:net', 'node:http', ...engineDrivers], 'Pure: no I/O, no framework.'),
  },
  {
    files: ['libs/{events,process-contracts}/**/*.ts'],
    rules: restrict(['@nestjs/*', '@temporalio/client', '@temporalio/worker', '@temporalio/activity', ...engineDrivers], 'Contracts only say what is said.'),
  },
  {
    // A test of the plain wire format may speak to the broker and the database itself.
    files: ['test/**/*.ts', '**/*.medium.spec.ts', '**/*.process.spec.ts', '**/*.replay.spec.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noForwardRef] }] },
  },
  {
    files: ['services/console/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs['recommended-latest'].rules,
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^@throughline/(?!access/grants$)', message: 'The console is loaded by browsers: of our libraries it takes the table of grants only.' }] },
      ],
    },
  },
);
