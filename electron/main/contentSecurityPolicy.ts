const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/** Sent with every page of ours: nothing remote, nothing inline, no frame, no form, no plug-in. */
export const contentSecurityPolicy = serialize(POLICY);

/** For Vite's server only (inline styles, its socket); a release build does not contain it. */
export function developmentPolicy(server: string): string {
  const socket = server.replace(/^http/, 'ws');
  return serialize({
    ...POLICY,
    'script-src': "'self' 'unsafe-inline'",
    'style-src': "'self' 'unsafe-inline'",
    'connect-src': `'self' ${server} ${socket}`,
  });
}

function serialize(policy: Readonly<Record<string, string>>): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}
