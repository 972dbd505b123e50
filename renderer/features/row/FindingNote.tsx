import { Link } from '@tanstack/react-router';
import { History, Unlink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Finding } from '@shared/domain/integrity.ts';
import { formatShort, type Zone } from '@renderer/lib/zone.ts';
import { findingWords } from './findings.ts';
import css from './Life.module.css';
import type { Version } from './versions.ts';

interface FindingNoteProps {
  readonly finding: Finding;
  readonly versions: readonly Version[];
  readonly zone: Zone;
}

/** What a check saw of one version, as a sentence; what it is consistent with and cannot tell below it. */
export function FindingNote({ finding, versions, zone }: FindingNoteProps): ReactNode {
  const { title, text } = findingWords(finding, versions, zone);
  const { written } = finding;
  const Icon = finding.code === 'chain_break' ? Unlink : History;
  return (
    <section className={css['finding']} aria-label={title}>
      <h3>
        <Icon size={13} aria-hidden="true" />
        {title}
      </h3>
      <p>{text}</p>
      {written?.after != null && written.before != null && (
        <Link to="/timeline" search={{ from: written.after, to: written.before }} className="lk">
          Changes captured between {formatShort(written.after, zone)} and {formatShort(written.before, zone)}
        </Link>
      )}
      <FindingMore finding={finding} />
    </section>
  );
}

/** The check's own words. */
export function FindingMore({ finding }: { readonly finding: Finding }): ReactNode {
  return (
    <details className={css['more']}>
      <summary>What it is consistent with</summary>
      <dl>
        <dt>Seen</dt>
        <dd>{finding.seen}</dd>
        <dt>Consistent with</dt>
        <dd>{finding.consistent_with}</dd>
        <dt>Cannot tell</dt>
        <dd>{finding.cannot_distinguish}</dd>
      </dl>
    </details>
  );
}
