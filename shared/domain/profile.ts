import { z } from 'zod';

/** How a connection is encrypted and verified; each is mapped explicitly, never left to the driver. */
export const tlsModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type TlsMode = (typeof tlsModes)[number];

export const environments = ['production', 'staging', 'development'] as const;
export type Environment = (typeof environments)[number];

/** Where to connect and as whom. Never holds a password: that travels beside it and is not stored. */
export const endpointSchema = z.strictObject({
  host: z.string().min(1).max(255),
  port: z.number().int().min(1).max(65_535),
  database: z.string().min(1).max(63),
  user: z.string().min(1).max(63),
  tls: z.strictObject({
    mode: z.enum(tlsModes),
    /** Path of a PEM file with the authorities to trust; needed by verify-ca. */
    ca_file: z.string().max(4096).nullable(),
  }),
  /** Schema of the Threadline tables; null means probe. */
  storage_schema: z.string().max(63).nullable(),
});
export type Endpoint = Readonly<z.infer<typeof endpointSchema>>;

/** A saved connection. */
export const profileSchema = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(120),
  environment: z.enum(environments),
  endpoint: endpointSchema,
  /** Without this no purge can be planned through the profile. */
  allow_purge: z.boolean(),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
});
export type Profile = Readonly<z.infer<typeof profileSchema>>;

/** The badge of an open connection: a profile's environment, or what it is instead. */
export type SourceKind = Environment | 'demo';
