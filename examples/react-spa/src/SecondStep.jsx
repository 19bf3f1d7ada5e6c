// The second step of a login: a code of the authenticator app, a passkey, or a recovery code. The password step was answered
// with `second_factor_required` and `methods`.

import { useState } from "react";

import { Field, Form } from "./Form.jsx";
import { PasskeyButton } from "./Passkey.jsx";

/**
 * `submit` gets `{ code }`, `{ passkey }` or `{ recovery_code }`, `getOptions` what the browser is asked for; `cancel` leads back
 * to the password.
 */
export function SecondStep({ methods, getOptions, submit, cancel }) {
  const [isLost, setIsLost] = useState(false);
  const others = (
    <p className="buttons">
      {methods.includes("passkey") && (
        <PasskeyButton getOptions={getOptions} submit={submit}>
          Use a passkey
        </PasskeyButton>
      )}
      {methods.includes("recovery_code") && (
        <button type="button" className="quiet" onClick={() => setIsLost(!isLost)}>
          {isLost ? "Use another way" : "Use a recovery code"}
        </button>
      )}
      <button type="button" className="quiet" onClick={cancel}>
        Start again
      </button>
    </p>
  );
  if (!isLost && !methods.includes("totp")) {
    return (
      <section className="card">
        <h2>Two-step login</h2>
        {others}
      </section>
    );
  }
  return (
    <Form key={String(isLost)} title="Two-step login" button="Log in" submit={submit}>
      {(errors) => (
        <>
          {isLost ? (
            <Field
              label="Recovery code"
              name="recovery_code"
              autoComplete="off"
              autoFocus
              errors={errors.recovery_code ?? errors.code}
            />
          ) : (
            <Field
              label="Code from your authenticator app"
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
              errors={errors.code}
            />
          )}
          {others}
        </>
      )}
    </Form>
  );
}
