import type { AuditAction } from '@shared/domain/audit.ts';

/** What stands in every column ACTION: the name of the action, and that it failed. */
export function actionName({ name, status }: Pick<AuditAction, 'name' | 'status'>): string {
  return `${name}${status === 'error' ? ' (error)' : ''}`;
}
