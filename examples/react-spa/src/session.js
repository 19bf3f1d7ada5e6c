// The session API: the browser keeps the cookie, out of reach for scripts. `credentials: "include"` sends it along.

import { call } from "./vestibule.js";

const send = (method, path, body) => call(method, `/auth${path}`, { body, credentials: "include" });

export const register = (form) => send("POST", "/register", form);
export const login = (form) => send("POST", "/login", form);
export const logout = () => send("POST", "/logout");
export const updateProfile = (form) => send("PUT", "/update_profile", form);

/** Who is logged in; null for nobody. */
export const currentUser = async () => (await send("GET", "/current_user")).user;
