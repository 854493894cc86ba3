import { type Opened, orderOf } from "./attempt.ts";
import { licenseOf, licensesOwnedBy, type ModelItem, type ModelLicense, type ModelOrder, type World } from "./world.ts";

export const isLive = (world: World, license: ModelLicense) =>
  !license.converted && license.endsOn >= world.lastDayOfGrace;
export const isLiveFull = (world: World, license: ModelLicense) => isLive(world, license) && license.version === "full";

/** The accounts that a cross grade binds: they held a code within CUP before the purchase of CUP with an add-on. */
export const boundTo = (world: World, order: ModelOrder): Set<string> => {
  const owners = new Set<string>();
  if (order.process === "original") return owners;
  for (const { suite, licenseId } of order.items) {
    const { owner, registeredAt } = licenseOf(world, licenseId);
    if (suite === "CUP" && owner && registeredAt && registeredAt < order.purchasedAt) owners.add(owner);
  }
  return owners;
};

/** DOMAIN 3, Order of the checks, said once more in the world's own terms: what the policies must answer. */
export const expectedReason = (world: World, opened: Opened, accountId: string): string => {
  const order = orderOf(world, opened);
  const items = order.items.filter(({ line }) => opened.lines.includes(line));
  if (order.cancelledAt) return "order_cancelled";
  if (items.every((item) => isFinished(world, order, item))) return "already_activated";
  return order.type === "renewal"
    ? expectedOfRenewal(world, order, items, accountId)
    : expectedOfActivation(world, order, items, accountId);
};

const expectedOfRenewal = (world: World, order: ModelOrder, items: ModelItem[], accountId: string): string => {
  const open = items.filter((item) => !isFinished(world, order, item));
  const owners = open.flatMap((item) => licenseOf(world, item.licenseId).owner ?? []);
  return owners.every((owner) => owner === accountId) ? "ok" : "registered_to_other_account";
};

const isFinished = (world: World, order: ModelOrder, item: ModelItem): boolean => {
  const { owner, registeredAt, imported } = licenseOf(world, item.licenseId);
  if (order.type === "new") return owner !== null;
  const broughtOverLater = imported && registeredAt !== null && registeredAt >= order.purchasedAt;
  return owner !== null && (item.appliedAt !== null || broughtOverLater);
};

const expectedOfActivation = (world: World, order: ModelOrder, items: ModelItem[], accountId: string): string => {
  const bound = boundTo(world, order);
  if (bound.size > 1) return "needs_support";
  const [owner] = bound;
  if (owner !== undefined && accountId.startsWith("newcomer")) return "cross_grade_needs_owner";
  if (owner !== undefined && accountId !== owner) return "cross_grade_other_account";
  const given = items.filter((item) => becomesLive(world, order, item, accountId));
  if (given.some((item, at) => given.slice(0, at).some((other) => excludes(world, item, other))))
    return "needs_support";
  if (!given.some((item) => meetsAnother(world, item, accountId))) return "ok";
  return owner === undefined ? "saas_conflict" : "needs_support";
};

/** Registered now, or brought to life (or made full) by a cross grade. */
const becomesLive = (world: World, order: ModelOrder, item: ModelItem, accountId: string): boolean => {
  const license = licenseOf(world, item.licenseId);
  if (license.owner === null) return true;
  const extended = boundTo(world, order).has(license.owner) && item.suite === "CUP" && item.appliedAt === null;
  const before = license.registeredAt !== null && license.registeredAt < order.purchasedAt;
  const goesOn = isLive(world, license) && (license.version === "full" || item.version === "trial");
  return license.owner === accountId && extended && before && !goesOn;
};

/** Two of a family in one order: nobody may hold both, but a trial gives way to its full version. */
const excludes = (world: World, one: ModelItem, other: ModelItem): boolean => {
  const families = [one, other].map(({ licenseId }) => licenseOf(world, licenseId).saasFamily);
  const isLiveOnce = [one, other].every(({ endsOn }) => endsOn >= world.lastDayOfGrace);
  return families[0] !== null && families[0] === families[1] && isLiveOnce && one.version === other.version;
};

const meetsAnother = (world: World, item: ModelItem, accountId: string): boolean => {
  const { saasFamily } = licenseOf(world, item.licenseId);
  return licensesOwnedBy(world, accountId).some(
    (other) =>
      saasFamily !== null &&
      other.saasFamily === saasFamily &&
      other.licenseId !== item.licenseId &&
      isLive(world, other) &&
      (other.version === "full" || item.version === "trial"),
  );
};

/** DOMAIN 3, What the key opens, said once more: which of the orders that carry a code it is of. */
export const expectedOrderOf = (world: World, licenseId: string): string | undefined => {
  const carriers = world.orders.filter(({ items }) => items.some((item) => item.licenseId === licenseId));
  const oldestFirst = [...carriers].sort((a, b) => Number(a.purchasedAt) - Number(b.purchasedAt));
  const standing = oldestFirst.filter(({ cancelledAt }) => cancelledAt === null);
  const open = standing.find((order) =>
    order.items.some((item) => item.licenseId === licenseId && hasSomethingLeft(world, order, item)),
  );
  return (open ?? standing.at(-1) ?? oldestFirst.at(-1))?.orderId;
};

const hasSomethingLeft = (world: World, order: ModelOrder, item: ModelItem): boolean => {
  const { owner, registeredAt } = licenseOf(world, item.licenseId);
  if (order.type === "renewal" || owner === null) return !isFinished(world, order, item);
  const isBinding = item.suite === "CUP" && registeredAt !== null && registeredAt < order.purchasedAt;
  return isBinding && boundTo(world, order).size > 0 && item.appliedAt === null;
};
