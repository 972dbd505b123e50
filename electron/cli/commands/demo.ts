import { once } from 'node:events';
import { Command, Option } from 'commander';
import { resetDemo } from '@engine/demo/reset.ts';
import { startDemo } from '@engine/demo/start.ts';
import { investigatorHome } from '@engine/store/home.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import type { Bind } from '../bind.ts';
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
        const { signal, options, terminal } = context;
        const home = investigatorHome(terminal.env);
        let step = '';
        const demo = await startDemo({
          home,
          signal,
          ...(options.port === undefined ? {} : { port: options.port }),
          onProgress: (progress) => {
            if (progress.step !== step) context.note(progress.step);
            step = progress.step;
          },
        });
        try {
          await context.print(options.json === true ? `${writeJson({ url: demo.url })}\n` : `${demo.url}\n`);
          context.note('serving until interrupted (Ctrl-C)');
          if (!signal.aborted) await once(signal, 'abort');
        } finally {
          await demo.stop();
        }
        throw new InvestigatorError('cancelled', 'stopped on request');
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
