import { Problem } from '../support/say.mjs';

const wanted = [20, 19];

/** True for a version `a.b.c` that is at least the one package.json asks for. */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > wanted[0] || (major === wanted[0] && minor >= wanted[1]);
}

export function checkNode(version = process.versions.node) {
  if (!isNewEnough(version)) {
    throw new Problem(
      `Node ${version} is too old, ${wanted.join('.')} or newer is needed: install it from https://nodejs.org/en/download`,
    );
  }
}
