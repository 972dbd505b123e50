import type { Capability } from '@shared/domain/capability.ts';

type Warning = Capability['warnings'][number];

/** What an investigator should know before trusting an empty answer or this role. Pure. */
export function capabilityWarnings(
  capability: Omit<Capability, 'warnings'>,
  seen: { readonly actionsUnreadable: boolean; readonly windowUnknown: boolean },
): readonly Warning[] {
  const { privileges, key_shapes, triggers, storage_schema: schema } = capability;
  const unread = Object.entries(capability.governance).flatMap(([name, there]) =>
    there === null ? [`threadline_${name}`] : [],
  );
  const warnings: (Warning | false)[] = [
    !privileges.may_read && {
      code: 'no_read_privilege',
      message: `This role may not read the audit tables. Ask for: GRANT USAGE ON SCHEMA ${schema} and GRANT SELECT on them.`,
    },
    seen.actionsUnreadable && {
      code: 'actions_unreadable',
      message:
        'audit_actions exists, but this role may not read it: no action names and no correlation filter.',
    },
    unread.length > 0 && {
      code: 'governance_unreadable',
      message: `This role may not read ${unread.join(', ')}: what they hold is not known.`,
    },
    privileges.superuser && {
      code: 'superuser',
      message:
        'This role is a superuser: a read-only transaction does not bind it. Use a role with SELECT only.',
    },
    privileges.dangerous_roles.length > 0 && {
      code: 'dangerous_roles',
      message: `This role is a member of ${privileges.dangerous_roles.join(', ')}: it can act outside a read-only transaction.`,
    },
    privileges.may_write &&
      !privileges.superuser && {
        code: 'may_write',
        message:
          'This role may change or delete audit rows. A role with SELECT only is enough to investigate.',
      },
    capability.other_storage_schemas.length > 0 && {
      code: 'other_storage_schemas',
      message: `Threadline tables are also in ${capability.other_storage_schemas.join(', ')}; only ${schema} is read.`,
    },
    !capability.has_actor && {
      code: 'no_actor_column',
      message:
        'audit_transactions has no actor_ref: actors were not recorded here and cannot be filtered by.',
    },
    !(capability.has_actions && capability.has_action_link) &&
      !seen.actionsUnreadable && {
        code: 'no_action_link',
        message: 'Actions are not linked to transactions here: the correlation filter is not available.',
      },
    !capability.has_changed_from && {
      code: 'no_changed_from_column',
      message: 'audit_changes has no changed_from: prior values were not recorded.',
    },
    capability.row_history_index === 'invalid' && {
      code: 'row_history_index_invalid',
      message:
        'audit_changes_row_history_idx is invalid (an interrupted build): it serves no query. Rebuild it.',
    },
    seen.windowUnknown && {
      code: 'window_unknown',
      message: 'The oldest and newest change could not be found in time; is captured_at indexed?',
    },
    key_shapes.some(({ resolved }) => !resolved) && {
      code: 'unresolved_keys',
      message: `Some recent changes have no row key: ${unresolvedTables(capability)}. Their rows have no history by key.`,
    },
    triggers.some(({ enabled }) => enabled === 'D' || enabled === 'R') && {
      code: 'disabled_triggers',
      message: 'Some capture triggers are disabled or fire on replicas only: writes there are not captured.',
    },
    triggers.length === 0 && {
      code: 'no_triggers',
      message: 'No capture trigger is present now: nothing new is being captured in this database.',
    },
    capability.server.replica && {
      code: 'replica',
      message: 'This is a standby: it may lag behind, and it may cancel long reads to keep up.',
    },
  ];
  return warnings.filter((warning) => warning !== false);
}

function unresolvedTables({ key_shapes }: Pick<Capability, 'key_shapes'>): string {
  const names = key_shapes
    .filter(({ resolved }) => !resolved)
    .map(({ table_schema, table_name }) => `${table_schema}.${table_name}`);
  return [...new Set(names)].join(', ');
}
