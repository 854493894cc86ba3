import type { Context } from "hono";
import { en, type Texts } from "./en.ts";
import { ja } from "./ja.ts";

/** The language that the portal knows of somebody, else the first of the browser that we have, else English. */
export const textsFor = (c: Context, known?: { locale: string | null }): Texts =>
  [known?.locale ?? "", ...preferred(c.req.header("accept-language") ?? "")].map(inLanguage).find((found) => found) ??
  en;

const inLanguage = (tag: string): Texts | undefined => [en, ja].find(({ language }) => language === tag.split("-")[0]);

const preferred = (header: string): string[] =>
  header
    .split(",")
    .map((entry) => {
      const [tag = "", quality = "q=1"] = entry
        .toLowerCase()
        .split(";")
        .map((part) => part.trim());
      return { tag, quality: Number(quality.replace("q=", "")) || 0 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
