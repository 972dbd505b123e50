import { DEEP_LINK_SCHEME } from './switches.ts';

const LONGEST = 2048;
/** Screens a link may lead to. None of them connects, writes a file or deletes by being shown. */
const SCREENS = ['connections', 'timeline', 'transaction'] as const;
const PATH = /^(?:\/[A-Za-z0-9_.~-]+)*\/?$/;

/**
 * Where in the interface a link from outside leads: `investigator://timeline?actor=user%3A42` →
 * `/timeline?actor=user%3A42`. null when the link is not one of ours, too long or points anywhere else.
 * Links only navigate: search parameters are checked again by the screen's own schema.
 */
export function parseDeepLink(link: string): string | null {
  if (link.length > LONGEST) return null;
  let url: URL;
  try {
    url = new URL(link);
  } catch {
    return null;
  }
  if (
    url.protocol !== `${DEEP_LINK_SCHEME}:` ||
    url.username !== '' ||
    url.password !== '' ||
    url.port !== ''
  )
    return null;
  const screen = SCREENS.find((name) => name === url.hostname.toLowerCase());
  if (screen === undefined || !PATH.test(url.pathname)) return null;
  const rest = url.pathname.replace(/\/$/, '');
  return `/${screen}${rest}${url.search}`;
}
