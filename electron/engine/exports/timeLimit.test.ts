import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { withinSeconds } from './timeLimit.ts';
import { untilAborted } from './untilAborted.ts';

const endless = new Promise<never>(() => undefined);
const waitFor = (signal: AbortSignal): Promise<never> => untilAborted(endless, signal);
const calm = new AbortController().signal;

describe('a limit for the whole', () => {
  it('stops the work and says so', async () => {
    await expect(withinSeconds(0.02, 'Nothing is left.', calm, waitFor)).rejects.toMatchObject({
      code: 'time_limit',
      hint: expect.stringMatching(/^Nothing is left\. .*--max-seconds/) as string,
    });
  });

  it('is not what stopped work that somebody else stopped', async () => {
    const stopper = new AbortController();
    const stopped = withinSeconds(60, '', stopper.signal, waitFor);
    stopper.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    await expect(withinSeconds(60, '', stopper.signal, waitFor)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('leaves answers and other failures as they are', async () => {
    expect(await withinSeconds(60, '', calm, () => Promise.resolve(1))).toBe(1);
    const full = new InvestigatorError('disk_full', 'no space');
    const late = async (): Promise<never> => {
      await sleep(30);
      throw full;
    };
    await expect(withinSeconds(0.001, '', calm, late)).rejects.toBe(full);
  });
});
