type Fields = Record<string, string>;

/** A browser's manners over plain HTTP: it keeps cookies, sends the form's token back and follows no redirect. */
export const httpVisitor = (url: string, fixedHeaders: Fields = {}) => {
  const cookies = new Map<string, string>();
  let csrf = "";
  const send = async (method: string, path: string, body?: RequestInit["body"], headers: Fields = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(new URL(path, url), {
      method,
      redirect: "manual",
      headers: { cookie, ...fixedHeaders, ...headers },
      ...(body !== undefined && { body }),
    });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    const text = await response.text();
    csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? csrf;
    return { status: response.status, headers: response.headers, text, location: response.headers.get("location") };
  };
  return {
    cookies,
    csrf: () => csrf,
    send,
    get: (path: string, headers?: Fields) => send("GET", path, undefined, headers),
    /** Posts a form; opens the landing page first where no form was seen yet. */
    post: async (path: string, fields: Fields, headers?: Fields) => {
      if (csrf === "") await send("GET", "/");
      return send("POST", path, new URLSearchParams({ csrf, ...fields }), headers);
    },
  };
};

export type HttpVisitor = ReturnType<typeof httpVisitor>;

const keep = (cookies: Map<string, string>, line: string): void => {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === "") cookies.delete(name);
  else cookies.set(name, value);
};

/** From the key to the page that waits for the mail; answers the activation's address. */
export const askForMailByHttp = async (visitor: HttpVisitor, key: string, email: string): Promise<string> => {
  const opened = await visitor.post("/", { key });
  const activation = opened.location ?? "";
  if (opened.status !== 303) throw new Error(`The key was answered ${opened.status}.`);
  const asked = await visitor.post(`${activation}/email`, { email });
  if (asked.status !== 303) throw new Error(`The address was answered ${asked.status}.`);
  return activation;
};

/** The reason of a refusal, as pages tell it to programs. */
export const reasonIn = (text: string): string | undefined => /data-reason="([^"]+)"/.exec(text)?.[1];
