import { useQuery } from '@tanstack/react-query';
import type { KeptView, ViewDraft } from '@shared/domain/keptView.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { queryClient } from '@renderer/lib/queryClient.ts';
import { toast } from '@renderer/ui/Toast.tsx';

const KEY = ['views'];

/** The questions kept under a name on this machine; undefined while they are read. */
export function useViews() {
  return useQuery({ queryKey: KEY, queryFn: () => call('views.list', {}) });
}

/** Keeps, renames or replaces; answers what went wrong, or null. */
export async function saveView(draft: ViewDraft, done = 'was changed'): Promise<string | null> {
  try {
    const { name } = await call('views.save', draft);
    toast(draft.id === null ? `Saved as ${name}` : `${name} ${done}`);
    return null;
  } catch (error) {
    const { message, hint } = asInvestigatorError(error);
    return hint === null ? message : `${message}. ${hint}`;
  } finally {
    // The command line and other windows write the same file.
    await queryClient.invalidateQueries({ queryKey: KEY });
  }
}

/** Deletes, with a way back. */
export async function removeView({ id, name, filters, group }: KeptView): Promise<void> {
  try {
    await call('views.remove', { id });
    toast(`Deleted ${name}`, {
      label: 'Undo',
      run: () =>
        void saveView({ id, name, filters, group }, 'is back').then(
          (wrong) => wrong !== null && toast(wrong),
        ),
    });
  } catch (error) {
    toast(`Not deleted: ${asInvestigatorError(error).message}`);
  } finally {
    await queryClient.invalidateQueries({ queryKey: KEY });
  }
}
