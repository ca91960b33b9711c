import { choice, flag, hostPort, hostPorts, networks, port, text, url, whole } from './setting';
import type { Setting } from './setting';

const database = (service: string): Setting<string> =>
  url(
    {
      about: `PostgreSQL of the ${service} service, as its own login role throughline_${service}. \`throughline migrate\` makes the role with this password.`,
      group: 'databases',
      secret: true,
      example: `postgres://throughline_${service}:change-me@127.0.0.1:5432/throughline`,
    },
    ['postgres', 'postgresql'],
  );
/** Only docker-compose.yml reads it; letters and digits, because it becomes part of an address. */
const password = (of: string): Setting<string | undefined> =>
  text({ about: `docker-compose.yml only: password of ${of}.`, group: 'compose', secret: true, optional: true }, /^[A-Za-z0-9_-]{12,}$/, 'at least 12 letters, digits, dashes');
const path = (about: string): Setting<string | undefined> => text({ about, group: 'one-machine', optional: true });
const servicePort = (service: string, byDefault: string): Setting<number> => port({ about: `Port of the ${service} service.`, group: 'addresses', byDefault });
const serviceUrl = (service: string, byDefault: string): Setting<string> =>
  url({ about: `Where the gateway reaches the ${service}.`, group: 'addresses', byDefault }, ['http', 'https']);

