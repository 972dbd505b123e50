import { randomBytes } from 'node:crypto';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { normalizeFilters } from '@shared/domain/filters.ts';
import { keptViewSchema, type KeptView, type ViewDraft } from '@shared/domain/keptView.ts';
import { z } from 'zod';
import { jsonStore } from './jsonStore.ts';
import { now } from './now.ts';

const documentSchema = z.strictObject({ version: z.literal(1), views: z.array(keptViewSchema).readonly() });
type Draft = Omit<ViewDraft, 'id'> & { readonly id: string };

export interface ViewStore {
  /** By name, then by id. */
  list(): Promise<{ readonly views: readonly KeptView[]; readonly damagedKeptAt: string | null }>;
  /**
   * Adds (id null) or changes one; one that is not there comes back under its id, so that a removal can be undone.
   * Filters are kept canonical. Errors: `invalid_request` (no name, name taken), those of normalizeFilters.
   */
  save(draft: ViewDraft): Promise<KeptView>;
  /** Removing what is not there is no error: it is gone either way. */
  remove(id: string): Promise<void>;
}

/** Questions kept under a name, in `views.json`. */
export function viewStore(home: string): ViewStore {
  const store = jsonStore(home, {
    name: 'views.json',
    version: 1,
    schema: documentSchema,
    empty: { version: 1, views: [] },
  });
  const change = (work: (views: readonly KeptView[]) => readonly KeptView[]) =>
    store.update(({ version, views }) => ({ version, views: work(views) }));

  return {
    list: async () => {
      const { value, damagedKeptAt } = await store.read();
      return { views: value.views.toSorted(byNameThenId), damagedKeptAt };
    },
    save: async (draft) => {
      const id = draft.id ?? randomBytes(8).toString('hex');
      const checked = { ...draft, id, name: nameOf(draft), filters: normalizeFilters(draft.filters) };
      const { views } = await change((known) => upsert(known, checked));
      const saved = views.find((view) => view.id === id);
      if (saved === undefined) throw new InvestigatorError('bug', `the view ${id} was not kept`);
      return saved;
    },
    remove: async (id) => {
      await change((views) => views.filter((view) => view.id !== id));
    },
  };
}

function upsert(known: readonly KeptView[], draft: Draft): readonly KeptView[] {
  if (known.some(({ id, name }) => name === draft.name && id !== draft.id))
    throw new InvestigatorError('invalid_request', `another view is called ${JSON.stringify(draft.name)}`, {
      hint: 'Choose another name, or delete that view.',
    });
  const at = now();
  const old = known.find(({ id }) => id === draft.id);
  const saved: KeptView = { ...draft, created_at: old?.created_at ?? at, changed_at: at };
  return old === undefined ? [...known, saved] : known.map((view) => (view === old ? saved : view));
}

function nameOf({ name }: ViewDraft): string {
  const trimmed = name.trim();
  if (trimmed === '')
    throw new InvestigatorError('invalid_request', 'the view has no name', { hint: 'Write one.' });
  return trimmed;
}

function byNameThenId(a: KeptView, b: KeptView): number {
  return a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);
}
