import productsCsv from '../data/products.csv?raw';
import textsCsv from '../data/texts.csv?raw';
import { readCsv } from '../making/csv.ts';

export const products = readCsv(productsCsv, ['sku', 'title', 'price', 'category']);

const texts = readCsv(textsCsv, ['kind', 'text']);

/** What people write, by occasion. */
export const written = {
  subject: ofKind('subject'),
  body: ofKind('body'),
  note: ofKind('note'),
  reply: ofKind('reply'),
  reason: ofKind('reason'),
} as const;

function ofKind(kind: string): readonly string[] {
  return texts.filter((row) => row.kind === kind).map(({ text }) => text);
}
