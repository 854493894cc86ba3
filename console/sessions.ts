import type pg from "pg";
import type { Person } from "./person.ts";
import { hashToken, randomToken } from "./tokens.ts";

export type Session = Person & { token: string; idToken: string };

/** What the portal gave at the sign-in: who it was, and what the portal is asked with whether that still is so. */
export type SessionTokens = { idToken: string; accessToken: string };

export const SESSION_SECONDS = 8 * 3600;

/** Begins a session and answers its token, which is stored only as a hash. Sessions that ended are cleared away. */
export const insertSession = async (
  database: pg.Pool,
  person: Person,
  { idToken, accessToken }: SessionTokens,
): Promise<string> => {
  const token = randomToken();
  await database.query("delete from xdr_console.sessions where expires_at < now()");
  await database.query(
    `insert into xdr_console.sessions
       (token_hash, user_id, account_id, name, email, company, role, locale, entitlements_version, id_token, access_token,
        expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, now() + make_interval(secs => $12))`,
    [
      hashToken(token),
      person.userId,
      person.accountId,
      person.name,
      person.email,
      person.company,
      person.role,
      person.locale,
      person.entitlementsVersion,
      idToken,
      accessToken,
      SESSION_SECONDS,
    ],
  );
  return token;
};

export const findSession = async (database: pg.Pool, token: string): Promise<Session | null> => {
  const { rows } = await database.query<Omit<Session, "token">>(
    `select user_id as "userId", account_id as "accountId", name, email, company, role, locale,
       entitlements_version as "entitlementsVersion", id_token as "idToken"
     from xdr_console.sessions where token_hash = $1 and expires_at > now()`,
    [hashToken(token)],
  );
  return rows[0] ? { ...rows[0], token } : null;
};

/** The access token of a session of which the portal was not asked for a while. Of two at once one gets it. */
export const takeTurnToAsk = async (database: pg.Pool, token: string, restSeconds: number): Promise<string | null> => {
  const { rows } = await database.query<{ accessToken: string }>(
    `update xdr_console.sessions set asked_at = now()
     where token_hash = $1 and access_token is not null and asked_at < now() - make_interval(secs => $2)
     returning access_token as "accessToken"`,
    [hashToken(token), restSeconds],
  );
  return rows[0]?.accessToken ?? null;
};

export const updatePerson = async (database: pg.Pool, token: string, person: Person): Promise<void> => {
  await database.query(
    `update xdr_console.sessions
     set name = $2, email = $3, company = $4, role = $5, locale = $6, entitlements_version = $7
     where token_hash = $1`,
    [
      hashToken(token),
      person.name,
      person.email,
      person.company,
      person.role,
      person.locale,
      person.entitlementsVersion,
    ],
  );
};

export const deleteSession = async (database: pg.Pool, token: string): Promise<void> => {
  await database.query("delete from xdr_console.sessions where token_hash = $1", [hashToken(token)]);
};
