// A client of the token API that cannot race itself.
//
// The access token stays in memory, for some minutes. The refresh token can be traded once for the next pair: a second use
// looks like a theft, and Vestibule ends the session. So no two refreshes may run at once, in one tab or in two, and each
// must start from the token that the one before it got:
//
//   - Within a tab, all requests that need a new access token wait for the same promise.
//   - Across tabs, a Web Lock lets one of them refresh. The others wait, and read the refresh token only then.
//   - The refresh token is stored in IndexedDB: every tab sees a write that has finished. localStorage may lag behind.
//   - A BroadcastChannel tells the other tabs the new access token. It only saves them a refresh of their own; if a message
//     is late, they use the newer refresh token, which is right as well.
//
// Scripts can read what is stored here. If your front end is on the same site as Vestibule, use the session API instead:
// scripts can't read its cookie.

import { call } from "./vestibule.js";
import { keep, kept } from "./vault.js";

const EARLY = 10_000; // refresh this many milliseconds before the access token ends

class TokenClient {
  #access = null; // { token, until }
  #refreshing = null;
  #tabs = new BroadcastChannel("vestibule-tokens");

  /** Called after a login or logout, here or in another tab, and when the session has ended. */
  onChange = () => {};

  constructor() {
    this.#tabs.onmessage = ({ data: { access, change } }) => {
      this.#access = access;
      if (change) this.onChange();
    };
  }

  /** An account with a second factor refuses this with `SECOND_FACTOR_REQUIRED` and a `login_token` for `finishLogin`. */
  async login(form) {
    const { data } = await call("POST", "/api/auth/login", { body: form });
    await this.#alone(() => this.#take(data, true));
  }

  /** What the browser is asked for, where a passkey is the second step. */
  async passkeyOptions(login_token) {
    return (await call("POST", "/api/auth/login/passkey-options", { body: { login_token } })).data;
  }

  /** The second step: `form` has a `code`, a `passkey` or a `recovery_code`. */
  async finishLogin(login_token, form) {
    const { data } = await call("POST", "/api/auth/login/second-factor", { body: { ...form, login_token } });
    await this.#alone(() => this.#take(data, true));
  }

  async logout() {
    await this.#alone(async () => {
      const refresh = await kept();
      await this.#forget();
      // Either token ends the session, and both stop working at once. A session that is over needs no logout.
      if (refresh) await call("POST", "/api/auth/logout", bearer(refresh)).catch(() => {});
    });
  }

  /** Gets an address that needs an access token; null for a guest. */
  async get(path) {
    const token = await this.#token();
    if (!token) return null;
    try {
      return (await call("GET", path, bearer(token))).data;
    } catch (refused) {
      if (refused.status !== 401) throw refused;
      // It expired on the way, or the clocks disagree: try once more with a new one.
      const renewed = await this.refresh(token);
      return renewed && (await call("GET", path, bearer(renewed))).data;
    }
  }

  /** Gets a new access token in place of `old`, or null when the login is over. */
  refresh(old = this.#access?.token) {
    this.#refreshing ??= this.#alone(() => this.#renew(old)).finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #token() {
    return this.#access && Date.now() < this.#access.until ? this.#access.token : this.refresh();
  }

  async #renew(old) {
    // Another tab may have been faster while this one waited for the lock.
    if (this.#access && this.#access.token !== old) return this.#access.token;
    const refresh = await kept();
    if (!refresh) return null;
    try {
      const { data } = await call("POST", "/api/auth/refresh", bearer(refresh));
      await this.#take(data, false);
      return data.access_token;
    } catch (refused) {
      if (refused.status !== 401) throw refused; // offline, or busy: the refresh token is still good
      await this.#forget();
      return null;
    }
  }

  async #take({ access_token, refresh_token, expires_in }, change) {
    await keep(refresh_token);
    this.#share({ token: access_token, until: Date.now() + expires_in * 1000 - EARLY }, change);
  }

  async #forget() {
    await keep(null);
    this.#share(null, true);
  }

  #share(access, change) {
    this.#access = access;
    this.#tabs.postMessage({ access, change });
    if (change) this.onChange();
  }

  #alone(work) {
    return navigator.locks.request("vestibule-tokens", work);
  }
}

const bearer = (token) => ({ headers: { Authorization: `Bearer ${token}` } });

/** One for the page: two of them in one tab would be two tabs to each other. */
export const tokens = new TokenClient();
