import { randomFor } from '../making/random.ts';
import { call, json } from '../making/sql.ts';
import { ordinary } from './telling.ts';
import type { Handler } from './telling.ts';
import { someMember } from './world.ts';

/** Staff correct a member's name or telephone number. */
export const editMember: Handler = (stage, plan, random) => {
  const member = someMember(stage.world, random);
  const person = stage.world.person(member);
  const write = random.chance(0.55)
    ? call('member_phone', member, `+${random.whole(30, 99)} ${random.whole(1_000_000, 99_999_999)}`)
    : call(
        'member_name',
        member,
        random.chance(0.3) ? person.name : `${person.name} ${random.pick(suffixes)}`,
      );
  ordinary(stage, plan, random, [write], { name: 'member.edited', reason: 'asked by telephone' });
};

/** One address at a time, by day: what makes sixty-one at three in the morning stand out. */
export const correctEmail: Handler = (stage, plan, random) => {
  const member = someMember(stage.world, random);
  const login = stage.world.person(member).login;
  ordinary(stage, plan, random, [call('member_email', member, `${login}@${random.pick(domains)}`)], {
    name: 'member.edited',
    reason: 'new e-mail address, confirmed',
  });
};

export const changePlan: Handler = (stage, plan, random) => {
  const member = someMember(stage.world, random);
  ordinary(stage, plan, random, [call('member_plan', member, random.pick(['free', 'basic', 'plus']))], {
    name: 'member.plan_changed',
  });
};

/** A visitor becomes a customer: an account and a member in one transaction. */
export const createAccount: Handler = (stage, plan, random) => {
  const { ids, person } = stage.world;
  const account = ids.account;
  const member = ids.member;
  ids.account += 1;
  ids.member += 1;
  const { name, login, email, phone } = person(account);
  const digest = `$2b$12$${randomFor('digest', account).hex(40)}`;
  ordinary(
    stage,
    plan,
    random,
    [
      call(
        'account_create',
        account,
        login,
        name,
        json({ locale: random.pick(locales), newsletter: random.chance(0.5) }),
      ),
      call('member_create', member, account, email, name, random.chance(0.2) ? null : phone, digest),
    ],
    { name: 'account.created' },
  );
};

const suffixes = ['', 'Jr.', '(c/o)', 'M.A.', '様'] as const;
const domains = ['postmail.example', 'mailhaus.example', 'inbox.example'] as const;
const locales = ['en-GB', 'de-DE', 'fr-FR', 'sv-SE', 'pl-PL', 'ja-JP'] as const;
