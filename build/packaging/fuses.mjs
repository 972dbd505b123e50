/**
 * The switches burnt into the packaged executable (docs/SECURITY.md). The drivable twin differs in one: Playwright
 * needs the inspector, which a release refuses.
 * @param {'release' | 'drivable'} variant
 */
export const fusesOf = (variant) => ({
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: variant === 'drivable',
  // Enforced by macOS and Windows; Linux carries the bit.
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
});

/** The same by the names of @electron/fuses' wire, as `getCurrentFuseWire` answers them. */
const wireNames = {
  runAsNode: 'RunAsNode',
  enableCookieEncryption: 'EnableCookieEncryption',
  enableNodeOptionsEnvironmentVariable: 'EnableNodeOptionsEnvironmentVariable',
  enableNodeCliInspectArguments: 'EnableNodeCliInspectArguments',
  enableEmbeddedAsarIntegrityValidation: 'EnableEmbeddedAsarIntegrityValidation',
  onlyLoadAppFromAsar: 'OnlyLoadAppFromAsar',
  grantFileProtocolExtraPrivileges: 'GrantFileProtocolExtraPrivileges',
};

/** The fuses of an executable that are not as they should be, as `name: is, should be`. */
export async function wrongFuses(executable, variant) {
  const { getCurrentFuseWire, FuseV1Options } = await import('@electron/fuses');
  const wire = await getCurrentFuseWire(executable);
  // A fuse is stored as the character '0' or '1'.
  return Object.entries(fusesOf(variant)).flatMap(([name, wanted]) => {
    const is = wire[FuseV1Options[wireNames[name]]] === '1'.charCodeAt(0);
    return is === wanted ? [] : [`${name}: is ${is}, should be ${wanted}`];
  });
}
