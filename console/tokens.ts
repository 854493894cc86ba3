import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits for a cookie. */
export const randomToken = (): string => randomBytes(32).toString("base64url");

/** What is stored of a token that a browser holds: enough to recognise it, not to use it. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

/** The proof in a form that its sender was shown the page: only the holder of the cookie's token can make it. */
export const formToken = (sessionToken: string): string => hashToken(`form ${sessionToken}`).toString("base64url");

/** Compares without telling by the time it takes how far two texts agree. */
export const sameText = (a: string, b: string): boolean => timingSafeEqual(hashToken(a), hashToken(b));
