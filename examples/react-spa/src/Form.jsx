// A form that shows each error at its field, and all other errors above the button.

import { useEffect, useRef, useState } from "react";

/** `submit` gets the typed values. An error that it throws is shown. */
export function Form({ title, button, submit, children }) {
  const [refused, setRefused] = useState(null);
  const [busy, setBusy] = useState(false);
  const form = useRef(null);

  useEffect(() => {
    form.current?.querySelector("[aria-invalid=true]")?.focus();
  }, [refused]);

  async function onSubmit(event) {
    event.preventDefault();
    setBusy(true);
    try {
      await submit(Object.fromEntries(new FormData(event.currentTarget)));
      setRefused(null);
    } catch (error) {
      setRefused(error);
    } finally {
      setBusy(false);
    }
  }

  const fields = refused?.fields ?? {};
  const atFields = Object.keys(fields).length > 0;
  return (
    <form ref={form} onSubmit={onSubmit} noValidate className="card">
      <h2>{title}</h2>
      {children(fields)}
      {refused && !atFields && (
        <p role="alert" className="error">
          {refused.message}
          {refused.set_up_url && (
            <>
              . <a href={refused.set_up_url}>Set it up</a>
            </>
          )}
        </p>
      )}
      <button disabled={busy}>{button}</button>
    </form>
  );
}

export function Field({ label, name, id = name, errors = [], ...input }) {
  const wrong = errors.length > 0;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {wrong && (
        <p id={`${id}-error`} className="error">
          {errors.join(". ")}
        </p>
      )}
      <input
        id={id}
        name={name}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-error` : undefined}
        autoCapitalize="none"
        spellCheck={false}
        {...input}
      />
    </div>
  );
}
