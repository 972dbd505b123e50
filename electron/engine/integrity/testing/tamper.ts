import type { World } from './world.ts';

export const tamperings = [
  'forge a change and its transaction',
  'forge a change under a transaction',
  'attach a change to an old transaction',
  'edit an image',
  'date a change back',
  'edit an actor',
  'date a transaction back',
  'delete a change',
  'delete the newest change',
  'delete a captured delete',
  'switch capture off for a write',
  'write as a replica',
  'insert as a replica',
  'delete as a replica',
  'write a hidden column as a replica',
] as const;
export type Tampering = (typeof tamperings)[number];

const mine = (id: number): string => `table_name = 'people' AND table_pk = '{"id": "${id}"}'`;
/** The n-th change of a row, from 0. */
const nth = (id: number, n: number): string =>
  `(SELECT id FROM audit_changes WHERE ${mine(id)} ORDER BY captured_at OFFSET ${n} LIMIT 1)`;
const forged = (id: number, transaction: string, at: string): string =>
  `INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, data_after, changed_fields, changed_from, captured_at)
   SELECT gen_random_uuid(), ${transaction}, table_schema, table_name, table_pk, 'update', data_after || '{"name": "forged"}', '{name}', '{"name": "v1"}', ${at}
   FROM audit_changes WHERE id = ${nth(id, 1)}`;
const later = (of: string, by: string): string =>
  `(SELECT captured_at + interval '${by}' FROM audit_changes WHERE id = ${of})`;

/** What is done to the row of that id, and the finding it has to give. */
const DEEDS: Readonly<
  Record<Tampering, (id: number) => { readonly sql: string; readonly found: readonly string[] }>
> = {
  'forge a change and its transaction': (id) => ({
    sql: `INSERT INTO audit_transactions (id, txid, occurred_at) VALUES ('00000000-0000-4000-8000-000000000${id}', 100 + ${id}, ${later(nth(id, 1), '9 seconds')});
      ${forged(id, `'00000000-0000-4000-8000-000000000${id}'`, later(nth(id, 1), '10 seconds'))}`,
    found: [`written_later public.people {"id": "${id}"}`],
  }),
  'forge a change under a transaction': (id) => ({
    sql: forged(
      id,
      `(SELECT transaction_id FROM audit_changes WHERE id = ${nth(id, 1)})`,
      later(nth(id, 1), '1 second'),
    ),
    found: [`written_later public.people {"id": "${id}"}`],
  }),
  'attach a change to an old transaction': (id) => ({
    sql: forged(id, `(SELECT transaction_id FROM audit_changes WHERE id = ${nth(id, 1)})`, 'story.clock()'),
    found: [`attached_to_foreign_transaction public.people {"id": "${id}"}`],
  }),
  'edit an image': (id) => ({
    sql: `UPDATE audit_changes SET data_after = data_after || '{"name": "edited"}' WHERE id = ${nth(id, 2)}`,
    found: [`written_later public.people {"id": "${id}"}`],
  }),
  'date a change back': (id) => ({
    sql: `UPDATE audit_changes SET captured_at = captured_at - interval '10 seconds' WHERE id = ${nth(id, 2)}`,
    found: [`written_later public.people {"id": "${id}"}`],
  }),
  'edit an actor': (id) => ({
    sql: `UPDATE audit_transactions SET actor_ref = '{"type":"user","id":"framed"}' WHERE id = (SELECT transaction_id FROM audit_changes WHERE id = ${nth(id, 1)})`,
    found: ['actor_or_time_edited'],
  }),
  'date a transaction back': (id) => ({
    sql: `UPDATE audit_transactions SET occurred_at = occurred_at - interval '20 seconds' WHERE id = (SELECT transaction_id FROM audit_changes WHERE id = ${nth(id, 2)})`,
    found: ['actor_or_time_edited'],
  }),
  'delete a change': (id) => ({
    sql: `DELETE FROM audit_changes WHERE id = ${nth(id, 2)}`,
    found: [`chain_break public.people {"id": "${id}"}`],
  }),
  'delete the newest change': (id) => ({
    sql: `DELETE FROM audit_changes WHERE id = ${nth(id, 4)}`,
    found: [`uncaptured_write public.people {"id": "${id}"}`],
  }),
  'delete a captured delete': (id) => ({
    sql: `DELETE FROM audit_changes WHERE ${mine(id + 50)} AND op = 'delete'`,
    found: [`chain_break public.people {"id": "${id + 50}"}`],
  }),
  'switch capture off for a write': (id) => ({
    sql: `ALTER TABLE people DISABLE TRIGGER threadline_audit_people; UPDATE people SET name = 'unseen' WHERE id = ${id}; ALTER TABLE people ENABLE TRIGGER threadline_audit_people`,
    found: ['capture_switched public.people', `uncaptured_write public.people {"id": "${id}"}`],
  }),
  'write as a replica': (id) => ({
    sql: `SET LOCAL session_replication_role = replica; UPDATE people SET amount = 99 WHERE id = ${id}`,
    found: [`uncaptured_write public.people {"id": "${id}"}`],
  }),
  'insert as a replica': (id) => ({
    sql: `SET LOCAL session_replication_role = replica; INSERT INTO people (id, name) VALUES (${id + 20}, 'unseen')`,
    found: [`uncaptured_write public.people {"id": "${id + 20}"}`],
  }),
  'delete as a replica': (id) => ({
    sql: `SET LOCAL session_replication_role = replica; DELETE FROM people WHERE id = ${id}`,
    found: [`uncaptured_write public.people {"id": "${id}"}`],
  }),
  'write a hidden column as a replica': (id) => ({
    sql: `SET LOCAL session_replication_role = replica; UPDATE people SET digest = 'stolen' WHERE id = ${id}`,
    found: [`uncaptured_write public.people {"id": "${id}"}`],
  }),
};

/**
 * Gives each tampering a row of its own with five versions, lets `life` go on, tampers, and lets some more pass.
 * Answers what has to be found, as `code table key`.
 */
export async function tamper(
  world: World,
  chosen: readonly Tampering[],
  life: () => Promise<void>,
): Promise<readonly string[]> {
  const idOf = (i: number): number => 901 + i;
  for (const [i] of chosen.entries()) {
    const id = idOf(i);
    await world.transaction(
      `INSERT INTO people (id, name, digest) VALUES (${id}, 'v0', 'd'), (${id + 50}, 'v0', 'd')`,
    );
    await world.transaction(`UPDATE people SET n = 1, name = 'v1' WHERE id = ${id}`);
    await world.transaction(
      `UPDATE people SET n = 2, amount = 2 WHERE id = ${id}; DELETE FROM people WHERE id = ${id + 50}`,
    );
    await world.transaction(
      `UPDATE people SET n = 3, name = 'v3' WHERE id = ${id}; INSERT INTO people (id, name) VALUES (${id + 50}, 'again')`,
    );
    await world.transaction(`UPDATE people SET n = 4, amount = 4 WHERE id = ${id}`);
  }
  await life();
  world.wait(75);
  await world.pass(12);
  const found: string[] = [];
  for (const [i, one] of chosen.entries()) {
    const deed = DEEDS[one](idOf(i));
    await world.behind(deed.sql);
    await world.pass(3);
    found.push(...deed.found);
  }
  return found;
}
