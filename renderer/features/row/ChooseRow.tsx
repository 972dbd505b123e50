import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type ReactNode } from 'react';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { useCapability } from '@renderer/lib/capability.ts';
import { tableText } from '@renderer/lib/change.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { keyOrders } from '@renderer/lib/rowKey.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Field } from '@renderer/ui/Field.tsx';
import { Screen, ScreenHead, Scroll } from '@renderer/ui/Screen.tsx';
import css from './Row.module.css';

/** Which row: a table and its key, or found by a value it ever held. */
export function ChooseRow({
  source,
  table: named,
}: {
  readonly source: OpenSource;
  readonly table: string;
}): ReactNode {
  const navigate = useNavigate();
  const { triggers } = useCapability(source);
  const list = useId();
  const [table, setTable] = useState(named);
  const [pk, setPk] = useState('');
  const key = keyOrders(triggers).get(table.trim())?.join(', ');
  return (
    <Screen>
      <ScreenHead title="Rows" />
      <Scroll>
        <form
          className={css['choose']}
          onSubmit={(event) => {
            event.preventDefault();
            const search = { table: table.trim(), pk: pk.trim() };
            if (search.table !== '' && search.pk !== '') void navigate({ to: '/row', search });
          }}
        >
          <p>The life of one row: every captured change of it, and whether the live row still agrees.</p>
          <Field
            label="Table"
            mono
            required
            value={table}
            list={list}
            placeholder="schema.name"
            onChange={({ target }) => setTable(target.value)}
          />
          <datalist id={list}>
            {[...new Set(triggers.map(tableText))].map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          <Field
            label="Key"
            mono
            required
            value={pk}
            placeholder={'42 or {"order_id": "7", "line_no": "1"}'}
            hint={key === undefined ? 'The whole key; a bare value where one column is it.' : `Key: ${key}.`}
            onChange={({ target }) => setPk(target.value)}
          />
          <div className={css['chooseEnd']}>
            <Button type="submit" variant="solid">
              Open the row
            </Button>
            <Button onClick={() => useDesk.getState().show('palette')}>Find it by a value it held</Button>
          </div>
        </form>
      </Scroll>
    </Screen>
  );
}
