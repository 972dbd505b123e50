import { errorCatalog } from '@shared/domain/errors.ts';

/** Every code with its exit code and meaning, in the catalogue's order. Generated: `node build/docs.mjs`. */
export function errorReference(): string {
  const rows = Object.entries(errorCatalog).map(
    ([code, { exit, meaning }]) => `| \`${code}\` | ${exit} | ${meaning} |`,
  );
  return ['| Code | Exit | Meaning |', '| --- | --- | --- |', ...rows].join('\n');
}
