declare module 'pgpass' {
  interface Place {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
  }
  /** Looks the password up in PGPASSFILE or ~/.pgpass; refuses a file others may read, as libpq does. */
  export default function pgpass(place: Place, callback: (password: string | undefined) => void): void;
}
