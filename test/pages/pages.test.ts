import { describe, expect, test } from "vitest";
import { languages, translator } from "../../src/messages/translate.ts";
import { samplePages } from "./sample-pages.ts";

const hostile = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`;

const rendered = languages.flatMap((language) => {
  const pages = samplePages(translator(language));
  return Object.entries(pages).map(([name, page]) => ({
    name: `${name} (${language})`,
    language,
    text: String(page).replace(/ data-template="[^"]*"/, ""),
  }));
});

const hostileText = Object.entries(samplePages(translator("en"), { company: hostile, email: hostile })).map(
  ([name, page]) => ({ name, text: String(page) }),
);

describe.each(rendered)("$name", ({ language, text }) => {
  test("is whole: nothing is undefined, and no value of a message is missing", () => {
    expect(text).toContain(`<html lang="${language}"`);
    expect(text).toContain("</html>");
    expect(text).not.toMatch(/undefined|\[object|\bNaN\b|Invalid Date|>null<|\{[a-z]+\}/i);
  });

  test("keeps to the content security policy: no inline script, style or handler", () => {
    expect(text).not.toMatch(/<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:/i);
    expect([...text.matchAll(/<script(?![^>]*\ssrc=)/g)]).toEqual([]);
  });

  test("has one first heading, and ids that occur once", () => {
    expect([...text.matchAll(/<h1[ >]/g)]).toHaveLength(1);
    const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test("refers only to ids that exist, and links to no empty place", () => {
    const ids = new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
    const references = [...text.matchAll(/\s(?:aria-(?:describedby|labelledby)|for|form)="([^"]+)"/g)];
    expect(references.flatMap(([, list]) => list?.split(" ") ?? []).filter((id) => !ids.has(id))).toEqual([]);
    expect(text).not.toMatch(/href="(?:#|)"/);
  });

  test("posts every form with the token", () => {
    const forms = text.split("<form").filter((form, at) => at > 0 && !form.startsWith(' method="dialog"'));
    expect(
      forms.filter(
        (form) => !/^[^>]*method="post"[^>]*>\s*<input type="hidden" name="csrf" value="csrf-token">/.test(form),
      ),
    ).toEqual([]);
  });
});

test.each(hostileText)("$name escapes hostile text", ({ text }) => {
  expect(text).not.toContain("<script>alert");
  expect(text).not.toContain("<img src=x");
});

test("a page in Japanese has no English sentence left", () => {
  const english = rendered
    .filter(({ language }) => language === "ja")
    .map(({ name, text }) => [name, text.replaceAll(/<[^>]*>/g, " ").match(/\b(?:the|your|is|with)\b/)?.[0]])
    .filter(([, word]) => word);
  expect(english).toEqual([]);
});
