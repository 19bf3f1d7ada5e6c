// Calls an API from the page that describes it. The page says what each request needs; the forms are made here, so that the page
// stays small. The tokens of a login are kept in these fields and nowhere else. Of the other script only what these pages need
// stands here too: they are the longest.
"use strict";
(() => {
  const words = JSON.parse(document.currentScript.dataset.words);
  const within = (root, selector) => [...root.querySelectorAll(selector)];
  const make = (tag, members, ...children) => {
    const element = Object.assign(document.createElement(tag), members);
    element.append(...children);
    return element;
  };

  const pretty = (text) => {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  };

  const labels = { access_token: "Access token", refresh_token: "Refresh token" };
  const tokens = { access_token: [], refresh_token: [] };
  const keep = (data) => {
    for (const [name, inputs] of Object.entries(tokens)) {
      for (const input of inputs) input.value = data[name] ?? input.value;
    }
  };

  // A control with its label, in a form.
  const add = (form, control, id, text, { of, optional, hint }) => {
    Object.assign(control, { id, autocomplete: "off", spellcheck: false });
    // The operation is part of the name: a screen reader lists the fields of all of them.
    const label = make("label", { htmlFor: id }, text, make("span", { className: "meta" }, ` of ${of}`));
    if (optional) label.append(" ", make("span", { className: "optional" }, "(optional)"));
    const field = make("div", { className: "field" }, label);
    if (hint) {
      field.append(make("p", { className: "hint", id: `${id}-hint` }, hint));
      control.setAttribute("aria-describedby", `${id}-hint`);
    }
    field.append(control);
    form.append(field);
    return control;
  };

  // The fields of one operation, and the request they make.
  const fill = (form, id, { try: method, path, query, token, body }, example) => {
    const of = `${method} ${path}`;
    const input = (name, optional) => [name, add(form, make("input", { name }), `${id}-${name}`, name, { of, optional })];
    const inPath = Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => input(name)));
    const inQuery = (query?.split(" ") ?? []).map((name) => input(name, true));
    const hint = "Filled in by a login or sign-up on this page.";
    const bearer = token && add(form, make("input"), `${id}-token`, labels[token], { of, hint });
    if (bearer) tokens[token].push(bearer);
    const value = example && pretty(example);
    const text = body && add(form, make("textarea", { rows: 6, value }), `${id}-body`, "Body", { of, optional: body === "optional" });
    return () => {
      const url = new URL(path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(inPath[name].value)), location.origin);
      for (const [name, { value }] of inQuery) if (value) url.searchParams.set(name, value);
      const headers = {};
      if (bearer?.value.trim()) headers.Authorization = `Bearer ${bearer.value.trim()}`;
      const body = text?.value.trim() || undefined;
      if (body) headers["Content-Type"] = "application/json";
      return fetch(url, { method, headers, body });
    };
  };

  const show = async (response, answer) => {
    const text = await response.text();
    const wait = response.headers.get("Retry-After");
    answer.textContent = `${response.status} ${response.statusText}${wait ? `\nRetry-After: ${wait}` : ""}\n\n${pretty(text)}`;
    if (!response.ok || !text) return;
    const { data } = JSON.parse(text);
    if (data?.access_token) keep(data);
  };

  for (const place of within(document, "[data-try]")) {
    const { try: method, path } = place.dataset;
    const form = make("div", { className: "try", role: "group", ariaLabel: `Try ${method} ${path}` }, make("h3", {}, "Try it"));
    const send = fill(form, place.closest(".operation").id, place.dataset, place.textContent);
    const button = make("button", { className: "button quiet", type: "button" }, "Send");
    const answer = make("pre", { className: "answer", role: "status", hidden: true });
    form.append(button, answer);
    place.replaceWith(form);
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-disabled")) return;
      button.setAttribute("aria-disabled", "true");
      answer.hidden = false;
      try {
        await show(await send(), answer);
      } catch (error) {
        answer.textContent = `No response: ${error.message}`;
      }
      button.removeAttribute("aria-disabled");
    });
  }

  // A link to one operation opens it. In the list of all operations, where older links lead, it goes on to the operation's page.
  const open = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
    const link = target && target.matches(".entries > li") && target.querySelector("a");
    if (link) location.replace(link.href);
  };
  addEventListener("hashchange", open);
  open();

  // A choice that needs no button of its own.
  for (const select of within(document, "select[data-submit]")) {
    select.form.querySelector("[type=submit]").hidden = true;
    select.addEventListener("change", () => select.form.requestSubmit());
  }

  // Copy what stands in another element.
  for (const button of within(document, "[data-copy]")) {
    const nodes = [...button.childNodes];
    button.hidden = !navigator.clipboard;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = words.copied;
      setTimeout(() => button.replaceChildren(...nodes), 2000);
    });
  }
})();
