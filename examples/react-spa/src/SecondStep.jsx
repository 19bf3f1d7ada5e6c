// The second step of a login: a code of the authenticator app, or a recovery code. The password step was answered with
// `second_factor_required` and `methods`.

import { useState } from "react";

import { Field, Form } from "./Form.jsx";

/** `submit` gets `{ code }` or `{ recovery_code }`; `cancel` leads back to the password. */
export function SecondStep({ methods, submit, cancel }) {
  const [isLost, setIsLost] = useState(false);
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
          <OtherWays>
            {/* The place for a passkey: `methods.includes("passkey")`. */}
            {methods.includes("recovery_code") && (
              <button type="button" className="quiet" onClick={() => setIsLost(!isLost)}>
                {isLost ? "Use your authenticator app" : "Use a recovery code"}
              </button>
            )}
            <button type="button" className="quiet" onClick={cancel}>
              Start again
            </button>
          </OtherWays>
        </>
      )}
    </Form>
  );
}

const OtherWays = ({ children }) => <p className="buttons">{children}</p>;
