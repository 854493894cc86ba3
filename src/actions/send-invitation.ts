import type { Context } from "../context.ts";
import type { Tx } from "../db/client.ts";
import { findOpenInvitation, insertInvitation, markInvitationSent } from "../db/invitations.ts";
import type { GivenRole } from "../policy/account-users.ts";
import { INVITATION_SECONDS } from "../policy/invitation.ts";
import { hashToken } from "../secrets.ts";
import { enqueueMail } from "./enqueue-mail.ts";

export type NewInvitation = {
  accountId: string;
  invitedBy: string;
  email: { email: string; identity: string };
  role: GivenRole;
  language: string;
};

/** Mails an invitation; an open one of the same address is sent again, with the role of now. Returns its id. */
export const sendInvitation = async (ctx: Context, tx: Tx, wish: NewInvitation): Promise<string> => {
  const open = await findOpenInvitation(tx, wish.accountId, wish.email.identity);
  const id = open?.id ?? ctx.newId();
  const { role, invitedBy, language } = wish;
  const now = ctx.now();
  const facts = { role, invitedBy, sentAt: now, expiresAt: new Date(now.getTime() + INVITATION_SECONDS * 1000) };
  if (open) await markInvitationSent(tx, id, facts);
  else
    await insertInvitation(tx, {
      ...facts,
      id,
      accountId: wish.accountId,
      email: wish.email.email,
      emailIdentity: wish.email.identity,
      language,
      tokenHash: hashToken(ctx.secrets.linkToken(id)),
      invitedAt: now,
    });
  const recipient = open?.email ?? wish.email.email;
  await enqueueMail(ctx, tx, { kind: "invitation", recipient, language, subjectId: id });
  return id;
};
