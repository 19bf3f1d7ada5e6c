// The session API: the login is a cookie that scripts can't read. `credentials: "include"` makes the browser send it.

import { call } from "./vestibule.js";

const send = (method, path, body) => call(method, `/auth${path}`, { body, credentials: "include" });

export const register = (form) => send("POST", "/register", form);
export const login = (form) => send("POST", "/login", form);
export const logout = () => send("POST", "/logout");
export const updateProfile = (form) => send("PUT", "/update_profile", form);

export const requestReset = (form) => send("POST", "/request_reset", form);
export const resetPassword = (token, form) => send("POST", `/reset_password/${encodeURIComponent(token)}`, form);
export const verify = (token) => send("GET", `/verify/${encodeURIComponent(token)}`);

/** The user who is logged in; null for a guest. */
export const currentUser = async () => (await send("GET", "/current_user")).user;
