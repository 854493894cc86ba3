import { readFileSync } from "node:fs";
import { ConfigError } from "./config.ts";

let manifest: Record<string, string> | undefined;

const readManifest = (): Record<string, string> => {
  try {
    return JSON.parse(readFileSync(new URL("../public/build/manifest.json", import.meta.url), "utf8"));
  } catch (cause) {
    throw new ConfigError("public/build/manifest.json cannot be read. Run: npm run build", { cause });
  }
};

/** The address of a built file. Its name changes with its content, so it may be cached forever. */
export const assetPath = (name: "console.css" | "console-icon.svg"): string => {
  manifest ??= readManifest();
  return `/assets/${manifest[name]}`;
};

/** Throws where the files were not built, so that the console does not start without its look. */
export const requireAssets = (): void => {
  manifest ??= readManifest();
  if (!manifest["console.css"]) throw new ConfigError("public/build is of an older version. Run: npm run build");
};
