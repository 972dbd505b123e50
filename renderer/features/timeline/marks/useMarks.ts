import { useQueries } from '@tanstack/react-query';
import type { TimelinePage } from '@shared/domain/audit.ts';
import type { FindingCode, IntegrityMark } from '@shared/domain/integrity.ts';
import { call } from '@renderer/lib/bridge.ts';

export type Marks = ReadonlyMap<string, readonly FindingCode[]>;

const NONE: Marks = new Map();

/** Which of the loaded changes have a finding, page by page, after the page itself. Without an answer there is no mark. */
export function useMarks(source: string, pages: readonly TimelinePage[], enabled: boolean): Marks {
  return useQueries({
    queries: pages
      .filter(({ entries }) => entries.length > 0)
      .map((page) => {
        const ids = (): string[] => page.entries.map(({ audit_change }) => audit_change.id);
        return {
          queryKey: ['marks', source, nameOf(page)],
          enabled,
          structuralSharing: false,
          queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
            call('integrity.marks', { source, change_ids: ids() }, { signal }),
        };
      }),
    combine,
  });
}

function combine(answers: readonly { readonly data: readonly IntegrityMark[] | undefined }[]): Marks {
  const marks = answers.flatMap(({ data }) => data ?? []);
  return marks.length === 0 ? NONE : new Map(marks.map(({ change_id, codes }) => [change_id, codes]));
}

const names = new WeakMap<TimelinePage, number>();
let named = 0;

/** A page as a key: its two hundred ids would be written out at every rendering. */
function nameOf(page: TimelinePage): number {
  const known = names.get(page);
  if (known !== undefined) return known;
  named += 1;
  names.set(page, named);
  return named;
}
