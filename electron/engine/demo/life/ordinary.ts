import { day } from '../making/calendar.ts';
import { randomFor } from '../making/random.ts';
import type { Stage } from '../making/stage.ts';
import { changeSettings, failSession, startSession } from './accounts.ts';
import type { Activity } from './actors.ts';
import { touchAccount, useKey } from './machines.ts';
import { changePlan, correctEmail, createAccount, editMember } from './members.ts';
import { annotateOrder, cancelOrder, placeOrder } from './orders.ts';
import { decideRefund, editPayout, requestRefund } from './refunds.ts';
import type { Plan } from './rhythm.ts';
import { discardTicket, openTicket, replyToTicket } from './support.ts';
import type { Handler } from './telling.ts';

const handlers: Readonly<Record<Activity, Handler>> = {
  'order.place': placeOrder,
  'order.note': annotateOrder,
  'order.cancel': cancelOrder,
  'session.start': startSession,
  'session.fail': failSession,
  'settings.change': changeSettings,
  'member.edit': editMember,
  'member.plan': changePlan,
  'email.correct': correctEmail,
  'ticket.open': openTicket,
  'ticket.reply': replyToTicket,
  'ticket.discard': discardTicket,
  'refund.request': requestRefund,
  'refund.decide': decideRefund,
  'payout.edit': editPayout,
  'key.use': useKey,
  'account.create': createAccount,
  'crm.touch': touchAccount,
};

/** Does what somebody planned, with chance that depends only on when in the story it is. */
export function live(stage: Stage, plan: Plan): void {
  handlers[plan.activity](
    stage,
    plan,
    randomFor(plan.activity, plan.at - stage.calendar.at(0, '00:00') + 30 * day),
  );
}
