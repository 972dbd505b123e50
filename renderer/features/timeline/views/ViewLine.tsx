import { Pencil, Trash2 } from 'lucide-react';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import type { KeptView } from '@shared/domain/keptView.ts';
import { cx } from '@renderer/lib/cx.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { Button, IconButton } from '@renderer/ui/Button.tsx';
import { Input } from '@renderer/ui/Field.tsx';
import css from './SavedViews.module.css';
import { removeView, saveView } from './useViews.ts';
import { questionWords } from './viewWords.ts';

interface ViewLineProps {
  readonly view: KeptView;
  /** It is the question on screen. */
  readonly here: boolean;
  readonly zone: Zone;
  readonly onOpen: () => void;
}

/** One view: opened by its name, renamed in place, deleted with a way back. */
export function ViewLine({ view, here, zone, onOpen }: ViewLineProps): ReactNode {
  const [name, setName] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const words = questionWords(view.filters, zone);
  const rename = (event: SyntheticEvent): void => {
    event.preventDefault();
    const { id, filters, group } = view;
    void saveView({ id, filters, group, name: name ?? view.name }).then((problem) => {
      setWrong(problem);
      if (problem === null) setName(null);
    });
  };
  if (name !== null)
    return (
      <li>
        <form className={css['rename']} onSubmit={rename}>
          <Input
            autoFocus
            aria-label={`New name of ${view.name}`}
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" disabled={name.trim() === ''}>
            Rename
          </Button>
        </form>
        {wrong !== null && <p className={css['wrong']}>{wrong}</p>}
      </li>
    );
  return (
    <li className={cx(css['view'], here && css['open'])}>
      <button type="button" className={css['name']} title={words} onClick={onOpen}>
        <b className="ell">{view.name}</b>
        <span className="ell">{words}</span>
      </button>
      <IconButton label={`Rename ${view.name}`} onClick={() => setName(view.name)}>
        <Pencil size={13} strokeWidth={1.5} aria-hidden="true" />
      </IconButton>
      <IconButton label={`Delete ${view.name}`} onClick={() => void removeView(view)}>
        <Trash2 size={13} strokeWidth={1.5} aria-hidden="true" />
      </IconButton>
    </li>
  );
}
