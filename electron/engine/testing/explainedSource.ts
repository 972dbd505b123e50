import type { AuditSource } from '@engine/db/session.ts';

/** The same source, which asks for the plan of every query before it is run; `seen` gets them in order. */
export function explainedSource(
  { session, capability }: AuditSource,
  seen: (plan: string) => void,
): AuditSource {
  return {
    capability,
    session: {
      close: () => session.close(),
      read: (options, work) =>
        session.read(options, (tx, facts) => {
          const asked: typeof tx = {
            copyOut: (statement, more) => tx.copyOut(statement, more),
            rows: async (statement) => {
              const { text, values } = statement;
              if (/^\s*(?:SELECT|WITH)\b/.test(text)) {
                const rows = await tx.rows({ text: `EXPLAIN ${text}`, values });
                seen(`${text}\n${rows.map((row) => row['QUERY PLAN'] ?? '').join('\n')}`);
              }
              return await tx.rows(statement);
            },
          };
          return work(asked, facts);
        }),
    },
  };
}
