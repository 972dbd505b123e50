import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { namesSql } from './rowPredicate.ts';

/**
 * A captured image the way this session would write it: through the row type of the live table and back, so that
 * moments captured in another time zone compare equal (CONTRACT §12, trap 25). Without the masked fields, whose
 * placeholders are no values of their types. Reads no table; the server refuses an image that no longer fits.
 */
export function currentImageStatement(
  schema: string,
  name: string,
  image: string,
  masked: readonly string[],
): Statement {
  const { bind, values } = boundValues();
  const type = qualified(schema, name);
  return {
    text: `SELECT to_jsonb(jsonb_populate_record(NULL::${type}, ${bind(image, 'jsonb')} - ${namesSql(masked, bind)}))::text AS image`,
    values,
  };
}
