import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Browsers that people are told on, and deliveries to each of them; one delivery at a time goes to one target. */
export class PushDevices1767060000000 implements MigrationInterface {
  readonly name = 'PushDevices1767060000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM notice_delivery WHERE channel = 'push'`);
    await runner.query('DROP INDEX notice_delivery_once, notice_delivery_leased');
    await runner.query('ALTER TABLE notice_delivery DROP CONSTRAINT notice_delivery_pkey, DROP COLUMN id, DROP COLUMN device_id, ADD PRIMARY KEY (notice_id, channel)');
    await runner.query('ALTER TABLE notice_delivery DROP CONSTRAINT notice_delivery_channel_check');
    await runner.query(`ALTER TABLE notice_delivery ADD CONSTRAINT notice_delivery_channel_check CHECK (channel IN ('mail', 'webhook'))`);
    await runner.query('DROP TABLE push_device');
  }
}

const statements = [
  // A browser has one address, whoever sits before it. What is sent is encrypted for p256dh and auth; server_key: the only one whose holder may send there.
  `CREATE TABLE push_device (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    person_id uuid NOT NULL,
    endpoint text NOT NULL UNIQUE CHECK (length(endpoint) <= 2000),
    p256dh text NOT NULL,
    auth text NOT NULL,
    server_key text NOT NULL,
    name text NOT NULL,
    added_at timestamptz NOT NULL,
    sent_at timestamptz
  )`,
  'CREATE INDEX push_device_by_person ON push_device (person_id, added_at)',
  // What was on its way to a device goes with it.
  'ALTER TABLE notice_delivery ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(), ADD COLUMN device_id uuid REFERENCES push_device (id) ON DELETE CASCADE',
  'ALTER TABLE notice_delivery DROP CONSTRAINT notice_delivery_pkey, ADD PRIMARY KEY (id), DROP CONSTRAINT notice_delivery_channel_check',
  `ALTER TABLE notice_delivery ADD CONSTRAINT notice_delivery_channel_check CHECK (channel IN ('mail', 'webhook', 'push') AND (device_id IS NOT NULL) = (channel = 'push'))`,
  `CREATE UNIQUE INDEX notice_delivery_once ON notice_delivery (notice_id, channel, coalesce(device_id, '00000000-0000-0000-0000-000000000000'))`,
  'CREATE INDEX notice_delivery_by_device ON notice_delivery (device_id) WHERE device_id IS NOT NULL',
  // What is attempted at this moment: few.
  `CREATE INDEX notice_delivery_leased ON notice_delivery (person_id, channel) WHERE state = 'waiting' AND leased_until IS NOT NULL`,
];
