import { translator } from "../messages/translate.ts";
import { graceEndsOn } from "../policy/license-status.ts";
import type { MailContent } from "./content.ts";
import { type MailTranslate, oneLine } from "./texts.ts";

type EndingLicense = { productName: string; seats: number; unit: string; endsOn: string; inGrace: boolean };

export type LicenseExpiring = {
  company: string;
  /** The first to end; `count` is how many there are in all. */
  licenses: readonly EndingLicense[];
  count: number;
  productsLink: string;
  unsubscribeLink: string;
  brandName: string;
};

/** The digest of an account and a day: which licenses end when, and what to do. Activation codes stay on the portal. */
export const licenseExpiring = (t: MailTranslate, params: LicenseExpiring): MailContent => {
  const { company, licenses, count } = params;
  const [first] = licenses;
  if (!first) throw new Error("A digest tells of one license at least.");
  const date = translator(t.language).date(first.endsOn);
  const firstOnly = { product: first.productName, date };
  return {
    subject:
      count > 1
        ? t("licenseExpiring.subjectMany", { count })
        : t(first.inGrace ? "licenseExpiring.subjectEnded" : "licenseExpiring.subject", firstOnly),
    preview: t("licenseExpiring.preview"),
    heading: t("licenseExpiring.heading", { count }),
    blocks: [
      { type: "paragraph", strong: company, text: t("licenseExpiring.intro", { count, company }) },
      {
        type: "items",
        items: licenses.map((license) => ({
          name: oneLine(license.productName),
          detail: detailOf(t, license),
        })),
      },
      ...(count > licenses.length
        ? [{ type: "paragraph" as const, text: t("licenseExpiring.more", { count: count - licenses.length }) }]
        : []),
      { type: "paragraph", text: t("licenseExpiring.renew") },
      { type: "button", label: t("licenseExpiring.button"), link: params.productsLink },
    ],
    question: { heading: t("licenseExpiring.question"), answer: t("licenseExpiring.answer") },
    unsubscribeLink: params.unsubscribeLink,
  };
};

const detailOf = (t: MailTranslate, { seats, unit, endsOn, inGrace }: EndingLicense): string => {
  const write = translator(t.language);
  const end = inGrace
    ? t("licenseExpiring.ended", { date: write.date(endsOn), graceEnd: write.date(graceEndsOn(endsOn)) })
    : t("licenseExpiring.ends", { date: write.date(endsOn) });
  return `${write("seats", { count: seats, unit })} · ${end}`;
};
