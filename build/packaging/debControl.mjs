/** Debian's extended description: one space before each line, a lone dot for an empty one. */
const description = (text) =>
  text
    .trim()
    .split('\n')
    .map((line, index) => (index === 0 ? line : ` ${line.trim() || '.'}`))
    .join('\n');

/** The control file of a Debian package, from fpm's options and the size of its files in bytes. */
export function controlFile(options, size) {
  const fields = [
    ['Package', options.name],
    ['Version', options.iteration ? `${options.version}-${options.iteration}` : options.version],
    ['License', options.license],
    ['Vendor', options.vendor],
    ['Architecture', options.architecture],
    ['Maintainer', options.maintainer],
    ['Installed-Size', Math.ceil(size / 1024)],
    ['Depends', options.depends?.join(', ')],
    ['Recommends', options['deb-recommends']?.join(', ')],
    ['Section', options.category ?? 'default'],
    ['Priority', options['deb-priority'] ?? 'optional'],
    ['Homepage', options.url],
    ['Description', description(options.description ?? options.name)],
  ];
  return fields
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}
