import type { CannotRestoreReason } from './reversal.ts';

/** Why, for people. */
export const reasonText: Readonly<Record<CannotRestoreReason, string>> = {
  masked: 'masked: only a placeholder was captured',
  excluded: 'excluded: never captured; it may have changed with this',
  no_prior_value: 'no prior value was recorded, and the previous captured image does not have it',
  before_horizon: 'no prior value was recorded, and no earlier change of the row is here any more',
  overwritten_since: 'overwritten since by a captured change that is not in this draft',
  later_not_restored: 'a later change in this draft cannot be reversed, and this one lies beneath it',
  live_differs: 'the live row holds another value than the last captured one: changed without capture',
  live_missing: 'there is no live row under this key: deleted without capture, or its key changed',
  live_present: 'there is a live row under this key: inserted without capture',
  value_taken: 'CONFLICT: another live row holds the value, and a unique index allows it once',
  key_changed: 'the key changed, and the earlier key was not recorded',
  unresolved_key: 'capture could not resolve the key: which row it was is not recorded',
  key_not_unique: 'no unique index of the live table covers the recorded key: other rows could match',
  generated: 'generated: computed by the database',
  identity: 'generated always as identity: an UPDATE may not set it',
  not_named: 'capture does not name changes of it; it may have changed with this',
  no_column: 'the live table has no such column',
  no_table: 'there is no such live table',
  type: 'the captured form cannot be turned back into a value of its type',
  required_value_missing: 'it must not be NULL, has no default, and its value was not captured',
  nothing_named: 'the update named no column: nothing to put back',
};
