import type { Context } from "../context.ts";
import { findAccount } from "../db/accounts.ts";
import { countLicensesOfDigest, findExpiryDigest, listLicensesOfDigest } from "../db/expiry-digests.ts";
import type { Mail } from "../db/mails.ts";
import { findUserByEmail } from "../db/users.ts";
import type { MailParams } from "../mail/render.ts";
import { parseEmail } from "../policy/email-address.ts";
import { daysUntil } from "../policy/license-status.ts";

/** A mail stays readable: beyond these it says how many more there are. */
const MOST_LICENSES = 20;

/** What a digest says as things are now: what was renewed since it was decided is left out. */
export const licenseExpiringFacts = async (
  ctx: Context,
  mail: Mail,
): Promise<Omit<MailParams["license-expiring"], "brandName"> | undefined> => {
  const digest = await findExpiryDigest(ctx.db, mail.subjectId);
  const account = digest && (await findAccount(ctx.db, digest.accountId));
  const address = parseEmail(mail.recipient);
  const user = address.ok ? await findUserByEmail(ctx.db, address.identity) : undefined;
  const licenses = await listLicensesOfDigest(ctx.db, mail.subjectId, MOST_LICENSES);
  if (!account || user?.accountId !== account.id || licenses.length === 0) return undefined;
  return {
    company: account.company,
    licenses: licenses.map((license) => ({
      ...license,
      productName: mail.language === "ja" ? license.nameJa : license.nameEn,
      inGrace: daysUntil(license.endsOn, ctx.now()) < 0,
    })),
    count: await countLicensesOfDigest(ctx.db, mail.subjectId),
    productsLink: `${ctx.config.publicUrl}/products`,
    unsubscribeLink: `${ctx.config.publicUrl}/unsubscribe/${user.id}/${ctx.secrets.unsubscribeProof(user.id)}`,
  };
};
