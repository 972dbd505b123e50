#!/bin/sh
# Starts "$E2E_ELECTRON" with a file system of 64 KiB at "$E2E_SMALL_DISK" that only it sees. Root may mount;
# anybody else may inside a user namespace of its own, whose rights the application itself does not get.
set -eu
mount='mount -t tmpfs -o size=64k none "$E2E_SMALL_DISK" && exec'
if [ "$(id -u)" = 0 ]; then
  exec unshare --mount sh -c "$mount \"\$0\" \"\$@\"" "$E2E_ELECTRON" "$@"
fi
exec unshare --user --mount --map-current-user --keep-caps \
  sh -c "$mount setpriv --inh-caps=-all --ambient-caps=-all \"\$0\" \"\$@\"" "$E2E_ELECTRON" "$@"
