import type { Paint } from '../terminal.ts';

export function paintOp(text: string, op: string, paint: Paint): string {
  switch (op.toLowerCase()) {
    case 'insert':
      return paint.good(text);
    case 'delete':
      return paint.bad(text);
    default:
      return paint.changed(text);
  }
}
