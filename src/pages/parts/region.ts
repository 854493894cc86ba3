import type { Translate } from "../../messages/translate.ts";

const regions = ["US", "EU", "JP", "SG", "AU", "IN"] as const;

/** The name of a region of the contract; any other one stays as it is. */
export const regionName = (t: Translate, code: string): string => {
  const known = regions.find((region) => region === code);
  return known ? t(`region.${known}`) : code;
};
