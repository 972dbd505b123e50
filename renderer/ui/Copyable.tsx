import { Check, Copy } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { copyText } from '@renderer/lib/clipboard.ts';
import css from './Copyable.module.css';
import { Tooltip } from './Tooltip.tsx';

interface CopyButtonProps {
  /** Exactly what lands on the clipboard. */
  readonly text: string;
  /** What it is: "transaction id". */
  readonly what: string;
}

export function CopyButton({ text, what }: CopyButtonProps): ReactNode {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1400);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Tooltip content={copied ? 'Copied' : `Copy ${what}`}>
      <button
        type="button"
        className={css['copy']}
        aria-label={`Copy ${what}`}
        onClick={(event) => {
          event.stopPropagation();
          void copyText(text, what).then(() => setCopied(true));
        }}
      >
        {copied ? <Check size={12} /> : <Copy size={12} />}
      </button>
    </Tooltip>
  );
}
