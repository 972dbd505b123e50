import { z } from 'zod';

/**
 * zod compiles schemas with `new Function` where it may. Our pages may not (script-src 'self'), and even asking
 * reports a violation, so it is told before the first schema is made: import this before the contract.
 */
z.config({ jitless: true });
