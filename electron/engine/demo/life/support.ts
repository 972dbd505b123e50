import { formatActor } from '@shared/domain/actor.ts';
import { instantOf } from '../making/calendar.ts';
import { call, json } from '../making/sql.ts';
import { ordinary } from './telling.ts';
import type { Handler } from './telling.ts';
import { written } from './texts.ts';
import { founding } from './world.ts';

export const openTicket: Handler = (stage, plan, random) => {
  const { ids, tickets, delivered } = stage.world;
  const id = ids.ticket;
  ids.ticket += 1;
  const about = plan.actor.ref.type === 'anonymous' ? undefined : delivered.at(-random.whole(1, 60));
  const account = plan.actor.ref.type === 'user' ? Number(plan.actor.ref.id) : (about?.accountId ?? null);
  const spam = plan.actor.ref.type !== 'user' && random.chance(0.2);
  tickets.push({ id, spam });
  const subject = spam ? 'Cheap watches!!!' : random.pick(written.subject);
  const tags = random.pick(['{}', '{delivery}', '{billing,urgent}', '{returns}', '{"needs reply"}']);
  ordinary(
    stage,
    plan,
    random,
    [
      call(
        'ticket_open',
        id,
        account,
        spam ? null : (about?.id ?? null),
        null,
        subject,
        random.pick(written.body),
        tags,
      ),
    ],
    plan.actor.source === 'smtp' ? null : { name: 'ticket.opened' },
  );
};

/** An answer; sometimes its draft is given up inside a savepoint first, sometimes it is saved in one. */
export const replyToTicket: Handler = (stage, plan, random) => {
  const { tickets } = stage.world;
  const index = tickets.findIndex(({ spam }) => !spam);
  const ticket = tickets[index];
  const text = random.pick(written.reply);
  const solved = random.chance(0.6);
  const who = formatActor(plan.actor.ref);
  const reply = json([
    { at: instantOf(plan.at), by: who, text, minutes: { number: `${random.whole(1, 40)}.250` } },
  ]);
  const id = ticket?.id ?? random.whole(founding.oldestTicket, founding.tickets);
  if (solved && ticket !== undefined) tickets.splice(index, 1);
  const write = call('ticket_reply', id, solved ? 'solved' : 'answered', who, reply);
  const roll = random.next();
  const writes =
    roll < 0.12
      ? ['SAVEPOINT draft', write, 'RELEASE draft', call('ticket_status', id, solved ? 'solved' : 'answered')]
      : roll < 0.16
        ? ['SAVEPOINT draft', call('ticket_status', id, 'spam'), 'ROLLBACK TO draft', write]
        : [write];
  ordinary(stage, plan, random, writes, { name: solved ? 'ticket.solved' : 'ticket.answered' });
};

export const discardTicket: Handler = (stage, plan, random) => {
  const { tickets } = stage.world;
  const index = tickets.findIndex(({ spam }) => spam);
  const ticket = tickets[index];
  if (ticket === undefined) return;
  tickets.splice(index, 1);
  ordinary(stage, plan, random, [call('ticket_delete', ticket.id)], {
    name: 'ticket.discarded',
    comment: 'spam',
  });
};
