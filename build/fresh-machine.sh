#!/usr/bin/env bash
# Proves the two commands of the README on a machine that has nothing: a minimal Debian 12 (debootstrap), this
# machine's Node and npm, git, a fresh clone of HEAD, an empty npm cache. Prints how long `npm start` and `npm test` took.
#
#   sudo build/fresh-machine.sh [--at /root/clone] [--keep] [commands…]      default commands: "npm start" "npm test"
#
# Needs root, debootstrap and util-linux. Carries over how this machine reaches its registries (npm and apt settings,
# hosts, certificates, proxies), nothing else.
set -euo pipefail

at=/root/threadline-investigator # under /root: the hard case, closed to every other account
keep=false
while [[ ${1:-} == --* ]]; do
  case $1 in
    --at) at=$2; shift 2 ;;
    --keep) keep=true; shift ;;
    *) echo "unknown option $1" >&2; exit 2 ;;
  esac
done
commands=("$@")
[[ ${#commands[@]} -gt 0 ]] || commands=('npm start' 'npm test')

[[ $(id -u) -eq 0 ]] || { echo 'this needs root: sudo build/fresh-machine.sh' >&2; exit 1; }
command -v debootstrap >/dev/null || { echo 'debootstrap is missing: apt-get install -y debootstrap' >&2; exit 1; }

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d /var/tmp/fresh-machine.XXXXXX)
base=/var/tmp/fresh-machine-base # debootstrap's result, kept: it is the same every time
root=$work/root
clean_up() { $keep && echo "kept: $root" || rm -rf --one-file-system "$work"; }
trap clean_up EXIT

seconds() { date +%s; }
say() { printf '== %s\n' "$*"; }

make_base() {
  [[ -e $base/.complete ]] && return
  say 'making a minimal Debian 12'
  rm -rf --one-file-system "$base"
  local mirror
  mirror=$(sed -nE 's/^(URIs: |deb +(\[[^]]*\] +)?)(https?:[^ ]*debian\/?)( .*)?$/\3/p' \
    /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1 || true)
  debootstrap --variant=minbase --include=ca-certificates,git bookworm "$base" "${mirror:-http://deb.debian.org/debian}" \
    >"$work/debootstrap.log" 2>&1 || { tail -n 20 "$work/debootstrap.log" >&2; exit 1; }
  touch "$base/.complete"
}

# The programs of this machine under /usr/local, where no package manager knows them.
copy_node() {
  local npm
  npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
  mkdir -p "$root/usr/local/lib/node_modules" "$root/usr/local/bin"
  cp -L "$(command -v node)" "$root/usr/local/bin/node"
  cp -r "$npm" "$root/usr/local/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"
}

copy_settings() {
  cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
  local global=${NPM_CONFIG_GLOBALCONFIG:-$(npm config get globalconfig 2>/dev/null)}
  [[ -f $global ]] && install -D -m 644 "$global" "$root/usr/local/etc/npmrc"
  [[ -f ~/.npmrc ]] && install -m 600 ~/.npmrc "$root/root/.npmrc"
  local file
  for file in /etc/apt/apt.conf /etc/apt/apt.conf.d/*proxy* /etc/apt/sources.list.d/debian.sources; do
    [[ -f $file ]] && install -D -m 644 "$file" "$root$file"
  done
  # debootstrap's own list would name the same source twice.
  [[ -f $root/etc/apt/sources.list.d/debian.sources ]] && : >"$root/etc/apt/sources.list"
  env | grep -iE '^(https?_proxy|no_proxy|npm_config_(registry|https?_proxy|proxy|noproxy|cafile|strict_ssl)|node_extra_ca_certs)=' \
    >"$work/environment" || true
}

# A mount and process namespace of its own, its root changed by pivot_root: inside a plain chroot the kernel would
# refuse the user namespaces that Chromium's sandbox is made of.
inside() {
  mapfile -t carried <"$work/environment"
  unshare --mount --pid --fork --kill-child bash -euc '
    root=$1; shift
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
    cd "$root"
    mkdir -p .old
    pivot_root . .old
    umount -l /.old
    exec "$@"
  ' inside "$root" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    "${carried[@]}" "$@"
}

make_base
cp -a "$base" "$root"
copy_node
copy_settings
say "cloning HEAD ($(git -C "$checkout" rev-parse --short HEAD)) to $at"
git clone --quiet --no-hardlinks "$checkout" "$root$at"

report=()
for line in "${commands[@]}"; do
  say "$line"
  started=$(seconds)
  if inside bash -c "cd '$at' && $line"; then outcome=ok; else outcome="FAILED ($?)"; fi
  took=$(($(seconds) - started))
  report+=("$(printf '%-24s %4d min %02d s   %s' "$line" $((took / 60)) $((took % 60)) "$outcome")")
done

say 'on a fresh machine'
printf '%s\n' "${report[@]}"
[[ "${report[*]}" != *FAILED* ]]
