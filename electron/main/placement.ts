import type { WindowState } from '@engine/store/windowState.ts';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const MIN_SIZE = { width: 1024, height: 700 } as const;
const DEFAULT_SIZE = { width: 1440, height: 900 } as const;
/** So much of the title area must lie on a screen that the window can be seen and dragged. */
const VISIBLE = { width: 200, height: 40 } as const;

export interface Placement {
  readonly bounds: Area | { readonly width: number; readonly height: number };
  readonly maximized: boolean;
}

/**
 * Where to open the window: as last time if that still lies on one of the screens' work areas, else at
 * default size where the system puts it, never larger than the first screen (the primary one).
 */
export function placeWindow(saved: WindowState | null, workAreas: readonly Area[]): Placement {
  const screen = saved === null ? undefined : workAreas.find((area) => isReachable(saved.bounds, area));
  if (saved === null || screen === undefined)
    return { bounds: fit(DEFAULT_SIZE, workAreas[0]), maximized: saved?.maximized ?? false };
  const { x, y } = saved.bounds;
  return { bounds: { x, y, ...fit(saved.bounds, screen) }, maximized: saved.maximized };
}

function isReachable(window: Area, screen: Area): boolean {
  const width = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const titleInside = window.y >= screen.y && window.y + VISIBLE.height <= screen.y + screen.height;
  return width >= VISIBLE.width && titleInside;
}

function fit(
  wanted: { readonly width: number; readonly height: number },
  screen: Area | undefined,
): { readonly width: number; readonly height: number } {
  const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(value, max));
  return {
    width: clamp(wanted.width, MIN_SIZE.width, screen?.width ?? wanted.width),
    height: clamp(wanted.height, MIN_SIZE.height, screen?.height ?? wanted.height),
  };
}
