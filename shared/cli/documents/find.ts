import { z } from 'zod';
import { findAnswerSchema, findHitSchema } from '../../domain/find.ts';
import { storedObject } from './parts.ts';

const findHit = findHitSchema.extend({
  where: findHitSchema.shape.where.extend({ table_pk: storedObject.nullable() }),
});

/** `find`: what a text can be and how far recorded values were searched. */
const findDocument = findAnswerSchema.extend({ hits: z.array(findHit) });

/** See documents.ts. */
export const findDocuments = { find: findDocument } as const;
