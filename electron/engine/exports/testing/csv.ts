/**
 * Takes RFC 4180 text apart, strictly: CRLF after every record including the last, quotes only where the
 * dialect of CONTRACT §5.1 wants them. Throws on anything else, so that parsing is itself an assertion.
 * `loneCr` reads what upstream wrote before 0.12, when a CR alone did not ask for quotes.
 */
export function parseCsv(text: string, { loneCr = false } = {}): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    const field = text[at] === '"' ? quoted(text, at) : bare(text, at, loneCr ? /,|\r\n/ : /[,\r\n]/);
    record.push(field.value);
    at = field.end;
    if (text[at] === ',') at += 1;
    else if (text.startsWith('\r\n', at)) {
      records.push(record);
      record = [];
      at += 2;
    } else throw new Error(`neither comma nor CRLF at ${at}: ${JSON.stringify(text.slice(at, at + 20))}`);
  }
  if (record.length > 0) throw new Error('the last record does not end with CRLF');
  return records;
}

function bare(text: string, from: number, stop: RegExp): { value: string; end: number } {
  const end = from + text.slice(from).search(stop);
  const value = text.slice(from, end);
  if (value.includes('"')) throw new Error(`a quote in a field without quotes at ${from}`);
  return { value, end };
}

function quoted(text: string, from: number): { value: string; end: number } {
  let end = from + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0) throw new Error(`a quoted field does not end, begun at ${from}`);
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  const value = text.slice(from + 1, end).replaceAll('""', '"');
  if (!/[,"\r\n]/.test(value)) throw new Error(`needless quotes around ${JSON.stringify(value)}`);
  return { value, end: end + 1 };
}
