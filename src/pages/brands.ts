export type Brand = { code: string; name: string };

const defaultBrand: Brand = { code: "TM", name: "Trend Micro" };

/** The accent of a brand is a rule on `[data-brand]` in styles/theme.css. */
const brands: readonly Brand[] = [defaultBrand, { code: "HS", name: "Harbour Security" }];

/** The brand that the address asks for by `?T=`; an unknown or missing one is the default. */
export const brandFor = (code: string | undefined): Brand =>
  brands.find((brand) => brand.code === code?.toUpperCase()) ?? defaultBrand;