/** Every environment variable that Throughline reads. docs/settings.md and .env.example are generated from this list. */
export const settings = {
  NODE_ENV: choice({ about: 'What this deployment is for. In production the sandbox is refused.', group: 'general', byDefault: 'development' }, [
    'development',
    'test',
    'production',
  ]),
  THROUGHLINE_TENANT: text(
    { about: 'The one tenant of this deployment; part of workflow ids, event sources and tokens. Never change it once there is data.', group: 'general', byDefault: 'demo' },
    /^[a-z][a-z0-9-]{0,29}$/,
    'lower-case letters, digits and dashes, at most 30',
  ),
  THROUGHLINE_SANDBOX: flag({
    about: 'true: time only moves when told to, and anybody may sign in as anybody. For demos, tests and integrators.',
    group: 'general',
    byDefault: 'false',
  }),
  HOST: text({ about: 'Interface that services listen on. In a container 0.0.0.0.', group: 'general', byDefault: '127.0.0.1' }, /^[A-Za-z0-9.:_-]+$/, 'an address or a host name'),
  LOG_LEVEL: choice({ about: 'Least level that is logged.', group: 'general', byDefault: 'info' }, ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),

  DATABASE_URL: url(
    {
      about: 'PostgreSQL as the owner of the database. Only `throughline migrate` uses it: it makes schemas, login roles and tables.',
      group: 'databases',
      secret: true,
      example: 'postgres://throughline:change-me@127.0.0.1:5432/throughline',
    },
    ['postgres', 'postgresql'],
  ),
  DATABASE_URL_DIRECTORY: database('directory'),
  DATABASE_URL_LEADS: database('leads'),
  DATABASE_URL_OPPORTUNITIES: database('opportunities'),
  DATABASE_URL_CONTRACTS: database('contracts'),
  DATABASE_URL_COLLECTIONS: database('collections'),
  DATABASE_URL_WORKLIST: database('worklist'),
  DATABASE_URL_SANDBOX: url(
    {
      about: 'PostgreSQL as the role that may move sandbox time. Needed by the gateway in a sandbox only.',
      group: 'databases',
      secret: true,
      optional: true,
      example: 'postgres://throughline_sandbox:change-me@127.0.0.1:5432/throughline',
    },
    ['postgres', 'postgresql'],
  ),

  KAFKA_BROKERS: hostPorts({ about: 'Kafka brokers, host:port, several with commas.', group: 'engines', byDefault: '127.0.0.1:9092' }),
  TEMPORAL_ADDRESS: hostPort({ about: 'Temporal frontend, host:port.', group: 'engines', byDefault: '127.0.0.1:7233' }),
  TEMPORAL_NAMESPACE: text(
    { about: 'Temporal namespace; `throughline namespace` makes it with its search attributes.', group: 'engines', byDefault: 'throughline' },
    /^[A-Za-z0-9._-]{2,100}$/,
    'letters, digits, dots, dashes',
  ),

  GATEWAY_PORT: port({ about: 'Port of the gateway, the only one to publish.', group: 'addresses', byDefault: '8080' }),
  TRUSTED_PROXIES: networks({
    about:
      'Load balancers and proxies in front of the gateway: addresses or networks, several with commas. Only from them is X-Forwarded-For believed; without it everybody behind one counts as one address for rate limits.',
    group: 'addresses',
    optional: true,
    example: '10.0.0.0/24',
  }),
  DIRECTORY_PORT: servicePort('directory', '8081'),
  LEADS_PORT: servicePort('leads', '8082'),
  OPPORTUNITIES_PORT: servicePort('opportunities', '8083'),
  CONTRACTS_PORT: servicePort('contracts', '8084'),
  COLLECTIONS_PORT: servicePort('collections', '8085'),
  WORKLIST_PORT: servicePort('worklist', '8086'),
  WORKER_PORT: port({ about: 'Port of the process worker, for health and metrics.', group: 'addresses', byDefault: '8090' }),
  DIRECTORY_URL: serviceUrl('directory service', 'http://127.0.0.1:8081'),
  LEADS_URL: serviceUrl('leads service', 'http://127.0.0.1:8082'),
  OPPORTUNITIES_URL: serviceUrl('opportunities service', 'http://127.0.0.1:8083'),
  CONTRACTS_URL: serviceUrl('contracts service', 'http://127.0.0.1:8084'),
  COLLECTIONS_URL: serviceUrl('collections service', 'http://127.0.0.1:8085'),
  WORKLIST_URL: serviceUrl('worklist service', 'http://127.0.0.1:8086'),
  WORKER_URL: serviceUrl('process worker', 'http://127.0.0.1:8090'),

  TOKEN_ISSUER: url({ about: 'The only issuer (iss) whose access tokens are taken.', group: 'sign-in', byDefault: 'http://127.0.0.1:8080' }, ['http', 'https']),
  TOKEN_AUDIENCE: text({ about: 'The audience (aud) that an access token must name.', group: 'sign-in', byDefault: 'throughline' }),
  JWKS_URL: url(
    { about: 'Where the public keys of the issuer are read. In a sandbox, the directory service itself.', group: 'sign-in', byDefault: 'http://127.0.0.1:8081/.well-known/jwks.json' },
    ['http', 'https'],
  ),
  SANDBOX_SIGNING_KEY: text(
    {
      about: 'Private key (PKCS#8 PEM, RSA or P-256) that sandbox tokens are signed with. Without it the directory makes one and keeps it.',
      group: 'sign-in',
      secret: true,
      optional: true,
    },
    /^-----BEGIN PRIVATE KEY-----[\s\S]+-----END PRIVATE KEY-----(\s|\\n)*$/,
    'a private key in PKCS#8 PEM form',
  ),

  PUBLIC_URL: url(
    {
      about: 'Where browsers reach the gateway: cookies, redirects of a sign-in and links are made for it. Only a loopback address may do without https.',
      group: 'sign-in',
      byDefault: 'http://127.0.0.1:8080',
    },
    ['http', 'https'],
  ),
  OIDC_ISSUER: url(
    {
      about: "The company's identity provider, for people to sign in with (OpenID Connect): its issuer, below which /.well-known/openid-configuration is read. Needs TOKEN_KEY_SECRET.",
      group: 'sign-in',
      optional: true,
      example: 'https://login.example/realms/company',
    },
    ['http', 'https'],
  ),
  OIDC_CLIENT_ID: text({ about: 'What this installation is called at OIDC_ISSUER. Its redirect address there is PUBLIC_URL/v1/sign-in/oidc/callback.', group: 'sign-in', optional: true }),
  OIDC_CLIENT_SECRET: text({ about: 'Of OIDC_CLIENT_ID. Without it this is a public client, protected by PKCE alone.', group: 'sign-in', secret: true, optional: true }),
  OIDC_NAME: text({ about: 'What people call the identity provider.', group: 'sign-in', byDefault: 'Company sign-in' }),
  OIDC_TRUST_EMAILS: flag({
    about: 'true: an e-mail address counts though OIDC_ISSUER does not say that it was confirmed (email_verified), as Microsoft Entra ID never does. Only where nobody can choose his own address there.',
    group: 'sign-in',
    byDefault: 'false',
  }),
  SESSION_IDLE_MINUTES: whole({ about: 'Minutes without a request after which somebody is signed out.', group: 'sign-in', byDefault: '120' }, 5, 10_080),
  SESSION_HOURS: whole({ about: 'Hours after which one signs in anew, however busy one was.', group: 'sign-in', byDefault: '12' }, 1, 720),
  TOKEN_KEY_SECRET: text(
    {
      about:
        'Encrypts the keys that the directory signs access tokens with, in its database. With it there are API keys, local accounts and sessions; without it tokens come from elsewhere only. A sandbox does without. All replicas have the same.',
      group: 'sign-in',
      secret: true,
      optional: true,
    },
    /^.{32,}$/s,
    'at least 32 characters',
  ),

  CAPTCHA_VERIFY_URL: url(
    {
      about: 'Where captchas of public forms are verified, by the protocol that reCAPTCHA, hCaptcha and Turnstile share (siteverify). Without it no form can ask for one.',
      group: 'sign-in',
      optional: true,
      example: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
    },
    ['http', 'https'],
  ),
  CAPTCHA_SECRET: text({ about: 'The secret of this site at the captcha service.', group: 'sign-in', secret: true, optional: true }),

  SMTP_URL: url(
    {
      about: 'Mail server that notices, and links for who has forgotten his password, are sent by, with its user and password. Port 587 (smtp, STARTTLS where the server has it) or 465 (smtps) unless it says another. Without it no mail is sent.',
      group: 'processes',
      secret: true,
      optional: true,
      example: 'smtps://throughline:change-me@mail.example.com',
    },
    ['smtp', 'smtps'],
  ),
  MAIL_FROM: text({ about: 'Sender of the mails.', group: 'processes', byDefault: 'Throughline <throughline@localhost>' }, /^[^\r\n]*[^\s<>@]+@[^\s<>@]+>?$/, 'an address, with or without a name'),
  NOTICE_SECRET: text(
    {
      about: 'Seals the secrets of the webhooks that people are told by, in the database of the worklist. Links in mails by which a task is decided without signing in are signed with it, too. Without it nobody can give such a secret, and mails have no such links. All replicas have the same; changed, the secrets have to be given anew and links sent before are void.',
      group: 'processes',
      secret: true,
      optional: true,
    },
    /^.{32,}$/s,
    'at least 32 characters',
  ),
  VAPID_PRIVATE_KEY: text(
    {
      about: 'Private key (P-256, the 32 bytes in base64url) by which push services know who sends notices to browsers. Without it nothing is sent to them. All replicas have the same; changed, every browser has to subscribe anew. Make one: node -p "crypto.generateKeyPairSync(\'ec\', { namedCurve: \'P-256\' }).privateKey.export({ format: \'jwk\' }).d"',
      group: 'processes',
      secret: true,
      optional: true,
    },
    /^[A-Za-z0-9_-]{43}$/,
    '43 characters in base64url',
  ),
  WEBHOOKS_INSIDE: flag({ about: 'true: notices may be sent to addresses inside the company, and without https. Everybody who may choose where his notices go can then make the worklist call there; so for addresses that browsers give for push.', group: 'processes', byDefault: 'false' }),

  TEMPORAL_MAX_CACHED_WORKFLOWS: whole(
    { about: 'Workflows that one process keeps in memory, about 0.3 MB each; divided evenly among the queues that it polls.', group: 'processes', byDefault: '1000' },
    1,
    100_000,
  ),
  CONTINUE_AS_NEW_EVENTS: whole(
    { about: 'History events after which a process continues as new. Tests lower it to 50.', group: 'processes', byDefault: '2000' },
    20,
    20_000,
  ),

  THROUGHLINE_PASSIVE: flag({ about: 'true: neither publishes nor consumes events; for a command of the operator beside the running services.', group: 'processes', byDefault: 'false' }),

  OTEL_EXPORTER_OTLP_ENDPOINT: url(
    { about: 'OpenTelemetry collector. Without it no tracing code is loaded.', group: 'observability', optional: true, example: 'http://127.0.0.1:4318' },
    ['http', 'https'],
  ),

  POSTGRES_PASSWORD: password('the owner of the database'),
  DATABASE_PASSWORD_DIRECTORY: password('the directory service'),
  DATABASE_PASSWORD_LEADS: password('the leads service'),
  DATABASE_PASSWORD_OPPORTUNITIES: password('the opportunities service'),
  DATABASE_PASSWORD_CONTRACTS: password('the contracts service'),
  DATABASE_PASSWORD_COLLECTIONS: password('the collections service'),
  DATABASE_PASSWORD_WORKLIST: password('the worklist service'),
  DATABASE_PASSWORD_TEMPORAL: password('the Temporal server'),

  POSTGRES_BIN: path('Folder with postgres and initdb, to be used instead of the PostgreSQL that npm brings.'),
  KAFKA_HOME: path('Folder of a Kafka release, to be used instead of a downloaded one. It needs Java 17.'),
  THROUGHLINE_KAFKA_SHA512: path('SHA-512 of the official archive of Kafka. With it the archive is fetched from archive.apache.org; without it Maven is asked.'),
  TEMPORAL_CLI: path('Path of the temporal command, to be used instead of a downloaded or built one.'),
  THROUGHLINE_TEST_SERVER: path('Path of the time-skipping Temporal test server, for process tests.'),
  THROUGHLINE_STATE: path('Where the embedded engines keep their data. Without it .throughline in the working tree.'),
  THROUGHLINE_CACHE: path("Where downloaded and built engines are kept. Without it throughline in the user's cache folder."),
} as const;

export type SettingName = keyof typeof settings;
export type SettingValue<K extends SettingName> = (typeof settings)[K] extends Setting<infer T> ? T : never;
/** Checked settings, as the program uses them. Frozen. */
export type Settings<K extends SettingName = SettingName> = { readonly [N in K]: SettingValue<N> };
