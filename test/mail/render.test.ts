import { describe, expect, test } from "vitest";
import { renderMail } from "../../src/mail/render.ts";
import type { MailKind } from "../../src/policy/mail-kinds.ts";
import en from "../../src/mail/texts.en.json" with { type: "json" };
import ja from "../../src/mail/texts.ja.json" with { type: "json" };
import { sampleMails } from "./sample-mails.ts";

const kinds = Object.keys(sampleMails) as MailKind[];
const languages = ["en", "ja"] as const;
const linksIn = (text: string) => text.match(/https?:\/\/[^\s"<]+/g) ?? [];
const linesOf = (text: string) => text.split("\n");

describe.each(languages)("in %s", (language) => {
  test.each(kinds)("%s has a subject and two whole parts", (kind) => {
    const mail = renderMail(kind, language, sampleMails[kind]);
    const all = `${mail.subject}\n${mail.text}\n${mail.html}`;
    expect(mail.subject).not.toBe("");
    expect(all).not.toMatch(/undefined|null|NaN|\[object|[{}]/);
    expect(mail.html).toContain(`<html lang="${language}">`);
    expect(mail.text).toContain("Harbour Security");
    expect(mail.text).not.toMatch(/次のボタン|button below/);
    expect(/[\u3040-\u30ff]/.test(mail.subject + mail.text)).toBe(language === "ja");
  });

  test.each(["verify-email", "sign-in-code", "verify-new-email"] as const)(
    "%s shows its code on a line of its own, never outside the body",
    (kind) => {
      const { code } = sampleMails[kind];
      const mail = renderMail(kind, language, sampleMails[kind]);
      expect(linesOf(mail.text)).toContain(code);
      expect(mail.html).toContain(`>${code}<`);
      expect(mail.subject).not.toContain(code);
      expect(mail.html.split("<table")[0]).not.toContain(code);
    },
  );

  test("a mail without a code says so, because the page that waits for it asks for one", () => {
    const { text } = renderMail("sign-in-instead", language, sampleMails["sign-in-instead"]);
    expect(text).toContain(language === "ja" ? "コードは必要ありません。" : "You need no code for this");
    expect(text).not.toMatch(/^\d{6}$/m);
  });

  test("verify-email holds exactly one link in each part", () => {
    const mail = renderMail("verify-email", language, sampleMails["verify-email"]);
    expect(linksIn(mail.text)).toEqual([sampleMails["verify-email"].link]);
    expect([...new Set(linksIn(mail.html))]).toEqual([sampleMails["verify-email"].link]);
  });

  test("the notice names the support where there is one", () => {
    const mail = renderMail("order-activated-notice", language, {
      ...sampleMails["order-activated-notice"],
      supportContact: "help@harbour.example",
    });
    expect(mail.text).toContain("help@harbour.example");
    expect(mail.html).toContain("help@harbour.example");
  });
});

test("the contact of an order of the original process learns that one key was used, not the whole order", () => {
  const notice = { ...sampleMails["order-activated-notice"], process: "original" as const };
  const mail = renderMail("order-activated-notice", "en", notice);
  expect(mail.subject).toBe("A key of order SO-2026-118204 was used with another address");
  expect(mail.text).not.toContain("activated");
});

test("times name their zone, terms and seats read as people write them", () => {
  for (const [language, time] of [
    ["en", "25 Nov 2026, 19:42 (GMT+9)"],
    ["ja", "2026年11月25日 19:42 (JST)"],
  ] as const)
    expect(renderMail("verify-email", language, sampleMails["verify-email"], "Asia/Tokyo").text).toContain(time);
  expect(renderMail("verify-email", "en", sampleMails["verify-email"]).text).toContain("25 Nov 2026, 10:42 (UTC)");
  expect(renderMail("verify-email", "ja", sampleMails["verify-email"]).text).toContain("2026年11月25日 10:42 (UTC)");
  expect(renderMail("order-activated-notice", "en", sampleMails["order-activated-notice"]).text).toContain(
    "25 Nov 2026, 08:42 (UTC)",
  );
  const activated = renderMail("order-activated", "en", sampleMails["order-activated"]).text;
  expect(activated).toContain("1,250 users · 1 Nov 2026 – 31 Oct 2027");
  expect(activated).toContain("1 appliance · ");
});

test("a unit that has no word of its own is told in seats", () => {
  const [item] = sampleMails["order-activated"].items;
  const mail = renderMail("order-activated", "en", {
    ...sampleMails["order-activated"],
    items: item ? [{ ...item, unit: "core", seats: 3 }] : [],
  });
  expect(mail.text).toContain("3 seats");
});

test("names from an order can forge neither HTML nor lines nor a second code", () => {
  const mail = renderMail("verify-email", "en", {
    ...sampleMails["verify-email"],
    orderNumber: "SO-1\r\nBcc: all@acme.example",
    company: '<img src=x onerror="alert(1)">\n000000\n\u202egnp.exe',
  });
  expect(mail.subject).toBe("Verify your e-mail address for order SO-1 Bcc: all@acme.example");
  expect(linesOf(mail.text)).not.toContain("000000");
  expect(mail.text).not.toContain("\u202e");
  expect(mail.html).not.toContain("<img");
  expect(mail.html).toContain("&lt;img src=x");
});

test("both languages have the same texts", () => {
  expect(Object.keys(ja)).toEqual(Object.keys(en));
});

test.each(languages)("a digest names what ends, how many more there are, and where to turn it off (%s)", (language) => {
  const digest = sampleMails["license-expiring"];
  const mail = renderMail("license-expiring", language, digest);
  for (const part of [mail.text, mail.html]) {
    for (const { productName } of digest.licenses) expect(part).toContain(productName);
    expect(part).toContain(digest.unsubscribeLink);
    expect(part).toContain(language === "ja" ? "ほかに1件" : "And 1 more");
    expect(part).toContain(language === "ja" ? "2026年12月11日 まで利用可能" : "works until 11 Dec 2026");
  }
  expect(mail.subject).toBe(language === "ja" ? "3件のライセンスに更新が必要です" : "3 licenses need a renewal");
  const [, ending] = digest.licenses;
  const one = renderMail("license-expiring", language, { ...digest, licenses: ending ? [ending] : [], count: 1 });
  expect(one.subject).toContain(language === "ja" ? "XDR Endpoint Sensor は 2026年12月14日" : "ends on 14 Dec 2026");
});

describe.each(languages)("a mail about 500 items (%s)", (language) => {
  const many = <Item extends object>([item]: readonly Item[]): Item[] =>
    Array.from({ length: 500 }, (_, at) => ({ ...(item as Item), productName: `製品 ${at + 1}. ${"長".repeat(110)}` }));
  const activated = sampleMails["order-activated"];
  const registered = sampleMails["registration-successful"];

  test.each([
    ["order-activated", renderMail("order-activated", language, { ...activated, items: many(activated.items) })],
    [
      "registration-successful",
      renderMail("registration-successful", language, { ...registered, items: many(registered.items) }),
    ],
  ])("%s lists the first 50 of them, says how many more there are, and is not cut by mail programs", (_, mail) => {
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain("製品 50.");
      expect(part).not.toContain("製品 51.");
      expect(part).toContain(language === "ja" ? "ほかに450件あります" : "And 450 more");
      expect(part).toContain("https://anykey.example/products");
      expect(Buffer.byteLength(part)).toBeLessThan(100_000);
    }
  });

  test("50 items leave nothing out", () => {
    const mail = renderMail("order-activated", language, { ...activated, items: many(activated.items).slice(0, 50) });
    expect(mail.text).not.toMatch(/And \d+ more|ほかに/);
  });
});
