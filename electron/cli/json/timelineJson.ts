import type { TimelinePage } from '@shared/domain/audit.ts';
import { writeJson, type JsonText } from '@shared/domain/jsonText.ts';
import { entryJson } from './entryJson.ts';

/** The document of `timeline --json`: stored JSON verbatim, 64-bit numbers as exact JSON numbers. */
export function timelineJson({ entries, cursor, has_more }: TimelinePage): JsonText {
  return writeJson({ entries: entries.map(entryJson), cursor, has_more });
}
