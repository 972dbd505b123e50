import { History, TriangleAlert, Unlink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FindingCode } from '@shared/domain/integrity.ts';
import { FINDING_NAMES } from '@renderer/features/row/findings.ts';
import css from '../List.module.css';

/** What was found of a change, quietly: the detail says it in a sentence. */
export function MarkIcons({ codes }: { readonly codes: readonly FindingCode[] }): ReactNode {
  return codes.map((code) => (
    <span key={code} className={css['mark']} title={FINDING_NAMES[code]}>
      <Icon code={code} />
      <span className="sr">{FINDING_NAMES[code]}</span>
    </span>
  ));
}

function Icon({ code }: { readonly code: FindingCode }): ReactNode {
  const size = { size: 13, strokeWidth: 1.5, 'aria-hidden': true } as const;
  if (code === 'chain_break') return <Unlink {...size} />;
  return code === 'written_later' ? <History {...size} /> : <TriangleAlert {...size} />;
}
