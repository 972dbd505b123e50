import { useState, type ReactNode, type SyntheticEvent } from 'react';
import type { Filters } from '@shared/domain/filters.ts';
import type { KeptView } from '@shared/domain/keptView.ts';
import type { Grouping } from '@renderer/lib/filterSearch.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Field } from '@renderer/ui/Field.tsx';
import css from './SavedViews.module.css';
import { saveView } from './useViews.ts';
import { questionWords } from './viewWords.ts';

interface SaveFormProps {
  readonly filters: Filters;
  readonly grouping: Grouping;
  readonly views: readonly KeptView[];
  readonly zone: Zone;
}

/** The present question under a name; a name that is there gets this question instead of its own. */
export function SaveForm({ filters, grouping, views, zone }: SaveFormProps): ReactNode {
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const same = views.find((view) => view.name === name.trim());
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void saveView({ id: same?.id ?? null, name, filters, group: grouping }).then((problem) => {
      setWrong(problem);
      if (problem === null) setName('');
    });
  };
  return (
    <form className={css['form']} onSubmit={submit}>
      <Field
        label="Save this question as"
        value={name}
        maxLength={120}
        hint={questionWords(filters, zone)}
        problem={wrong === null ? null : { message: wrong, hint: null }}
        onChange={(event) => {
          setName(event.target.value);
          setWrong(null);
        }}
      />
      <Button type="submit" disabled={name.trim() === ''}>
        {same === undefined ? 'Save' : 'Replace'}
      </Button>
    </form>
  );
}
