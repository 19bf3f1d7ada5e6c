// The session API: the login is a cookie that scripts can't read. `credentials: "include"` makes the browser send it.

import { call } from "./vestibule.js";

const send = (method, path, body) => call(method, `/auth${path}`, { body, credentials: "include" });

export const register = (form) => send("POST", "/register", form);
export const login = (form) => send("POST", "/login", form);
/** Finishes a login that was answered with `second_factor_required`; a cookie of that answer names it. */
export const finishLogin = (form) => send("POST", "/login/second_factor", form);
/** For the browser: any passkey for this site. */
export const passkeyOptions = () => send("POST", "/login/passkey_options");
/** For the browser: a passkey of the account whose login waits for its second step. */
export const secondStepOptions = () => send("POST", "/login/passkey_options", { second_step: true });
export const loginWithPasskey = (form) => send("POST", "/login/passkey", form);
export const logout = () => send("POST", "/logout");
export const updateProfile = (form) => send("PUT", "/update_profile", form);

export const requestReset = (form) => send("POST", "/request_reset", form);
export const resetPassword = (token, form) => send("POST", `/reset_password/${encodeURIComponent(token)}`, form);
export const verify = (token) => send("GET", `/verify/${encodeURIComponent(token)}`);

/** What the account has: an authenticator app (`totp`), passkeys and recovery codes. */
export const factors = () => send("GET", "/factors");

/** The user who is logged in; null for a guest. */
export const currentUser = async () => (await send("GET", "/current_user")).user;
