type OrderedProduct = { name: string; inConsole: boolean; productRegion: string | null };
type Order<P> = { orderRegion: string; accountRegion: string; items: readonly P[] };
type WithRegion<P> = P & { productRegion: string };

/**
 * docs/rules.md, Console, Region: `stays` when the account's region serves something of an order of another region,
 * `own` are the products that a region of their own serves, which is none of the account's. Each is told once.
 */
export const regionsToTell = <P extends OrderedProduct>({ orderRegion, accountRegion, items }: Order<P>) => {
  const shown = items.filter((item) => item.inConsole);
  const own = shown.filter((item): item is WithRegion<P> => (item.productRegion ?? accountRegion) !== accountRegion);
  return {
    stays: orderRegion !== accountRegion && own.length < shown.length,
    own: own.filter((item, at) => own.findIndex(({ name }) => name === item.name) === at),
  };
};
