import fs from 'node:fs/promises';
import path from 'node:path';
import { fallbackMarker } from '../electron/fallbackPackage.mjs';

const notice = `Not for release.

This build carries a third party's repack of an older Electron, for machines that cannot reach Electron's own
downloads. It is good for trying and testing. Do not hand it to users.
`;

/** Removes what electron-builder takes out of an Electron it downloads itself, but not out of an electronDist. */
export async function afterPack({ appOutDir, packager }, { forRelease }) {
  const resources = packager.getResourcesDir(appOutDir);
  const leftovers = [
    path.join(resources, 'default_app.asar'),
    path.join(appOutDir, 'version'),
    path.join(appOutDir, fallbackMarker),
  ];
  for (const file of leftovers) await fs.rm(file, { force: true });
  if (!forRelease) await fs.writeFile(path.join(appOutDir, 'NOT-FOR-RELEASE.txt'), notice);
}
