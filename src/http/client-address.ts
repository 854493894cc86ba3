import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context as HonoContext } from "hono";
import { type BlockList, isIP, isIPv6 } from "node:net";

/** The address of the client: the connection's, or what trusted proxies say of it (TRUSTED_PROXIES). */
export const clientAddress = (c: HonoContext, trusted: BlockList | undefined): string => {
  const peer = bareAddress(getConnInfo(c).remote.address ?? "");
  const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").map((part) => bareAddress(part.trim()));
  const chain = [...forwarded.filter((part) => part !== ""), peer];
  // From the nearest hop outwards, the first address that is no proxy of ours is the client's.
  // Where clients stand in the proxies' own networks it is the outermost one.
  return chain.findLast((address) => !isTrusted(address, trusted)) ?? chain[0] ?? peer;
};

/** The name of a client for limits: an IPv6 customer has a whole /64, so single addresses would not bound it. */
export const clientNetwork = (address: string): string =>
  isIPv6(address) ? expand(address).slice(0, 4).join(":") : address;

const isTrusted = (address: string, trusted: BlockList | undefined): boolean =>
  trusted !== undefined && isIP(address) !== 0 && trusted.check(address, isIPv6(address) ? "ipv6" : "ipv4");

/** Without the port that some proxies add. `::ffff:10.0.0.1` is an IPv4 client on a dual-stack socket. */
const bareAddress = (address: string): string =>
  address
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1")
    .replace(/^\[([^\]]*)\](?::\d+)?$/, "$1")
    .replace(/%.*$/, "")
    .replace(/^::ffff:(?=\d+\.)/i, "");

const expand = (address: string): string[] => {
  const [head = "", tail] = address.split("::");
  const front = head.split(":").filter(Boolean);
  const back = (tail ?? "").split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length;
  return [...front, ...Array<string>(Math.max(zeros, 0)).fill("0"), ...back];
};
