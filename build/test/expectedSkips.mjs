import { hasPgBouncer } from '../pgbouncer.mjs';
import { isDebianFamily } from '../setup/debian.mjs';
import { canMakeNamespace, unprivilegedAccount } from '../support/account.mjs';
import { platformName, postgresPackage } from '../postgresPackages.mjs';

/** Tests that may be left out, each with the circumstance in which that is right. */
const allowed = [
  {
    pattern: /PostgreSQL 14/,
    when: () => postgresPackage(14) === null,
    reason: `npm carries no PostgreSQL 14 for ${platformName()}`,
  },
  {
    pattern: /PgBouncer/,
    when: () => !isDebianFamily() && !hasPgBouncer(),
    reason: 'PgBouncer for tests comes out of a Debian package',
  },
  {
    pattern: /an export onto a full disk/,
    when: () =>
      process.platform !== 'linux' ||
      !canMakeNamespace(process.getuid?.() === 0 ? unprivilegedAccount() : null),
    reason: 'a small file system needs a user namespace, which this machine refuses',
  },
];

/** Why this test may be left out here, or null: then it should have run. */
export function expectedSkip(name) {
  return allowed.find(({ pattern, when }) => pattern.test(name) && when())?.reason ?? null;
}
