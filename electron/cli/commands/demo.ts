import { once } from 'node:events';
import { Command, Option } from 'commander';
import { resetDemo } from '@engine/demo/reset.ts';
import type { DemoDatabase } from '@engine/demo/start.ts';
import { investigatorHome } from '@engine/store/home.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import type { Bind } from '../bind.ts';
import { openDemo } from '../connect/openDemo.ts';
import { wholeNumberBetween } from '../options/wholeNumber.ts';

interface ServeOptions {
  readonly port?: number;
}

/** `demo …`: the embedded demo database of the application, without the application. */
export function demoCommand(bind: Bind): Command {
  const command = new Command('demo').description('the embedded demo database');
  command
    .command('serve')
    .description('start it and print its URL until interrupted')
    .addOption(
      new Option('--port <P>', 'port to listen on; default: a free one').argParser(
        wholeNumberBetween(1, 65_535),
      ),
    )
    .action(
      bind<ServeOptions>(async (context) => {
        const { signal, options } = context;
        const demo = await openDemo(context, options.port);
        try {
          refuseOtherPort(demo, options.port);
          await context.print(options.json === true ? `${writeJson({ url: demo.url })}\n` : `${demo.url}\n`);
          context.note(words(demo));
          await (demo.joined === null ? aborted(signal) : demo.joined.ended(signal));
        } finally {
          await demo.stop();
        }
        if (!signal.aborted) throw ended(demo);
        // The way it is meant to end: the exit code tells of the signal, and nothing went wrong.
        context.note(farewell(demo));
      }),
    );
  command
    .command('reset')
    .description('forget it, so that the next start makes it anew')
    .action(
      bind(async (context) => {
        await resetDemo(investigatorHome(context.terminal.env));
        if (context.options.json === true) await context.print(`${writeJson({ reset: true })}\n`);
        else context.note('the demo is made anew at its next start');
      }),
    );
  return command;
}

function words({ joined }: DemoDatabase): string {
  return joined === null
    ? 'serving until interrupted (Ctrl-C)'
    : `process ${joined.pid} serves it already; this is its server, and ends with it`;
}

function farewell({ joined }: DemoDatabase): string {
  return joined === null
    ? 'the demo has stopped'
    : `no longer waiting; process ${joined.pid} serves the demo on`;
}

/** A demo that runs already stays where it is. */
function refuseOtherPort({ joined, endpoint }: DemoDatabase, port: number | undefined): void {
  if (joined === null || port === undefined || port === endpoint.port) return;
  throw new InvestigatorError('usage', `the demo runs already, on port ${endpoint.port}`, {
    hint: `Leave --port out to use the server of process ${joined.pid}, or stop that one first.`,
  });
}

function ended({ joined }: DemoDatabase): InvestigatorError {
  return new InvestigatorError('demo_failed', `process ${joined?.pid ?? '?'} has stopped its demo`, {
    hint: 'Run demo serve again to serve it from here.',
    retryable: true,
  });
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
