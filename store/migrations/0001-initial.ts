import type { Kysely, Migration } from 'kysely';

export const initial: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('tenants')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('settings', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('seen_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint')
      .execute();
    await db.schema.createIndex('tenants_expires_at').on('tenants').column('expires_at').execute();

    await db.schema
      .createTable('artifacts')
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('model', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('payload', 'text', (c) => c.notNull())
      .addColumn('grant_id', 'text')
      .addColumn('uid', 'text')
      .addColumn('user_code', 'text')
      .addColumn('expires_at', 'bigint')
      .addColumn('consumed_at', 'bigint')
      .addPrimaryKeyConstraint('artifacts_pk', ['tenant', 'model', 'id'])
      .execute();
    await db.schema.createIndex('artifacts_grant').on('artifacts').columns(['tenant', 'grant_id']).execute();
    await db.schema.createIndex('artifacts_uid').on('artifacts').columns(['tenant', 'uid']).execute();
    await db.schema.createIndex('artifacts_expires_at').on('artifacts').column('expires_at').execute();

    await db.schema
      .createTable('users')
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('user_id', 'text', (c) => c.notNull())
      .addColumn('email', 'text', (c) => c.notNull())
      .addColumn('password_hash', 'text', (c) => c.notNull())
      .addColumn('profile', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('users_pk', ['tenant', 'user_id'])
      .addUniqueConstraint('users_email', ['tenant', 'email'])
      .execute();

    await db.schema
      .createTable('signing_keys')
      .addColumn('kid', 'text', (c) => c.primaryKey())
      .addColumn('tenant', 'text')
      .addColumn('jwk', 'text', (c) => c.notNull())
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('signing_keys_tenant').on('signing_keys').column('tenant').execute();

    await db.schema
      .createTable('logs')
      .addColumn('log_id', 'text', (c) => c.primaryKey())
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('party', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('entry', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('logs_reading').on('logs').columns(['tenant', 'party', 'log_id']).execute();

    await db.schema
      .createTable('api_settings')
      .addColumn('tenant', 'text', (c) => c.primaryKey())
      .addColumn('settings', 'text', (c) => c.notNull())
      .execute();
  },
};
