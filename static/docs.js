// Lets readers call the API from its documentation. Tokens of a login are kept in this page's fields and nowhere else.
"use strict";
(() => {
  const within = (root, selector) => [...root.querySelectorAll(selector)];

  const keep = (tokens) => {
    for (const [name, value] of Object.entries(tokens ?? {})) {
      for (const input of within(document, `[data-token="${CSS.escape(name)}"]`)) input.value = value;
    }
  };

  const request = (form) => {
    const url = new URL(form.dataset.path.replace(/\{(\w+)\}/g, (_, name) => {
      return encodeURIComponent(form.querySelector(`[data-in="address"][name="${name}"]`).value);
    }), location.origin);
    for (const input of within(form, '[data-in="query"]')) if (input.value) url.searchParams.set(input.name, input.value);
    const headers = {};
    const token = form.querySelector("[data-token]")?.value.trim();
    if (token) headers.Authorization = `Bearer ${token}`;
    const body = form.querySelector("textarea")?.value.trim() || undefined;
    if (body) headers["Content-Type"] = "application/json";
    return [url, { method: form.dataset.try, headers, body }];
  };

  const readable = (text) => {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  };

  const send = async (form, answer) => {
    const response = await fetch(...request(form));
    const text = await response.text();
    const wait = response.headers.get("Retry-After");
    answer.textContent = `${response.status} ${response.statusText}${wait ? `\nRetry-After: ${wait}` : ""}\n\n${readable(text)}`;
    if (!response.ok || !text) return;
    const { data } = JSON.parse(text);
    if (data?.access_token) keep(data);
  };

  for (const form of within(document, "[data-try]")) {
    const [button, answer] = [form.querySelector("button"), form.querySelector(".answer")];
    form.hidden = false;
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-disabled")) return;
      button.setAttribute("aria-disabled", "true");
      answer.hidden = false;
      try {
        await send(form, answer);
      } catch (error) {
        answer.textContent = `Nothing came back: ${error.message}`;
      }
      button.removeAttribute("aria-disabled");
    });
  }

  // A link to one operation opens it.
  const open = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  addEventListener("hashchange", open);
  open();
})();
