import { InvestigatorError } from './errors.ts';

/** Refuses a number that is not whole or outside its bounds, both inclusive. Error: `invalid_request`. */
export function checkBound(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new InvestigatorError('invalid_request', `${name} ${value} is not between ${least} and ${most}`);
}
