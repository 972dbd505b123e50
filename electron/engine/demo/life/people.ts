import peopleCsv from '../data/people.csv?raw';
import { readCsv } from '../making/csv.ts';
import { randomFor } from '../making/random.ts';

export interface Person {
  readonly name: string;
  readonly login: string;
  readonly email: string;
  readonly phone: string;
}

/** Who has a part in the story, by account. */
const named: Readonly<Record<number, string>> = {
  2: 'Inês Araújo',
  4: 'Tom Aldous',
  8: 'Kofi Osei-Mensah',
  17: 'Mara Lindqvist',
  21: 'Yuki Tanaka',
  23: 'Pavel Růžička',
  29: 'Hélène Garçon',
  2088: 'Ayşe Fairclough',
  2310: 'Jonas Bergström',
  9001: 'N. Maren',
};

const columns = ['culture', 'given', 'given_ascii', 'family', 'family_ascii'] as const;
const domains = [
  'postmail.example',
  'mailhaus.example',
  'inbox.example',
  'correo.example',
  'courriel.example',
];

/** People of the story by number: always the same, names mixed within one culture, logins all different. */
export function people(): (number: number) => Person {
  const rows = readCsv(peopleCsv, columns);
  const cultures = new Map<string, (typeof rows)[number][]>();
  for (const row of rows) cultures.set(row.culture, [...(cultures.get(row.culture) ?? []), row]);
  return (number) => {
    const random = randomFor('person', number);
    const given = random.pick(rows);
    const { family: surname, family_ascii: asciiSurname } = random.pick(cultures.get(given.culture) ?? rows);
    const login = `${given.given_ascii}.${asciiSurname}`.toLowerCase().concat(String(number));
    return {
      name: named[number] ?? `${given.given} ${surname}`,
      login,
      email: `${login}@${random.pick(domains)}`,
      phone: `+${random.pick([44, 49, 33, 46, 48, 81, 234])} ${random.whole(100, 999)} ${random.whole(100_000, 9_999_999)}`,
    };
  };
}
