import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { graceEndsOn } from "../../policy/license-status.ts";
import { note } from "../parts/notes.ts";
import { sentences } from "../parts/sentences.ts";

export type EndingLicense = { id: string; productName: string; endsOn: string; inGrace: boolean };

/** Says what needs a renewal: the first ones by name, the others by their number. */
export const endingNote = (t: Translate, { licenses, count }: { licenses: readonly EndingLicense[]; count: number }) =>
  licenses.length > 0 &&
  note({
    kind: "warning",
    icon: "warning",
    body: sentences(
      t,
      html`<strong>${t("ending.title", { count })}</strong>`,
      ...licenses.map((license) => sentenceOf(t, license)),
      ...(count > licenses.length ? [t("ending.more", { count: count - licenses.length })] : []),
      html`<a class="ak-link" href="/help#renew">${t("ending.how")}</a>`,
    ),
  });

const sentenceOf = (t: Translate, { id, productName, endsOn, inGrace }: EndingLicense) =>
  t.rich(inGrace ? "ending.stops" : "ending.ends", {
    product: html`<a class="ak-link" href="/licenses/${id}">${productName}</a>`,
    date: t.date(inGrace ? graceEndsOn(endsOn) : endsOn),
  });
