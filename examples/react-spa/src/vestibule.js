// One request to Vestibule. Both APIs answer JSON; their errors differ in shape, and this makes them one.

export const address = document.querySelector("meta[name=vestibule]").content;

/**
 * A refused request: `code` for programs, `message` for people, `fields` for forms. A login that waits for its second step has
 * `methods`, and at the token API `login_token`; one that needs a second factor and has none, `set_up_url`.
 */
export class Refused extends Error {
  constructor(status, code, message, fields = {}, { methods, login_token, set_up_url } = {}) {
    super(message);
    Object.assign(this, { status, code, fields, methods, login_token, set_up_url });
  }
}

/** Sends `body` as JSON and returns the answer, or throws `Refused`. */
export async function call(method, path, { body, headers = {}, credentials = "omit" } = {}) {
  let response;
  try {
    response = await fetch(address + path, {
      method,
      credentials,
      headers: body ? { ...headers, "Content-Type": "application/json" } : headers,
      body: body && JSON.stringify(body),
    });
  } catch {
    throw new Refused(0, "offline", `Can't reach ${address}. Is Vestibule running?`);
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  // The token API keeps its error in `error`, the session API has it at the top.
  const said = answer.error?.code ? answer.error : { ...answer, message: answer.error };
  throw new Refused(response.status, said.code, said.message ?? "Something went wrong", said.fields, said);
}
