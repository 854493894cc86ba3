import { Hono } from "hono";
import { changeAddress, changePersonalProfile } from "../../actions/change-profile.ts";
import type { Context } from "../../context.ts";
import { findAccount } from "../../db/accounts.ts";
import { findExpiryMailsOff } from "../../db/expiry-mails-off.ts";
import { findUser } from "../../db/users.ts";
import { writeCookie } from "../../http/cookies.ts";
import { formValue } from "../../http/form-protection.ts";
import {
  frameOf,
  type PortalEnv,
  type PortalRequest,
  shownViewer,
  type SignedIn,
  translateFor,
} from "../../http/visit.ts";
import { isLanguage } from "../../messages/translate.ts";
import { decideManaging } from "../../policy/account-users.ts";
import { addressFields, parseProfile, personalFields, type ProfileField } from "../../policy/profile-form.ts";
import { signedInJustNow } from "../../policy/session.ts";
import type { FormFacts } from "../parts/registration-field.ts";
import { type Profile, profileChanges, profilePage } from "../profile.ts";
import { signedInTo, viewerOf } from "./just-signed-in.ts";
import { refusedUserChange } from "./refused-user-change.ts";
import { formProblem } from "./registration-problem.ts";
import { actorOf } from "./shown-users.ts";

const PAGE = "account/profile";

/** The profile of the user and the address of the account. */
export const accountProfileRoutes = (ctx: Context) =>
  new Hono<PortalEnv>()
    .get("/account/profile", signedInTo(PAGE), async (c) => {
      const changed = profileChanges.find((change) => change === c.req.query("changed"));
      return c.html(await shownProfile(ctx, c, viewerOf(c), { ...(changed && { changed }) }));
    })
    .post("/account/profile", signedInTo(PAGE), async (c) => {
      const [viewer, typed] = [viewerOf(c), await typedIn(c, personalFields)];
      const parsed = parseProfile(personalFields, typed);
      if (!parsed.ok) {
        const problems = parsed.problems.map((each) => formProblem(translateFor(c), each));
        return c.html(await shownProfile(ctx, c, viewer, { personal: { typed, problems } }), 422);
      }
      await changePersonalProfile(ctx, viewer, parsed.values);
      const { language } = parsed.values;
      if (language && isLanguage(language)) writeCookie(c, ctx.config.publicUrl, "anykey_language", language);
      return c.redirect(`/account/profile?changed=personal`, 303);
    })
    .post("/account/address", signedInTo(PAGE), async (c) => {
      const [viewer, typed] = [viewerOf(c), await typedIn(c, addressFields)];
      const manages = decideManaging(actorOf(viewer));
      if (!manages.ok) return refusedUserChange(ctx, c, manages);
      const parsed = parseProfile(addressFields, typed);
      if (!parsed.ok) {
        const problems = parsed.problems.map((each) => formProblem(translateFor(c), each));
        return c.html(await shownProfile(ctx, c, viewer, { address: { typed, problems } }), 422);
      }
      const changed = await changeAddress(ctx, viewer, parsed.values);
      return changed.ok ? c.redirect("/account/profile?changed=address", 303) : refusedUserChange(ctx, c, changed);
    });

const typedIn = async <Field extends ProfileField>(c: PortalRequest, fields: readonly Field[]) =>
  Object.fromEntries(
    await Promise.all(fields.map(async (field): Promise<[Field, string]> => [field, await formValue(c, field)])),
  ) as Record<Field, string>;

type Answer = Partial<Pick<Profile, "changed" | "refusal" | "personal" | "address" | "newEmail">>;

/** The page as things stand now, with what became of the form that was sent. */
export const shownProfile = async (ctx: Context, c: PortalRequest, viewer: SignedIn, answer: Answer = {}) => {
  const [user, account, mailsOff] = await Promise.all([
    findUser(ctx.db, viewer.userId),
    findAccount(ctx.db, viewer.accountId),
    findExpiryMailsOff(ctx.db, viewer.userId),
  ]);
  if (!user || !account) throw new Error(`User ${viewer.userId} is gone.`);
  return profilePage(translateFor(c), {
    ...frameOf(ctx, c, "/account/profile"),
    viewer: shownViewer(ctx, viewer),
    personal: kept({ ...user }, personalFields),
    mailsOn: mailsOff === undefined,
    mayChangeEmail: signedInJustNow(viewer, ctx.now()),
    newEmail: {},
    company: {
      name: account.company,
      country: account.country,
      loginId: account.loginId,
      customerNumber: account.customerNumber,
    },
    address: kept({ ...account, state: account.stateOrProvince }, addressFields),
    mayManage: decideManaging(actorOf(viewer)).ok,
    ...answer,
  });
};

const kept = <Field extends ProfileField>(
  values: Record<Field, string | null>,
  fields: readonly Field[],
): FormFacts => ({ typed: Object.fromEntries(fields.map((field) => [field, values[field] ?? ""])), problems: [] });
