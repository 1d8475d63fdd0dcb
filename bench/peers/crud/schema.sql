-- What most teams write: one row for each order, its event for others in an outbox, the answer for
-- whoever asks again, all in one transaction.
CREATE TABLE work_orders (
  id text PRIMARY KEY,
  version bigint NOT NULL,
  state jsonb NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE outbox (
  id bigserial PRIMARY KEY,
  order_id text NOT NULL,
  version bigint NOT NULL,
  event jsonb NOT NULL,
  published boolean NOT NULL DEFAULT false
);
CREATE INDEX outbox_waiting ON outbox (id) WHERE NOT published;
CREATE TABLE idempotency (
  key text PRIMARY KEY,
  answer jsonb NOT NULL,
  asked_at timestamptz NOT NULL DEFAULT now()
);
