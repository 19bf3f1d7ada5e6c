// Courtesies only: every page does the same without this file, so nothing in here may be needed.
"use strict";
(() => {
  // What is said here comes with the page, in its language. A text has an example where a value belongs: 10, 0:00, example.com.
  const { words: said, signals } = document.currentScript.dataset;
  const words = JSON.parse(said);
  const { lang } = document.documentElement;
  const plural = new Intl.PluralRules(lang);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
  // What appears on leaving a field must not push a button away from under the pointer that is pressing it.
  const settled = (work) => setTimeout(work, 200);

  // Show and hide a password.
  for (const button of all("[data-peek]")) {
    const input = document.getElementById(button.dataset.peek);
    const [shows, hides] = button.children;
    const show = (yes) => {
      input.type = yes ? "text" : "password";
      shows.hidden = yes;
      hides.hidden = !yes;
      // A password ends before the button, whose word is longer in some languages.
      if (button.offsetWidth) input.style.paddingInlineEnd = `${button.offsetWidth}px`;
    };
    button.hidden = false;
    show(false);
    button.addEventListener("click", () => show(input.type === "password"));
    // A browser remembers what was sent in a text field, and offers it to the next person.
    input.form?.addEventListener("submit", () => show(false));
  }

  // The browser's bubbles vanish; our sentences stay at the field until it is right.
  const wrong = (input) => {
    const { validity, dataset, form } = input;
    if (validity.valueMissing) return dataset.missing || input.validationMessage;
    if (!validity.valid) return dataset.mismatch || input.validationMessage;
    const first = input.name === "confirm_password" && form.elements.password;
    return first && first.value !== input.value ? dataset.mismatch : "";
  };
  const mark = (input, sentence) => {
    // One of several forms that are alike has no id to be known by.
    input.id ||= `field-${all("input").indexOf(input)}`;
    const id = `${input.id}-error`;
    let box = document.getElementById(id);
    if (!sentence) {
      if (!box?.dataset.ours) return;
      box.remove();
      input.removeAttribute("aria-invalid");
      describe(input, (ids) => ids.filter((one) => one !== id));
      return;
    }
    if (!box) {
      box = make("div", "error");
      box.id = id;
      (input.closest(".peek") ?? input).before(box);
      describe(input, (ids) => [...ids, id]);
    }
    box.dataset.ours = "1";
    const line = make("p", "");
    line.append(make("span", "sr", `${words.error} `), sentence);
    box.replaceChildren(line);
    input.setAttribute("aria-invalid", "true");
  };
  const trim = (input) => {
    const tidy = input.value.trim();
    if (input.type !== "password" && !input.closest(".peek") && tidy !== input.value) input.value = tidy;
  };
  const describe = (input, change) => {
    const ids = change((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
    ids.length ? input.setAttribute("aria-describedby", ids.join(" ")) : input.removeAttribute("aria-describedby");
  };
  for (const form of all("form:has(.field)")) {
    const inputs = all(".field input", form);
    form.noValidate = true;
    form.addEventListener("submit", (event) => {
      if (event.submitter?.formNoValidate) return;
      const failed = inputs.filter((input) => {
        trim(input);
        mark(input, wrong(input));
        return wrong(input);
      });
      if (!failed.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      failed[0].focus();
    });
    for (const input of inputs) {
      input.addEventListener("input", () => wrong(input) || mark(input, ""));
      input.addEventListener("blur", () => settled(() => {
        trim(input);
        if (input.matches(":user-invalid") || !wrong(input)) mark(input, wrong(input));
      }));
    }
  }

  // One press, one request; the button says what is going on.
  for (const form of all("form")) {
    let said;
    const rest = () => {
      form.removeAttribute("data-sent");
      if (!said) return;
      said.button.replaceChildren(...said.nodes);
      said.button.removeAttribute("aria-disabled");
      said = undefined;
    };
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (form.hasAttribute("data-sent")) return event.preventDefault();
      form.setAttribute("data-sent", "");
      const button = event.submitter;
      if (button?.dataset.busy) {
        said = { button, nodes: [...button.childNodes] };
        button.style.minInlineSize = `${button.offsetWidth}px`;
        button.setAttribute("aria-disabled", "true");
        button.textContent = button.dataset.busy;
      }
      setTimeout(rest, 15000);
    });
    addEventListener("pageshow", (event) => event.persisted && rest());
  }

  // A guess at how hard the password is to guess. The server decides; this only saves a round trip.
  const common = /pass(word|wort)?|qwert[yz]\w{0,3}|asdf\w{0,4}|letmein|welcome|admin|iloveyou|dragon|monkey|football|secret|login|master|(19|20)\d\d/g;
  const strength = (input) => {
    const short = input.minLength - input.value.length;
    if (short > 0) return [0, (words.more[plural.select(short)] ?? words.more.other).replace("10", short)];
    let text = input.value.toLowerCase();
    for (const other of all("[name=username], [name=email]", input.form)) {
      const [name] = other.value.toLowerCase().split("@");
      if (name.length > 2) text = text.replaceAll(name, "*");
    }
    text = text.replace(common, "*");
    let steps = 0;
    for (let at = 1; at < text.length; at++) steps += Math.abs(text.charCodeAt(at) - text.charCodeAt(at - 1)) > 1;
    const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-z\d]/i].filter((kind) => kind.test(input.value)).length;
    const weight = (steps + 1) * (3.5 + kinds);
    if (weight < 34) return [1, words.easy];
    if (weight < 62) return [2, words.fair];
    return [3, words.strong];
  };
  for (const input of all("[data-strength]")) {
    const line = make("p", "strength");
    line.hidden = true;
    line.setAttribute("aria-live", "polite");
    input.closest(".peek").after(line);
    input.addEventListener("input", () => {
      const [level, text] = strength(input);
      line.hidden = !input.value;
      line.dataset.level = level;
      if (line.textContent !== text) line.textContent = text;
    });
  }

  // The rules beside a sign-up, ticked as they are met.
  const checks = {
    personal: ({ password, username, email }) =>
      ![username, email].some((other) => other.value.trim().toLowerCase() === password.value.toLowerCase()),
    guess: ({ password }) => strength(password)[0] > 1,
    match: ({ password, confirm_password }) => password.value === confirm_password.value,
  };
  for (const rule of all("[data-rule]")) {
    const input = document.getElementById(rule.dataset.rule);
    const whole = new RegExp(`^(?:${rule.dataset.pattern})$`, "su");
    const said = make("span", "sr");
    rule.prepend(said);
    const tick = () => {
      const value = input.name === "password" ? input.value : input.value.trim();
      const met = value && (checks[rule.dataset.check]?.(input.form.elements) ?? whole.test(value));
      rule.classList.toggle("met", met);
      said.textContent = met ? `${words.met} ` : "";
    };
    input.form.addEventListener("input", tick);
    tick();
  }

  // After too many attempts the button counts down, and says when the wait is over. Another account need not wait.
  for (const form of all("[data-retry]")) {
    const button = form.querySelector("[type=submit]") ?? form.querySelector("#passkey");
    const nodes = [...button.childNodes];
    let end = Date.now() + form.dataset.retry * 1000;
    const tick = () => {
      const left = Math.ceil((end - Date.now()) / 1000);
      if (left > 0) {
        form.setAttribute("data-sent", "");
        button.setAttribute("aria-disabled", "true");
        const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
        button.textContent = words.wait.replace("0:00", clock);
        return setTimeout(tick, 500);
      }
      form.removeAttribute("data-sent");
      button.removeAttribute("aria-disabled");
      button.replaceChildren(...nodes);
      const box = document.querySelector("[data-error-summary]");
      box.className = "flash ok";
      box.firstElementChild.textContent = words.again;
      document.title = document.title.replace(words.titled, "");
    };
    tick();
    form.elements.username?.addEventListener("input", () => (end = 0));
  }

  // "Did you mean gmail.com?": a hint, never a block.
  const hosts = "gmail.com outlook.com hotmail.com yahoo.com icloud.com proton.me live.com googlemail.com aol.com gmx.de web.de".split(" ");
  const others = ["mail.com", "email.com", "ymail.com", "gmx.com", "gmx.net", "me.com", "live.de", "gmx.at", "hotmail.de"];
  const distance = (a, b) => {
    const rows = [...Array(a.length + 1)].map((_, i) => [i]);
    for (let j = 0; j <= b.length; j++) rows[0][j] = j;
    for (let i = 1; i <= a.length; i++) {
      for (let j = 1; j <= b.length; j++) {
        rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] !== b[j - 1]));
        if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
    return rows[a.length][b.length];
  };
  for (const input of all("input[type=email]")) {
    const line = make("p", "hint");
    line.setAttribute("aria-live", "polite");
    input.after(line);
    input.addEventListener("blur", () => settled(() => {
      const [, name, host = ""] = /^(.+)@([^@]+)$/.exec(input.value.trim().toLowerCase()) ?? [];
      const meant = host && ![...hosts, ...others].includes(host) && hosts.find((known) => distance(host, known) === 1);
      line.replaceChildren();
      if (!meant) return;
      const button = make("button", "button link", meant);
      button.type = "button";
      button.addEventListener("click", () => {
        input.value = `${input.value.trim().slice(0, name.length)}@${meant}`;
        line.replaceChildren();
        input.focus();
      });
      const [before, after] = words.meant.split("example.com");
      line.append(before, button, after);
    }));
  }

  // Times in the reader's own time zone, in the order of the page's other dates, which in English is the British one. Where the
  // page shows a shorter form, the exact time is in the title.
  const locale = lang.startsWith("en") ? "en-GB" : lang;
  const format = (options) => new Intl.DateTimeFormat(locale, options);
  const exact = format({ day: "numeric", month: "long", year: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short" });
  const clock = format({ hour: "2-digit", minute: "2-digit" });
  for (const time of all("time[datetime*=T]")) {
    const { as } = time.dataset;
    const at = new Date(time.dateTime);
    time.title = as ? exact.format(at) : time.textContent;
    if (as !== "ago") time.textContent = (as ? clock : exact).format(at);
  }

  // And the days of a history as the reader's calendar has them.
  const history = document.querySelector("[data-days]");
  if (history) {
    const name = (at) => {
      const back = new Date();
      for (const word of [words.today, words.yesterday]) {
        if (at.toDateString() === back.toDateString()) return word;
        back.setDate(back.getDate() - 1);
      }
      return format({ day: "numeric", month: "long", year: "numeric" }).format(at);
    };
    const [day] = history.children;
    const rows = all("li[id]", history);
    history.replaceChildren();
    for (const row of rows) {
      const called = name(new Date(row.querySelector("time").dateTime));
      if (history.lastChild?.firstElementChild.textContent !== called) {
        const next = day.cloneNode(true);
        next.firstElementChild.textContent = called;
        next.lastElementChild.replaceChildren();
        history.append(next);
      }
      history.lastChild.lastElementChild.append(row);
    }
  }

  // A choice that needs no button of its own.
  for (const select of all("select[data-submit]")) {
    select.form.querySelector("[type=submit]").hidden = true;
    select.addEventListener("change", () => select.form.requestSubmit());
  }

  // Copy what stands in another element.
  for (const button of all("[data-copy]")) {
    const nodes = [...button.childNodes];
    button.hidden = !navigator.clipboard;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = words.copied;
      setTimeout(() => button.replaceChildren(...nodes), 2000);
    });
  }

  // Passkeys. Answers of the browser go where a code would; bytes travel in Base64 for URLs. A ceremony that somebody cancels
  // is nobody's error.
  const { PublicKeyCredential: Passkey, AbortController } = window;
  const read = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const write = (bytes) =>
    bytes && btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const send = async (address, body) => {
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
    const said = await answer.json();
    if (!answer.ok) throw said;
    return said;
  };
  // One ceremony at a time: the offer in the username field ends before the button asks.
  let asking;
  const ceremony = async (way, options, more) => {
    asking?.abort();
    asking = new AbortController();
    const publicKey = { ...options, challenge: read(options.challenge) };
    for (const key of ["allowCredentials", "excludeCredentials"]) publicKey[key] = options[key]?.map((one) => ({ ...one, id: read(one.id) }));
    if (publicKey.user) publicKey.user.id = read(publicKey.user.id);
    const made = await navigator.credentials[way]({ publicKey, signal: asking.signal, ...more });
    const response = {};
    for (const key of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) response[key] = write(made.response[key]) ?? undefined;
    response.transports = made.response.getTransports?.() ?? [];
    return { id: made.id, response, clientExtensionResults: made.getClientExtensionResults() };
  };
  for (const box of all("[data-passkey]")) {
    const { passkey: address, domain, failed, secondStep, autofill } = box.dataset;
    const here = domain && (location.hostname === domain || location.hostname.endsWith(`.${domain}`));
    if (!Passkey || !here) {
      const elsewhere = domain && !here;
      all("[data-elsewhere]").forEach((line) => (line.hidden = !elsewhere));
      all("[data-unless-passkey]").forEach((line) => (line.hidden = elsewhere));
      continue;
    }
    box.hidden = false;
    all("[data-unless-passkey]").forEach((line) => (line.hidden = true));
    const button = box.querySelector(":scope > button");
    // Without one, it is the box inside that asks who the sender is.
    if (!button) continue;
    const error = box.querySelector(":scope > .error");
    const { form, form: { elements } } = button;
    const creates = form.querySelector("[data-create]");
    const get = async (more) => {
      const options = await send(address, { second_step: secondStep !== undefined });
      // The button was pressed meanwhile: what is offered must not end what is asked for.
      if (more && button.ariaDisabled) throw new DOMException("", "AbortError");
      return ceremony("get", options, more);
    };
    const logIn = async (passkey) => {
      const answer = { passkey, second_step: secondStep !== undefined, remember_browser: elements.remember_browser?.checked, next: elements.next?.value };
      location.assign((await send("/login/passkey", answer)).location);
    };
    const create = async (passkey) => {
      const proof = { current_password: elements.current_password?.value, code: elements.code?.value, passkey };
      elements.created.value = JSON.stringify(await ceremony("create", await send(creates.dataset.passkey, proof)));
      form.submit();
    };
    const confirm = async () => {
      const passkey = await get();
      if (creates) return create(passkey);
      box.querySelector("[name=passkey]").value = JSON.stringify(passkey);
      form.submit();
    };
    const isLogin = !creates && address.startsWith("/login");
    const failure = (cause, id) => {
      if (["AbortError", "NotAllowedError"].includes(cause.name)) return;
      const sentence = cause.error ? Object.values(cause.fields ?? {})[0]?.[0] ?? cause.error : cause.name === "InvalidStateError" ? creates.dataset.known : failed;
      const line = make("p", "");
      line.append(make("span", "sr", `${words.error} `), sentence);
      error.replaceChildren(line);
      if (cause.code === "unknown_passkey") Passkey.signalUnknownCredential?.({ rpId: domain, credentialId: id });
    };
    let nodes;
    const busy = (yes) => {
      if (yes) nodes = [...button.childNodes];
      button.replaceChildren(...(yes ? [button.dataset.busy] : (nodes ?? button.childNodes)));
      button.ariaDisabled = yes || null;
    };
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      if (button.ariaDisabled) return;
      busy(true);
      error.replaceChildren();
      let answer;
      try {
        if (!isLogin) await (box === creates ? create() : confirm());
        else await logIn((answer = await get()));
      } catch (cause) {
        failure(cause, answer?.id);
        busy(false);
        offer();
      }
    });
    addEventListener("pageshow", (event) => event.persisted && busy(false));
    // The browser's own list in the username field.
    const offer = async () => {
      if (autofill === undefined || !(await Passkey.isConditionalMediationAvailable?.())) return;
      let answer;
      try {
        await logIn((answer = await get({ mediation: "conditional" })));
      } catch (cause) {
        // What nobody chose has failed nobody.
        if (!answer) return;
        failure(cause, answer.id);
        offer();
      }
    };
    offer();
    // Before what was asked for has expired.
    if (autofill !== undefined) setInterval(() => button.ariaDisabled || offer(), 540000);
  }
  // The browser's list of passkeys follows ours, and the account's name.
  if (signals !== undefined && Passkey?.signalAllAcceptedCredentials) {
    fetch("/passkeys/signals").then(async (answer) => {
      if (answer.status !== 200) return;
      const { rpId, userId, name, displayName, allAcceptedCredentialIds } = await answer.json();
      await Passkey.signalAllAcceptedCredentials({ rpId, userId, allAcceptedCredentialIds });
      await Passkey.signalCurrentUserDetails({ rpId, userId, name, displayName });
    }).catch(() => {});
  }

  // Screen readers announce what changes after the page has loaded. The region is empty until then and nothing moves; it is
  // emptied again so that nobody reads the message twice.
  const news = document.getElementById("news");
  const messages = all(".flash p").map((text) => text.textContent).join(" ");
  if (messages) {
    setTimeout(() => (news.textContent = messages), 150);
    setTimeout(() => (news.textContent = ""), 5000);
  }
})();
