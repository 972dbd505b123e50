/** The PostgreSQL versions the tests run on: the packaged one, and the oldest the application supports. */
export const testedVersions = [18, 14] as const;
export type TestedVersion = (typeof testedVersions)[number];

/** What the global set-up hands to every test file. */
export type TestServer =
  | {
      readonly available: true;
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
    }
  | { readonly available: false; readonly reason: string };

type TestServers = Readonly<Record<`${TestedVersion}`, TestServer>>;

declare module 'vitest' {
  export interface ProvidedContext {
    testServers: TestServers;
  }
}
