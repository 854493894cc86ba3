import type { ProductKind } from "../../policy/process.ts";
import type { ShownStatus } from "../parts/license-badge.ts";

/** What the list is narrowed down to; it stands in the address. */
export type ListFilter = { search: string; status?: ShownStatus; kind?: ProductKind };

/** How many licenses match the search, by kind and status. */
export type LicenseCount = { kind: ProductKind; status: ShownStatus; count: number };

export const isFiltered = ({ search, status, kind }: ListFilter): boolean =>
  search !== "" || status !== undefined || kind !== undefined;

/** How many of the counted licenses have this status and kind; left out, either counts for all. */
export const countOf = (counts: readonly LicenseCount[], { status, kind }: Omit<ListFilter, "search">): number =>
  counts
    .filter((each) => (status ?? each.status) === each.status && (kind ?? each.kind) === each.kind)
    .reduce((sum, { count }) => sum + count, 0);

/** The address of a list, of its first page or of the one after a license. */
export const listPath = ({ search, status, kind }: ListFilter, after?: string): string => {
  const query = new URLSearchParams({
    ...(search !== "" && { q: search }),
    ...(status && { status }),
    ...(kind && { kind }),
    ...(after && { after }),
  }).toString();
  return `/products${query && `?${query}`}`;
};
