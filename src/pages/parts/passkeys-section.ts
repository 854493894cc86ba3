import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { accountSection } from "./account-section.ts";
import { field, form, type Problem } from "./fields.ts";
import { moment } from "./moment.ts";
import { note, reasonAttribute } from "./notes.ts";

export type ShownPasskey = { id: string; name: string; addedAt: Date; usedAt: Date | null };

export type PasskeysSection = {
  csrf: string;
  mayChange: boolean;
  passkeys: {
    list: readonly ShownPasskey[];
    /** What the browser is asked for; undefined where the portal has no host name, which passkeys need. */
    ceremony?: { options: string; origin: string };
    /** The portal was opened by an IP address: where passkeys work. */
    openAt?: string;
    suggestedName: string;
    problem?: Problem;
  };
};

/** The passkeys of a user. Adding one needs script: the browser makes it. */
export const passkeysSection = (t: Translate, { csrf, mayChange, passkeys }: PasskeysSection) =>
  accountSection({
    id: "passkeys",
    title: t("account.passkeys.title"),
    lead: t(passkeys.list.length > 0 ? "account.passkeys.lead" : "account.passkeys.none"),
    body: html`${passkeys.list.length > 0 && html`<ul class="flex flex-col gap-3">${passkeys.list.map((passkey) => item(t, csrf, mayChange, passkey))}</ul>`}
  ${passkeys.problem && refused(passkeys.problem)}
  ${passkeys.openAt ? openByName(t, passkeys.openAt) : mayChange && add(t, csrf, passkeys)}`,
  });

const item = (t: Translate, csrf: string, mayChange: boolean, passkey: ShownPasskey) =>
  html`<li class="flex flex-wrap items-center gap-x-4 gap-y-1"><div class="mr-auto min-w-0"><b class="wrap-anywhere">${passkey.name}</b>
    <p class="ak-hint">${t.rich("account.passkeys.added", { at: moment(t, passkey.addedAt) })}${passkey.usedAt && html` · ${t.rich("account.passkeys.used", { at: moment(t, passkey.usedAt) })}`}</p></div>
  ${mayChange && remove(t, csrf, passkey)}</li>`;

const remove = (t: Translate, csrf: string, { id, name }: ShownPasskey) =>
  form({
    action: `/account/passkeys/${id}/remove`,
    csrf,
    classes: "",
    body: html`<button class="btn btn-outline btn-sm" aria-label="${`${t("account.passkeys.remove")}: ${name}`}">${t("account.passkeys.remove")}</button>`,
  });

const refused = ({ reason, text }: Problem) => html`<p class="ak-error"${reasonAttribute(reason)}>${text}</p>`;

const openByName = (t: Translate, origin: string) =>
  html`<p class="ak-hint mt-3">${t.rich("account.passkeys.openByName", { address: html`<a class="ak-link" href="${origin}/account">${origin}</a>` })}</p>`;

const add = (t: Translate, csrf: string, { ceremony, suggestedName }: PasskeysSection["passkeys"]) =>
  ceremony
    ? html`<noscript><div class="mt-5">${note({ kind: "info", icon: "info", body: html`${t("account.passkeys.needsScript")}` })}</div></noscript>
  <div hidden data-passkey="create" data-options="${ceremony.options}" data-origin="${ceremony.origin}">${form({
    action: "/account/passkeys",
    csrf,
    hidden: { credential: "" },
    body: html`${field(t, {
      name: "passkeyName",
      label: t("account.passkeys.name"),
      hint: t("account.passkeys.nameHint"),
      value: suggestedName,
      input: html`class="input" maxlength="50" autocomplete="off"`,
    })}
  <p class="ak-error" role="alert" hidden data-passkey-error>${t("passkey.failed")}</p>
  <div class="ak-actions"><button class="btn btn-outline">${t("account.passkeys.add")}</button></div>`,
  })}</div>`
    : html`<p class="ak-hint">${t("account.passkeys.needsHostName")}</p>`;
