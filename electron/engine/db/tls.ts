import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Endpoint } from '@shared/domain/profile.ts';

/** How one attempt to connect is encrypted; false = not at all. */
export type TlsAttempt = ConnectionOptions | false;

/**
 * The attempts an endpoint's TLS mode stands for, in order. Every mode is mapped here and nothing is left to
 * the driver, whose `require` verifies today and will not tomorrow. As in libpq a Unix socket is never
 * encrypted and `require` with an authority verifies against it. Error: `tls_failed`.
 */
export async function tlsAttempts(endpoint: Endpoint): Promise<readonly TlsAttempt[]> {
  const { mode, ca_file } = endpoint.tls;
  if (endpoint.host.startsWith('/')) return [false];
  switch (mode) {
    case 'disable':
      return [false];
    case 'prefer':
      return [unverified(), false];
    case 'require':
      return [ca_file === null ? unverified() : anyName(await authority(ca_file))];
    case 'verify-ca':
      if (ca_file === null)
        throw new InvestigatorError('tls_failed', 'verify-ca needs an authority to verify against', {
          hint: 'Give its PEM file (sslrootcert), or use verify-full, which also trusts the public ones.',
        });
      return [anyName(await authority(ca_file))];
    case 'verify-full':
      return [{ rejectUnauthorized: true, ...(ca_file === null ? {} : { ca: await authority(ca_file) }) }];
  }
}

function unverified(): ConnectionOptions {
  return { rejectUnauthorized: false };
}

/** Verifies the chain but not the name. */
function anyName(ca: string): ConnectionOptions {
  return { rejectUnauthorized: true, ca, checkServerIdentity: () => undefined };
}

async function authority(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new InvestigatorError('tls_failed', `the authority file ${file} cannot be read`, {
      hint: 'Give the path of a PEM file.',
      detail: error instanceof Error ? error.message : String(error),
    });
  }
}
